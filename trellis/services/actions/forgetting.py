from __future__ import annotations

from datetime import datetime

from trellis.base.abilities import all_with
from trellis.base.log import record
from trellis.organisations.actors import Actor, each_organisation
from trellis.organisations.scope import acting, reading
from trellis.people.actions import erase
from trellis.services.contract import DocumentStore
from trellis.services.events import JourneyForgotten
from trellis.services.models import Journey

AT_ONCE = 500
"""Journeys forgotten in one turn of the schedule, for each organisation; the next turn takes the next."""


def expire_journeys(at: datetime) -> None:
    """Erase the answers that nobody sent in the time that their service keeps them."""
    for by in each_organisation(doing="forgetting"):
        with reading(by):
            due = Journey.objects.filter(state=Journey.State.OPEN, expires_at__lte=at).order_by("expires_at")
            numbers = list(due.values_list("pk", flat=True)[:AT_ONCE])
        for number in numbers:
            _forget(number, at=at, by=by)


def _forget(number: int, *, at: datetime, by: Actor) -> None:
    with acting(by):
        # Looked at again under the lock: somebody may have come back to it a moment ago.
        journey = (
            Journey.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("key")
            .filter(pk=number, state=Journey.State.OPEN, expires_at__lte=at)
            .first()
        )
        if journey is None:
            return
        for store in all_with(DocumentStore):
            for document in store.documents_about(about=journey.token, seen_by=by):
                store.remove(document=document.id, about=journey.token, at=at, by=by)
        journey.state, journey.answers = Journey.State.EXPIRED, b""
        journey.save(update_fields=["state", "answers"])
        erase(key=journey.key, about=f"journey:{journey.pk}", at=at, by=by)
        record(JourneyForgotten(subject=f"journey:{journey.pk}", service=journey.service), by=by, at=at)
