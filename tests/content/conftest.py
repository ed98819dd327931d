"""The cast of the content component, with the channels that a component does not know."""

from trellis.components.content.tests.conftest import ada, bea, cal, council, ned, neighbour, nothing_remembered

__all__ = ["ada", "bea", "cal", "council", "ned", "neighbour", "nothing_remembered"]
