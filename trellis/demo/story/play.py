"""Playing the month: everything that happens, in the order of time, with the schedules of each morning between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from trellis.base import jobs
from trellis.base.models import Delivery
from trellis.demo.story.applying import StoryStuck
from trellis.demo.story.badges import badges
from trellis.demo.story.begun import begun
from trellis.demo.story.bins import bins
from trellis.demo.story.company import Company
from trellis.demo.story.complaints import complaints
from trellis.demo.story.crews import crews
from trellis.demo.story.days import moment, mornings
from trellis.demo.story.discounts import discounts
from trellis.demo.story.gardens import gardens
from trellis.demo.story.holes import holes
from trellis.demo.story.information import requests
from trellis.demo.story.pavements import pavements
from trellis.demo.story.tale import Doing, Tale


def tales() -> Iterator[Tale]:
    """Every case of the month."""
    town = chain(bins(), gardens(), discounts(), pavements(), requests(), complaints())
    return chain(town, badges(), holes(), begun())


def play(*, now: datetime) -> int:
    """Have everything happen up to now; says how many things people did."""
    company = Company()
    acts = sorted(_acts(now=now), key=lambda act: act[0])
    for at, do in acts:
        do(at, company)
        if not _is_a_morning(do):
            jobs.drain()
    _refuse_what_failed()
    return sum(not _is_a_morning(do) for _, do in acts)


def _acts(*, now: datetime) -> Iterator[tuple[datetime, Doing]]:
    told = [(moment(each.ago, each.clock, now=now), each.do) for tale in tales() for each in tale.happenings]
    yield from ((at, _morning) for at in mornings(min(at for at, _ in told), now))
    yield from told
    yield from crews(now=now)


def _morning(at: datetime, _: Company) -> None:
    """What the worker does by itself: deadlines, silence, messages."""
    for schedule in jobs.schedules():
        schedule.run(at)
    jobs.drain()


def _is_a_morning(do: Doing) -> bool:
    return do is _morning


def _refuse_what_failed() -> None:
    failed = Delivery.objects.filter(done_at=None).exclude(error="").first()
    if failed:
        raise StoryStuck(f"{failed.subscriber} could not go on: {failed.error}")
