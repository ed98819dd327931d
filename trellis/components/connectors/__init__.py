"""Other systems: work is handed over to where it is done, and what is said of it there comes back."""
