from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from trellis.base.log import record
from trellis.base.prepared import insert
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting
from trellis.people.actions import make_key
from trellis.services.answers import Held, seal_held
from trellis.services.events import JourneyStarted
from trellis.services.models import Journey
from trellis.services.queries.definitions import live
from trellis.services.queries.journeys import holder_of
from trellis.services.rules import kept_until, token_of


@dataclass(frozen=True, kw_only=True)
class Started:
    """A journey, and the secret by which its person comes back to it. Only its hash is kept in the clear."""

    journey: Journey
    secret: str


def start_journey(
    *,
    organisation: Organisation,
    service: str,
    channel: str,
    language: str,
    participant: str = "applicant",
    at: datetime,
) -> Started:
    """Begin a service: from now on its answers are kept, sealed, with the version that is live today.

    :raises NoSuchService: where the organisation offers none of this name.
    """
    compiled = live(organisation=organisation, service=service)
    spoken = language if language in compiled.definition.languages else compiled.definition.languages[0]
    secret = secrets.token_urlsafe(32)
    by = system(organisation=organisation.pk, doing="journeys")
    with acting(by):
        key = make_key(by=by)
        journey = insert(
            Journey(
                organisation=organisation,
                token=token_of(secret),
                service=service,
                version_hash=compiled.hash,
                channel=channel,
                participant=participant,
                language=spoken,
                key=key,
                answers=seal_held(Held(secret=secret), key=key),
                started_at=at,
                touched_at=at,
                expires_at=kept_until(compiled.definition, at),
            )
        )
        started = JourneyStarted(
            subject=f"journey:{journey.pk}",
            service=service,
            version_hash=compiled.hash,
            channel=channel,
            language=spoken,
        )
        record(started, by=holder_of(journey), at=at)
    return Started(journey=journey, secret=secret)
