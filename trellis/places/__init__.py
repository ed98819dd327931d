"""Where: addresses, and the areas they lie in."""
