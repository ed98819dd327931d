"""Each of the newer services is sent, worked on by its own team, decided and closed, and says so without a hole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from trellis.base import jobs
from trellis.cases import actions
from trellis.cases.errors import NoSuchOutcome
from trellis.cases.models import Case, Task
from trellis.demo.addresses import addresses
from trellis.demo.founding import found_everybody, load_the_map
from trellis.demo.story.applying import Application, DaysBefore, apply
from trellis.demo.story.company import Company
from trellis.demo.tests.walking import CONTACT, HERE
from trellis.organisations.actors import Actor, system
from trellis.organisations.scope import reading
from trellis.people.models import Message

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HALL = next(each for each in addresses() if each.lines[0] == "The Town Hall").value


@dataclass(frozen=True, kw_only=True)
class Worked:
    """What is sent, who works on it, and how it ends."""

    service: str
    officer: str
    outcome: str
    answers: Mapping[str, Any]
    organisation: str = "anyborough"
    told: int = 2
    """How many messages the applicant gets."""


MONEY = {"weekly-income": "150.00", "savings": "200.00", "insurance-number": "AB123456C", "benefits": ["none"]}
KIT = {"child-name": {"first": "Kit", "last": "Young"}, "in-care": False, "sibling": False}
WORK = (
    Worked(service="contact-us", officer="leah", outcome="answered", answers={"about": "other", "question": "When?"}),
    Worked(
        service="complaint", officer="ingrid", outcome="right-in-the-end", told=3,
        answers={"which-stage": "again", "about": "bins", "what-happened": "Nobody came.", "put-right": "Come.",
                 "found-out": DaysBefore(days=9), "for-someone": False},
    ),
    Worked(
        service="councillor-enquiry", officer="ingrid", outcome="answered",
        answers={"about-whom": "ward", "topic": "waste", "question": "Why?", "answer-soon": False, "ward": "market"},
    ),
    Worked(
        service="noise", officer="amir", outcome="notice-served", told=3,
        answers={"kind": "dog", "address": HERE, "source": {"description": "Next door"}, "times": ["night"],
                 "how-often": "daily", "effect": "I cannot sleep.", "spoken": "not-safe"},
    ),
    Worked(
        service="move-house", officer="grace", outcome="changed",
        answers={"moves-on": DaysBefore(days=3), "old-address": HALL, "old-home": "sold", "new-address": HERE,
                 "new-as": "rent", "landlord": "A Bell", "new-with": "share-bill",
                 "named-on-bill": [{"person": {"first": "Bo", "last": "Carr"}}]},
    ),
    Worked(
        service="council-tax-reduction", officer="grace", outcome="granted",
        answers={"pays-bill": True, "address": HERE, "partner": False, "other-adults": 1, "children": 0,
                 "pension-age": True, "born": "1955-02-01", "declared": True, **MONEY},
    ),
    Worked(
        service="garden-waste", officer="priya", outcome="cannot-collect",
        answers={"address": HERE, "bin-count": 5, "bins-there": 0, "gets-reduction": True, "declared": True},
    ),
    Worked(
        service="pothole", officer="ken", outcome="not-ours", organisation="anyshire", told=3,
        answers={"surface": "cycle", "place": {"description": "AN1 2BA"}, "depth": "deep", "width": True,
                 "harm": "hurt"},
    ),
    Worked(
        service="school-admission", officer="mei", outcome="other-school", organisation="anyshire",
        answers={"address": HERE, "moving": True, "relation": "carer", "declared": True, "children": [
            {**KIT, "born": "2023-02-01", "primary-1": "millbrook"}]},
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Company]:
    """The organisations, with nothing in their hands yet."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_map()
        found_everybody(now=AT)
        yield Company()
        transaction.set_rollback(True)


@pytest.mark.parametrize("worked", WORK, ids=lambda worked: worked.service)
def test_a_case_comes_to_its_end_and_the_applicant_hears_of_it(company: Company, worked: Worked) -> None:
    sent = Application(service=worked.service, answers={**CONTACT, **worked.answers})
    organisation = company.organisation(worked.organisation)
    reference = apply(sent, organisation=organisation, at=AT)
    _work(reference, worked, by=company.staff(worked.officer))
    with reading(system(organisation=organisation.pk, doing="test")):
        case = Case.objects.get(reference=reference)
        told = [message.words() for message in Message.objects.select_related("key").filter(about=reference)]
    assert (case.state, case.outcome) == (Case.State.CLOSED, worked.outcome)
    assert len(told) == worked.told
    assert not [words for words in told if "{{" in words.subject + words.body or " ." in words.body]


def _work(reference: str, worked: Worked, *, by: Actor) -> None:
    """Take it, do what there is to do, decide as soon as that can be; wait where nothing can be done."""
    jobs.drain()
    at = AT + timedelta(hours=1)
    actions.take(reference=reference, at=at, by=by)
    for _ in range(20):
        with reading(by):
            case = Case.objects.get(reference=reference)
        if not case.running:
            return
        if not _do_everything(reference, at=at, by=by) and not _decide(reference, worked.outcome, at=at, by=by):
            at += timedelta(days=15)
            for schedule in jobs.schedules():
                schedule.run(at)
        jobs.drain()


def _decide(reference: str, outcome: str, *, at: datetime, by: Actor) -> bool:
    """Whether it could be decided now."""
    try:
        actions.decide(reference=reference, outcome=outcome, reasons="This is why.", conditions="", at=at, by=by)
    except NoSuchOutcome:
        return False
    return True


def _do_everything(reference: str, *, at: datetime, by: Actor) -> int:
    with reading(by):
        left = Task.objects.filter(case__reference=reference, run__ended_at=None).exclude(state=Task.State.DONE)
        found = list(left.order_by("pk").values_list("pk", flat=True))
    for task in found:
        actions.complete_task(reference=reference, task=task, at=at, by=by)
    return len(found)
