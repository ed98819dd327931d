from __future__ import annotations

import hashlib

import pytest

from trellis.base.models import Delivery, LogEntry
from trellis.base.seals import seal_log, verify
from trellis.cases import actions, queries
from trellis.cases.models import Case
from trellis.cases.tests.story import Council, applies, council_called, day, does_every_task, holder, view
from trellis.components.documents.models import Document
from trellis.components.documents.queries import content_of
from trellis.demo.bulk.copying import copy_cases
from trellis.demo.bulk.names import person_number
from trellis.demo.bulk.patterns import NothingToCopy, patterns_of
from trellis.organisations.actors import Actor, Role
from trellis.organisations.scope import acting, reading

pytestmark = pytest.mark.django_db
ON = day(9).date()


@pytest.fixture
def council(db: None) -> Council:
    council = council_called("oakham")
    council.publishes("market-stall")
    return council


@pytest.fixture
def mary(council: Council) -> Actor:
    return council.employs("Mary", "market-team")


@pytest.fixture
def copied(council: Council, mary: Actor) -> list[str]:
    """A case with a note, a proposal and a reply, and four others like it. The references of those."""
    original = applies(council)
    actions.add_note(reference=original, words="Ada Ash rang", at=day(1), by=mary)
    actions.reply(reference=original, words="Any news?", at=day(2), by=holder(council, original))
    does_every_task(council, original, by=mary)
    council.days_pass(day(8))
    actions.decide(reference=original, outcome="refused", reasons="Ada Ash has no oven", at=day(9), by=mary)
    copy_cases(patterns_of(council.organisation), count=4, first=0, organisation=council.organisation)
    with reading(council.system):
        return list(Case.objects.exclude(reference=original).order_by("pk").values_list("reference", flat=True))


def test_each_copy_is_a_case_of_somebody_else_with_all_its_parts(
    council: Council, copied: list[str], mary: Actor
) -> None:
    assert len(copied) == 4
    for number, reference in enumerate(copied):
        somebody = person_number(number)
        name = f"{somebody.first} {somebody.last}"
        found = view(council, reference, by=mary, on=ON)
        assert found.applicant.name == name
        assert found.notes[0].words == f"{name} rang"
        assert found.decisions[0].reasons == f"{name} has no oven"
        assert found.messages[0].body == "Any news?"
        assert found.deadlines[0].due_on == day(28).date()
        assert [row.reference for row in queries.search(seen_by=mary, words=name, on=ON)] == [reference]


def test_a_copy_is_worked_on_as_any_other_case(council: Council, copied: list[str], mary: Actor) -> None:
    manager = council.employs("Mona", "market-managers", role=Role.MANAGER)
    found = view(council, copied[0], by=manager, on=ON)
    assert found.next_action.target is not None
    actions.return_decision(
        reference=copied[0],
        decision=found.next_action.target,
        because="Ask again",
        at=day(9),
        by=manager,
        seen=found.seen,
    )
    again = actions.decide(reference=copied[0], outcome="given", at=day(10), by=mary)
    actions.approve(reference=copied[0], decision=again.decision, at=day(10), by=manager)
    assert queries.status(copied[0], holder=holder(council, copied[0]), on=ON).outcome == "given"
    assert council.case(copied[1]).outcome == ""


def test_the_log_of_a_copy_names_its_own_rows_and_tells_nobody_again(
    council: Council, copied: list[str], mary: Actor
) -> None:
    proposed = view(council, copied[2], by=mary, on=ON).decisions[0].id
    assert council.log(copied[2], "decision-proposed")[0].data["decision"] == proposed
    entries = [entry.pk for entry in council.log(copied[2])]
    assert not Delivery.objects.filter(entry__in=entries).exists()


def test_a_letter_in_each_copy_can_be_opened(council: Council, copied: list[str]) -> None:
    copy_cases(
        patterns_of(council.organisation), count=2, first=9, organisation=council.organisation, with_letters=True
    )
    with reading(council.system):
        letters = list(Document.objects.select_related("key"))
        assert [hashlib.sha256(content_of(each)).hexdigest() for each in letters] == [each.sha256 for each in letters]
        assert len({each.about for each in letters}) == 2


def test_the_log_can_still_be_verified(council: Council, copied: list[str]) -> None:
    with acting(council.system):
        last = LogEntry.objects.order_by("-written_at").values_list("written_at", flat=True)[0]
        sealed = seal_log(organisation=council.organisation.pk, at=last.replace(year=last.year + 1))
    with reading(council.system):
        verdict = verify(published=[])
    assert (verdict.holds, verdict.sealed) == (True, sealed)


def test_without_a_case_to_copy_it_says_so(council: Council) -> None:
    with pytest.raises(NothingToCopy):
        patterns_of(council.organisation)
