"""What to read about a service before one begins it: a component has such pages, a channel leads to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from trellis.base.abilities import all_with
from trellis.organisations.models import Organisation
from trellis.services.contract import Findable


@runtime_checkable
class Guide(Protocol):
    """A component with pages about services. Asked for every start page, so it answers from memory."""

    def guides_to(self, *, organisation: Organisation, service: str, language: str) -> Sequence[Findable]: ...


def guides_to(*, organisation: Organisation, service: str, language: str) -> tuple[Findable, ...]:
    """The pages about a service of the organisation."""
    found = (each.guides_to(organisation=organisation, service=service, language=language) for each in all_with(Guide))
    return tuple(one for pages in found for one in pages)
