"""Leaving: everything of one organisation in open formats, with a reader that needs nothing but Python."""
