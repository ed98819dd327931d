"""Trellis: a platform on which a council builds joined-up services."""

__version__ = "0.1.0"
