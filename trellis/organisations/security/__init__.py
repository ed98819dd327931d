"""Who signed in, what was refused to whom, and whose access changed: for whoever watches over security."""
