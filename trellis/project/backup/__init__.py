"""Backups: one archive of an installation, and the way back from it, which can be practised beside it."""
