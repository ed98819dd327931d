"""A system with no way in: what goes to it becomes a list on the desk, typed in by hand and measured as such."""
