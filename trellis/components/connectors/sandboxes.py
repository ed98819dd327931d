"""What plays another system, on a page of its own: the jobs it has, and how it misbehaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trellis.components.connectors.standin import StandIn


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job as the people who work there see it."""

    number: str
    about: str
    status: str
    what: str


class Sandbox(StandIn, Protocol):
    """A stand-in that keeps its book in a file, and misbehaves when it is told to."""

    title: str
    moods: Sequence[tuple[str, str]]
    """How it can behave: (key, in words)."""

    def __init__(self, file: Path) -> None: ...

    @property
    def mood(self) -> str: ...

    def behave(self, mood: str) -> None: ...

    def jobs(self, most: int = 50) -> list[Job]:
        """The newest jobs first."""
        ...

    def statuses(self) -> Sequence[str]: ...

    def put(self, number: str, status: str) -> None:
        """Say how a job is getting on."""
        ...
