"""Whether this session was begun with two factors: what somebody knows, and what they have."""

from __future__ import annotations

from typing import Final

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.http import HttpRequest

from trellis.organisations.queries import Account

SECOND: Final = frozenset({"mfa", "one-time-link"})


def has_taken_second_step(request: HttpRequest, account: Account) -> bool:
    """Of this session, not of the account: a session begun before the second step was set up does not count."""
    return any(record.get("method") in SECOND for record in get_authentication_records(request, account))


def note_second_step(request: HttpRequest, account: Account, *, method: str) -> None:
    """Write into the session that the second step was taken, and how."""
    record_authentication(request, account, method=method)
