"""The desk's pages of connections: how each stands, and a service joined to a system without its file."""
