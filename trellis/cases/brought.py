"""What a case was before it came over from another product."""

from __future__ import annotations

from dataclasses import dataclass

from trellis.organisations.keys import look_up_value
from trellis.services.actions import Known


@dataclass(frozen=True, kw_only=True)
class Before:
    """Where a case was kept, and by which reference it was known there."""

    came_from: str
    reference: str

    def looked_up(self, *, organisation: int) -> str:
        return look_up_value(self.reference, organisation=organisation, place=f"brought:{self.came_from}")


@dataclass(frozen=True, kw_only=True)
class Form:
    """How an application came in, and everything that was answered on it."""

    service: str
    channel: str
    language: str
    known: Known
