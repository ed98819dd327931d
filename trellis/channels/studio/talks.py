"""Comments as the page of a draft shows them: beside the element that each is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trellis.channels.studio.addresses import to_id
from trellis.services.language.addresses import WHOLE, to_address
from trellis.services.queries import Talk


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The open comments of each part of a page, by the anchor of the part."""

    by_part: dict[str, list[Talk]]
    count: int
    language: str

    def get(self, part: str, nothing: Sequence[Talk] = ()) -> Sequence[Talk]:
        return self.by_part.get(part, nothing)


def beside(talks: Sequence[Talk], *, language: str) -> Beside:
    """What is open, where it stands. What is about something that is gone stands only in the list of all."""
    found: dict[str, list[Talk]] = {}
    for each in talks:
        if each.open and not each.gone:
            found.setdefault(to_id(to_address(each.place) or (WHOLE,)), []).append(each)
    return Beside(by_part=found, count=sum(each.open for each in talks), language=language)
