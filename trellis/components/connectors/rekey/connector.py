"""A system with no way in. What is handed over stands on a list at the desk until somebody has typed it in.

The connection's file names the other system's screens in order, each with its fields, and estimates how many minutes
one takes. A real connector later takes the same file: what nobody has typed yet goes the new way.
"""

from __future__ import annotations

from typing import Literal

from trellis.components.connectors.port import Held, Link, Parcel, System


class List:
    """The list on the desk. Keeps `System`: there is nobody to ask."""

    def hand_over(self, parcel: Parcel) -> Held:
        return Held(key=parcel.key, about=parcel.about, number="")

    def find(self, key: str) -> tuple[Held, ...]:
        return ()


class Rekey:
    """Keeps the `Connector` and `ByHand` protocols."""

    key = "rekey"
    title = "A system into which somebody types"
    needs = ()
    by_hand: Literal[True] = True

    def open(self, link: Link) -> System:
        return List()


CONNECTOR = Rekey()
