"""Sending what waits: claimed in batches, outside any transaction, each settled by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from time import monotonic

import structlog
from django.conf import settings

from trellis.base.jobs import back_off
from trellis.components.messages.outbox import Outbox
from trellis.components.messages.smtp import Smtp
from trellis.components.messages.transport import CannotBeSent, InDoubt, NotSent, Outgoing, Transport
from trellis.organisations.actors import Actor, each_organisation
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.people import actions, queries
from trellis.people.errors import KeyErased
from trellis.people.models import Message

logger = structlog.get_logger(__name__)

BATCH = 100
CLAIM = timedelta(minutes=5)
PATIENCE = 10
"""Attempts, with back-off, before a message is given up and shows on its case: about two days."""


@cache
def transport_in_use() -> Transport:
    if settings.TRELLIS.email_url.get_secret_value().startswith("smtp"):
        return Smtp()
    return Outbox(settings.TRELLIS.home / "outbox")


def send_waiting(at: datetime, *, seconds: Callable[[], float] = monotonic) -> None:
    """Send everything that is due, for every organisation, and look at what a dead worker left behind.

    A run may last longer than a claim, so each batch is claimed from when it begins, not from when the run began.
    `seconds` counts what goes by meanwhile.
    """
    began = seconds()

    def passed() -> datetime:
        return at + timedelta(seconds=seconds() - began)

    for by in each_organisation(doing="messages"):
        settle_lapsed(transport=transport_in_use(), at=passed(), by=by)
        while batch := actions.claim_messages(most=BATCH, until=(now := passed()) + CLAIM, now=now, by=by):
            for message in batch:
                send_one(message, transport=transport_in_use(), at=now, by=by)


def send_one(message: Message, *, transport: Transport, at: datetime, by: Actor) -> None:
    """Send one message and write down how it ended."""
    try:
        transport.send(_opened(message))
    except NotSent as error:
        _again_or_never(message, str(error), at=at, by=by)
    except (CannotBeSent, KeyErased) as error:
        actions.settle_message(message=message, state=Message.State.FAILED, error=str(error), at=at, by=by)
    except InDoubt as error:
        actions.settle_message(message=message, state=Message.State.DOUBT, error=str(error), at=at, by=by)
    except Exception as error:
        logger.exception("message-in-doubt", message=message.reference)
        actions.settle_message(message=message, state=Message.State.DOUBT, error=repr(error), at=at, by=by)
    else:
        actions.settle_message(message=message, state=Message.State.SENT, at=at, by=by)


def _again_or_never(message: Message, error: str, *, at: datetime, by: Actor) -> None:
    if message.attempts + 1 >= PATIENCE:
        actions.settle_message(message=message, state=Message.State.FAILED, error=error, at=at, by=by)
    else:
        actions.postpone_message(message=message, until=at + back_off(message.attempts), error=error, by=by)


def settle_lapsed(*, transport: Transport, at: datetime, by: Actor) -> None:
    """A worker died while sending: repeat where the transport sees repeats, hold as in doubt where it does not."""
    with reading(by):
        lapsed = list(queries.lapsed_claims(seen_by=by, now=at))
    for message in lapsed:
        if transport.knows_repeats:
            actions.postpone_message(message=message, until=at, error="its worker died while sending", by=by)
        else:
            doubt = "its worker died while sending"
            actions.settle_message(message=message, state=Message.State.DOUBT, error=doubt, at=at, by=by)


def _opened(message: Message) -> Outgoing:
    words = message.words()
    sender = Organisation.objects.get(pk=message.organisation_id)
    return Outgoing(
        reference=message.reference,
        channel=message.channel,
        to=message.addressee(),
        subject=words.subject,
        body=words.body,
        language=message.language,
        sender=f"{sender.called(message.language)} <{sender.email or 'no-reply@localhost'}>",
    )
