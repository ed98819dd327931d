"""Many cases at once, as like the real ones as two leaves of a tree: for measuring, and for rehearsing a full desk."""
