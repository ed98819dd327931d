from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from trellis.base.log import record
from trellis.base.time import LONDON
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting
from trellis.people.actions import Draft, write
from trellis.people.models import Message
from trellis.services.actions.answering import lock
from trellis.services.actions.starting import Started
from trellis.services.answers import unseal_held
from trellis.services.coming_back import words_to_come_back
from trellis.services.events import JourneyResumed, JourneySaved
from trellis.services.models import Journey, SavedLink
from trellis.services.queries.journeys import compiled_for, holder_of, refuse_link
from trellis.services.rules import hash_of_link


def save_for_later(*, journey: Journey, email: str, link: Callable[[str], str], at: datetime) -> None:
    """Send a link to come back with; it works once, for as long as the answers are kept.

    `link` makes an address of a token. Earlier links keep working: somebody may open the first of two emails.
    """
    by = holder_of(journey)
    token = secrets.token_urlsafe(32)
    with acting(by):
        locked = lock(journey, at=at)
        SavedLink.objects.create(
            organisation_id=locked.organisation_id,
            journey=locked,
            token_hash=hash_of_link(token),
            expires_at=locked.expires_at,
        )
        subject, body = words_to_come_back(
            title=compiled_for(locked).definition.title.to(locked.language),
            link=link(token),
            until=locked.expires_at.astimezone(LONDON).date(),
            language=locked.language,
        )
        draft = Draft(
            about=f"journey:{locked.pk}",
            channel=Message.Channel.EMAIL,
            to=email,
            subject=subject,
            body=body,
            language=locked.language,
            template="come-back",
            private=True,
        )
        write(draft=draft, key=locked.key, at=at, by=by)
        record(JourneySaved(subject=f"journey:{locked.pk}", service=locked.service), by=by, at=at)


def use_saved_link(*, token: str, organisation: Organisation, at: datetime) -> Started:
    """Come back to a journey by a link, which is then used up.

    :raises NoSuchLink, LinkUsed, LinkExpired: each with its own way to a new one.
    """
    with acting(system(organisation=organisation.pk, doing="saved-links")):
        found = (
            SavedLink.objects.select_for_update(of=("self",))
            .select_related("journey__key")
            .filter(token_hash=hash_of_link(token))
            .first()
        )
        used = refuse_link(found, at=at)
        used.used_at = at
        used.save(update_fields=["used_at"])
        journey = used.journey
        resumed = JourneyResumed(subject=f"journey:{journey.pk}", service=journey.service)
        record(resumed, by=holder_of(journey), at=at)
    return Started(journey=journey, secret=unseal_held(journey.answers, key=journey.key).secret)
