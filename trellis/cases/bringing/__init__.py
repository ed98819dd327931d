"""Cases of a product that a council has left come over: read from CSV by a mapping, played through the real actions."""
