"""Whether an installation is well: what is wrong, and how to mend it."""
