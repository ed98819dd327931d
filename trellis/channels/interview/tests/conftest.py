"""The interview is tested with the services floor's own council and its street tree service."""

from trellis.services.tests.conftest import addresses, compiled, council, publisher, tree

__all__ = ["addresses", "compiled", "council", "publisher", "tree"]
