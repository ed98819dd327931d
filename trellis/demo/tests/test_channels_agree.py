"""Whatever somebody answers, a page, a terminal and the evaluator lead them the same way, and keep the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from trellis.base.time import local_day, now
from trellis.channels.web.visiting import known
from trellis.demo.cast import employers
from trellis.demo.founding import found_everybody, load_the_map
from trellis.demo.papers import letter
from trellis.demo.tests.answering import SERVICES, Somebody
from trellis.demo.tests.browsing import Browsing
from trellis.demo.tests.interviewing import Interviewed
from trellis.demo.tests.told import APPLICANT, Told, by_the_evaluator, without_ids
from trellis.organisations.actors import system
from trellis.organisations.queries import Organisation
from trellis.organisations.scope import reading
from trellis.services import queries
from trellis.services.answers import Held
from trellis.services.contract import PlaceKind
from trellis.services.language.compiled import Compiled
from trellis.services.models import Journey
from trellis.services.queries.definitions import forget_live
from trellis.services.way import way_of

every_service = pytest.mark.parametrize("service", SERVICES)
seeds = st.integers(0, 2**32)
PHASES = (Phase.reuse, Phase.generate)
"""A failure is told by its seed: a smaller seed is not a simpler person, so none is looked for."""
WHOSE = {service: employer.key for employer in employers() for service in employer.services}


@pytest.fixture(scope="module")
def councils(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Mapping[str, Organisation]]:
    """Everybody of the demo, founded once for all examples and undone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_map()
        founded = found_everybody(now=now())
        _forget(founded)
        yield {each.key: each for each in founded}
        _forget(founded)
        transaction.set_rollback(True)


def _forget(founded: list[Organisation]) -> None:
    """What this process remembers for a moment belongs to another test's database."""
    known.forget()
    for each in founded:
        forget_live(each.pk)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("papers") / "paper.pdf"
    file.write_bytes(letter("paper", "Something to show").content)
    return file


def _kept(council: Organisation, compiled: Compiled, reference: str) -> dict[str, Any]:
    """What was sent under this reference; without one, what the journey begun last keeps."""
    by = system(organisation=council.pk, doing="test")
    if reference:
        answers = queries.submission(reference, seen_by=by).answers
    else:
        with reading(by):
            journey = Journey.objects.order_by("-pk")[0]
        answers = queries.outcome_of(journey, on=local_day(now())).answers
    return without_ids(answers, compiled.questions)


def _told(channel: Browsing | Interviewed, *, council: Organisation, compiled: Compiled) -> Told:
    pages, end = channel.goes()
    shown = channel.tells(pages, end, {})
    reference = channel.sends() if end.kind is PlaceKind.CHECK else ""
    kept = _kept(council, compiled, reference)
    return Told(pages=pages, end=end, shown=shown.shown, fee=shown.fee, results=shown.results, kept=kept)


def _agree(service: str, seed: int, *, council: Organisation, paper: Path) -> None:
    compiled, today = SERVICES[service], local_day(now())
    answers: dict[str, Any] = {}
    # Of those who answer just anything, most are soon told that this is not for them: half of all do what it takes.
    somebody = Somebody(seed=seed, day=today)
    (somebody.gets_through if seed % 2 else somebody.answers_all)(compiled, answers)
    evaluated = by_the_evaluator(way_of(compiled, Held(values=answers), language="en", participant=APPLICANT, on=today))
    browsing = Browsing(compiled=compiled, base=f"/{council.key}/{service}/", answers=answers)
    interview = Interviewed(compiled, organisation=council, clock=now, answers=answers, paper=paper)
    on_the_web = _told(browsing, council=council, compiled=compiled)
    at_the_terminal = _told(interview, council=council, compiled=compiled)
    # Midnight came between them, and what "today" means is not the same any more.
    assume(local_day(now()) == today)
    assert on_the_web == evaluated
    assert at_the_terminal == evaluated


@every_service
@settings(max_examples=6, phases=PHASES)
@given(seed=seeds)
def test_every_channel_leads_the_same_way(
    service: str, seed: int, councils: Mapping[str, Organisation], paper: Path
) -> None:
    _agree(service, seed, council=councils[WHOSE[service]], paper=paper)


@pytest.mark.long
@every_service
@settings(max_examples=100, phases=PHASES)
@given(seed=seeds)
def test_every_channel_leads_the_same_way_however_often_it_is_tried(
    service: str, seed: int, councils: Mapping[str, Organisation], paper: Path
) -> None:
    _agree(service, seed, council=councils[WHOSE[service]], paper=paper)
