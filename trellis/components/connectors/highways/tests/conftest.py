from trellis.components.connectors.tests.conftest import _home_of_this_test, council

__all__ = ["_home_of_this_test", "council"]
