"""What can be worked out about a journey without asking anybody: its secret's hash, how long it is kept."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, time, timedelta

from trellis.base.time import LONDON
from trellis.services.language.dates import add_period
from trellis.services.language.model import Definition
from trellis.services.language.values import Period

KEPT_UNFINISHED = Period(amount=28, unit="days")
"""Where a definition does not say how long answers that nobody sent are kept."""
_SHORT = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}


def token_of(secret: str) -> str:
    """What a journey is known by to everybody but the person who holds its secret."""
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).decode().rstrip("=")


def hash_of_link(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def kept_until(definition: Definition, touched: datetime) -> datetime:
    """When answers that nobody sends are erased: counted from the last answer."""
    period = definition.data.keep.get("unfinished", KEPT_UNFINISHED)
    if period.unit in _SHORT:
        return touched + period.amount * _SHORT[period.unit]
    last_day = add_period(touched.astimezone(LONDON).date(), period, (definition.nation,))
    return datetime.combine(last_day, time.max, tzinfo=LONDON)
