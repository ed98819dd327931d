from trellis.services.tests.conftest import addresses, compiled, council, publisher, tree

__all__ = ["addresses", "compiled", "council", "publisher", "tree"]
