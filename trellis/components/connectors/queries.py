"""What can be asked about connections, what was handed over, and what does not agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from trellis.cases.sight import visible
from trellis.components.connectors.described import remembered
from trellis.components.connectors.errors import NoSuchConnection
from trellis.components.connectors.finding import connectors, is_by_hand
from trellis.components.connectors.models import Connection, Difference, Handover
from trellis.organisations.actors import Actor


def connections(*, seen_by: Actor) -> QuerySet[Connection]:
    """The organisation's connections. Evaluate inside `reading`."""
    return Connection.objects.order_by("key")


def connection(key: str, *, seen_by: Actor) -> Connection:
    """One connection. Evaluate inside `reading`.

    :raises NoSuchConnection: where the organisation has none of this key.
    """
    found = Connection.objects.filter(key=key).first()
    if found is None:
        raise NoSuchConnection
    return found


def handed_over(about: str, *, seen_by: Actor) -> QuerySet[Handover]:
    """What was handed over for this case, oldest first. Evaluate inside `reading`."""
    return Handover.objects.filter(about=about).select_related("connection", "sealed_with").order_by("pk")


def with_receipts(found: Connection, *, seen_by: Actor) -> QuerySet[Handover]:
    """What has a receipt and no number yet, the oldest first. Evaluate inside `reading`."""
    return Handover.objects.filter(connection=found, state=Handover.State.SENT).exclude(receipt="").order_by("pk")


def open_differences(*, seen_by: Actor) -> QuerySet[Difference]:
    """What does not agree, the oldest first. Evaluate inside `reading`."""
    return Difference.objects.filter(settled_at=None).select_related("connection", "handover").order_by("found_at")


def differences_for(*, seen_by: Actor) -> QuerySet[Difference]:
    """What does not agree about cases that they may see, and about none. Evaluate inside `reading`."""
    theirs = visible(to=seen_by).values("reference")
    return open_differences(seen_by=seen_by).filter(Q(about="") | Q(about__in=theirs))


def to_type(*, seen_by: Actor) -> QuerySet[Handover]:
    """What stands on a list to be typed in, about cases that they may see. Evaluate inside `reading`."""
    by_hand = [each for each in connectors() if is_by_hand(each)]
    rows = Handover.objects.filter(connection__connector__in=by_hand, state=Handover.State.SENT)
    theirs = visible(to=seen_by).values("reference")
    return rows.filter(about__in=theirs).select_related("connection", "sealed_with").order_by("written_at", "pk")


@dataclass(frozen=True, kw_only=True)
class Rekeying:
    """What typing into one other system by hand costs."""

    waiting: int
    oldest: datetime | None
    typed: int
    """In the last 30 days, like what follows."""
    usual_wait: timedelta
    longest_wait: timedelta
    minutes: int
    """As the connection's file estimates for each."""


def rekeying(found: Connection, *, at: datetime, seen_by: Actor) -> Rekeying:
    """How much was typed in by hand, how long each waited, and how long it took. Evaluate inside `reading`."""
    rows = Handover.objects.filter(connection=found)
    waiting = rows.filter(state__in=(*Handover.TO_SEND, Handover.State.SENT)).aggregate(
        number=Count("pk"), oldest=Min("written_at")
    )
    typed = rows.filter(by_hand=True, ended_at__gt=at - timedelta(days=30))
    done = list(typed.values_list("service", "occasion", "written_at", "ended_at"))
    waits = sorted(ended - written for _, _, written, ended in done if ended is not None)
    described = remembered(found.described)
    routes = [described.route(service, occasion) for service, occasion, _, _ in done]
    return Rekeying(
        waiting=waiting["number"],
        oldest=waiting["oldest"],
        typed=len(done),
        usual_wait=waits[len(waits) // 2] if waits else timedelta(),
        longest_wait=waits[-1] if waits else timedelta(),
        minutes=sum(route.minutes for route in routes if route),
    )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one connection stands, in numbers."""

    to_send: int
    there: int
    ended: int
    refused: int
    oldest: datetime | None
    """When the oldest that still waits was written."""
    differences: int


def standing(found: Connection, *, seen_by: Actor) -> Standing:
    """How much waits, is there, has ended, was refused. Evaluate inside `reading`."""
    rows = Handover.objects.filter(connection=found)
    counted = rows.aggregate(
        to_send=Count("pk", filter=Q(state__in=Handover.TO_SEND)),
        there=Count("pk", filter=Q(state__in=Handover.THERE)),
        ended=Count("pk", filter=Q(state=Handover.State.ENDED)),
        refused=Count("pk", filter=Q(state=Handover.State.REFUSED)),
    )
    oldest = rows.filter(state__in=Handover.TO_SEND).order_by("written_at").first()
    return Standing(
        **counted,
        oldest=oldest.written_at if oldest else None,
        differences=Difference.objects.filter(connection=found, settled_at=None).count(),
    )


def reports_awaited(found: Connection, *, seen_by: Actor) -> bool:
    """Whether anything is there of which more is to be heard. Evaluate inside `reading`."""
    return Handover.objects.filter(connection=found, state__in=Handover.THERE).exists()
