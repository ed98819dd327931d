"""A draft that is published at a time: once, or not at all and with the reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from trellis.base.discovery import TRELLIS
from trellis.base.jobs import schedules
from trellis.base.models import LogEntry
from trellis.organisations import actions as organisations
from trellis.organisations.actors import Actor, ActorKind, Permission, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting, reading
from trellis.services import actions, queries
from trellis.services.errors import NoSuchPlan, NotInTheFuture, PlannedAlready, SecondPersonPublishes
from trellis.services.language.compiler import compile_file
from trellis.services.language.editing import Change, seen_in
from trellis.services.language.sources import Sources
from trellis.services.models import Draft, PlannedPublication, ServiceVersion
from trellis.services.queries.definitions import forget_live

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DUE = AT + timedelta(days=3)
BINS = TRELLIS / "demo" / "catalogue" / "missed-bin.yaml"


@pytest.fixture
def council() -> Organisation:
    found = organisations.found(
        key="planborough", name={"en": "Planborough"}, kind="council", nation="england", languages=["en", "cy"], at=AT,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )  # fmt: skip
    forget_live(found.pk)
    by = system(organisation=found.pk, doing="publishing")
    actions.publish(compiled=compile_file(BINS), sources=Sources.of_file(BINS), at=AT, by=by)
    return found


def somebody(council: Organisation, name: str, number: int) -> Actor:
    may = frozenset({Permission.SERVICE_DESIGN, Permission.SERVICE_PUBLISH})
    return Actor(
        organisation=council.pk, kind=ActorKind.STAFF, key=f"staff:{number}", label=name, permissions=may, staff=number
    )


@pytest.fixture
def dana(council: Organisation) -> Actor:
    return somebody(council, "Dana", 1)


@pytest.fixture
def omar(council: Organisation) -> Actor:
    return somebody(council, "Omar", 2)


def changed(draft: Draft, words: str, *, by: Actor) -> Draft:
    data = queries.draft(draft.pk, seen_by=by).data
    edit = Change(at=("ask", "tag", "title", "en"), to=words)
    return actions.change_draft(draft=draft.pk, edits=[edit], seen=seen_in(data), words=words, at=AT, by=by)


@pytest.fixture
def draft(dana: Actor) -> Draft:
    begun = changed(actions.start_draft(service="missed-bin", at=AT, by=dana), "Was there a tag?", by=dana)
    return actions.ask_for_review(draft=begun.pk, revision=begun.revision, at=AT, by=dana)


def planned(draft: Draft, *, by: Actor, due_at: datetime = DUE) -> PlannedPublication:
    found = queries.draft(draft.pk, seen_by=by)
    return actions.plan_publication(
        draft=draft.pk, revision=found.revision, live=found.live, due_at=due_at, at=AT, by=by
    )


def live_number(by: Actor) -> int:
    return next(each.number for each in queries.versions("missed-bin", seen_by=by) if each.live)


def test_it_is_published_when_its_time_comes_and_never_twice(draft: Draft, omar: Actor) -> None:
    planned(draft, by=omar)
    actions.publish_planned(DUE - timedelta(seconds=1))
    assert live_number(omar) == 1
    actions.publish_planned(DUE)
    actions.publish_planned(DUE)
    actions.publish_planned(DUE + timedelta(days=1))
    assert live_number(omar) == 2
    with reading(omar):
        version = ServiceVersion.objects.get(number=2)
        assert (version.published_by, version.published_at) == ("Omar, as planned", DUE)
        published = LogEntry.objects.filter(kind="draft-published").values_list("actor", flat=True)
        assert list(published) == ["staff:2"]
        assert LogEntry.objects.filter(kind="service-published", happened_at=DUE).count() == 1
    plan = queries.plan_of(draft.pk, seen_by=omar)
    assert plan
    assert (plan.state, plan.ended_at) == ("done", DUE)


def test_whoever_asked_for_the_review_does_not_plan_it(draft: Draft, dana: Actor) -> None:
    with pytest.raises(SecondPersonPublishes):
        planned(draft, by=dana)


@pytest.mark.parametrize("due_at", [AT, AT - timedelta(days=1), AT + timedelta(days=400)])
def test_its_time_lies_ahead_and_within_a_year(draft: Draft, omar: Actor, due_at: datetime) -> None:
    with pytest.raises(NotInTheFuture):
        planned(draft, by=omar, due_at=due_at)


def test_a_draft_is_planned_for_one_time_until_that_is_cancelled(draft: Draft, omar: Actor) -> None:
    first = planned(draft, by=omar)
    with pytest.raises(PlannedAlready):
        planned(draft, by=omar, due_at=DUE + timedelta(days=1))
    actions.cancel_publication(plan=first.pk, at=AT, by=omar)
    actions.publish_planned(DUE)
    assert live_number(omar) == 1
    with pytest.raises(NoSuchPlan):
        actions.cancel_publication(plan=first.pk, at=AT, by=omar)
    planned(draft, by=omar, due_at=DUE + timedelta(days=1))


def refused(draft: Draft, by: Actor) -> str:
    actions.publish_planned(DUE)
    plan = queries.plan_of(draft.pk, seen_by=by)
    assert plan
    assert plan.state == "refused"
    with reading(by):
        entries = LogEntry.objects.filter(kind="publication-refused").values_list("data", flat=True)
        assert [each["why"] for each in entries] == [plan.why]
    actions.publish_planned(DUE + timedelta(days=1))
    with reading(by):
        assert LogEntry.objects.filter(kind="publication-refused").count() == 1
    return plan.why


def test_a_draft_that_was_changed_meanwhile_is_not_published(draft: Draft, dana: Actor, omar: Actor) -> None:
    planned(draft, by=omar)
    changed(draft, "Was a tag left?", by=dana)
    assert refused(draft, omar) == "element-changed"
    assert live_number(omar) == 1


def test_where_another_version_went_live_meanwhile_nothing_is_published(draft: Draft, omar: Actor) -> None:
    planned(draft, by=omar)
    other = Sources.of_file(BINS)
    other = other.with_text(other.text.replace("Address of the bin", "Where is it?"))
    actions.publish(compiled=other.compiled(), sources=other, at=AT, by=omar)
    assert refused(draft, omar) == "published-meanwhile"
    assert live_number(omar) == 2
    assert queries.draft(draft.pk, seen_by=omar).number == draft.pk


def test_what_the_checker_refuses_on_that_day_is_not_published(draft: Draft, omar: Actor) -> None:
    planned(draft, by=omar)
    with acting(omar):
        # A newer Trellis may check more: then the same revision is refused that was not when it was planned.
        kept = Draft.objects.get(pk=draft.pk)
        kept.sources["text"] = kept.sources["text"] + "unheard-of: yes\n"
        kept.save()
    assert refused(draft, omar) == "not-publishable"
    assert live_number(omar) == 1


def test_a_draft_that_was_put_away_is_not_published(draft: Draft, dana: Actor, omar: Actor) -> None:
    planned(draft, by=omar)
    actions.drop_draft(draft=draft.pk, at=AT, by=dana)
    assert refused(draft, omar) == "no-such-draft"


def test_the_clock_looks_every_minute_and_a_missed_turn_shows() -> None:
    (each,) = [each for each in schedules() if each.key == "services.publish-planned"]
    assert each.every == timedelta(minutes=1)
