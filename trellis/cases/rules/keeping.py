"""How long a case is kept (UK GDPR article 5(1)(e)): counted from the day it ended, by how it ended."""

from __future__ import annotations

from datetime import date

from trellis.services.language.dates import add_period
from trellis.services.language.model import Definition
from trellis.services.language.values import Period

WITHDRAWN = "withdrawn"
UNFINISHED = "unfinished"
_ROUGHLY = {"minutes": 0, "hours": 0, "days": 1, "working days": 1, "weeks": 7, "months": 30, "years": 365}


def period_for(definition: Definition, *, outcome: str) -> Period | None:
    """How long a case with this outcome is kept; where the definition does not say, as long as the longest it names."""
    keep = {name: period for name, period in definition.data.keep.items() if name != UNFINISHED}
    if outcome in keep:
        return keep[outcome]
    return max(keep.values(), key=lambda each: each.amount * _ROUGHLY[each.unit], default=None)


def keep_until(definition: Definition, *, outcome: str, ended_on: date) -> date | None:
    """The day on which nothing personal of a case may be left. None where the definition keeps it without an end."""
    period = period_for(definition, outcome=outcome)
    return add_period(ended_on, period, (definition.nation,)) if period else None
