"""Which kinds of system are here: a folder each, found by name."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from trellis.components.connectors.errors import NoSuchConnector
from trellis.components.connectors.port import ByHand, Connector
from trellis.components.connectors.sandboxes import Sandbox

HERE = Path(__file__).parent
_NAME = __name__.rpartition(".")[0]


@cache
def connectors() -> dict[str, Connector]:
    """Every connector by its key, which is the name of its folder."""
    folders = sorted(each.name for each in iter_modules([str(HERE)]) if each.ispkg)
    found = {name: f"{_NAME}.{name}.connector" for name in folders if find_spec(f"{_NAME}.{name}.connector")}
    return {name: import_module(path).CONNECTOR for name, path in found.items()}


def connector_called(key: str) -> Connector:
    """The connector of this key.

    :raises NoSuchConnector: where there is none; it says which there are.
    """
    if key not in connectors():
        raise NoSuchConnector(f"there is no connector `{key}`; there are: {', '.join(connectors())}")
    return connectors()[key]


def is_by_hand(connector: str) -> bool:
    """Whether somebody has to type what goes to this kind of system."""
    return isinstance(connectors().get(connector), ByHand)


@cache
def sandbox_of(connector: str) -> type[Sandbox] | None:
    """What plays this kind of system in a demo and in tests; None where nothing does."""
    name = f"{_NAME}.{connector}.sandbox"
    if not find_spec(name):
        return None
    found: type[Sandbox] | None = getattr(import_module(name), "SANDBOX", None)
    return found
