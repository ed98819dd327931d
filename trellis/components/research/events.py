from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class PrototypeMade(Event):
    """A draft can be tried by people who were given a link and a code."""

    kind: ClassVar[str] = "prototype-made"
    prototype: int
    draft: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class PrototypeClosed(Event):
    """Nobody can try this prototype any more."""

    kind: ClassVar[str] = "prototype-closed"
    prototype: int


@dataclass(frozen=True, kw_only=True)
class SittingBegun(Event):
    """Somebody agreed to try a prototype."""

    kind: ClassVar[str] = "sitting-begun"
    prototype: int
    sitting: int


@dataclass(frozen=True, kw_only=True)
class SittingEnded(Event):
    """Somebody has finished trying a prototype, or stopped."""

    kind: ClassVar[str] = "sitting-ended"
    prototype: int
    sitting: int


@dataclass(frozen=True, kw_only=True)
class SittingErased(Event):
    """What was recorded of somebody who tried a prototype is erased: they asked for it, or its time was over."""

    kind: ClassVar[str] = "sitting-erased"
    prototype: int
    sitting: int


@dataclass(frozen=True, kw_only=True)
class ObservationWritten(Event):
    """An observer wrote down what they saw, about one element."""

    kind: ClassVar[str] = "observation-written"
    prototype: int
    note: int
    place: str


@dataclass(frozen=True, kw_only=True)
class ObservationUsed(Event):
    """What was seen became evidence of a need, or something to change in the draft."""

    kind: ClassVar[str] = "observation-used"
    prototype: int
    note: int
    became: str
