"""What a case can be found by, blinded with the organisation's key: searchable, not readable."""

from __future__ import annotations

from collections.abc import Iterable

from trellis.organisations.keys import look_up_value

SEARCH = "case-search"
"""What the terms of this index are blinded for: they match no other index."""


def blinded(terms: Iterable[str], *, organisation: int) -> list[str]:
    """The look-up values of these terms, each once."""
    return sorted({look_up_value(term, organisation=organisation, place=SEARCH) for term in terms})
