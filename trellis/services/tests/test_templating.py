"""A county releases a service as a template; a town takes it, differs, and is brought up to date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trellis.base.discovery import TRELLIS
from trellis.base.models import LogEntry
from trellis.organisations import actions as organisations
from trellis.organisations.actors import Actor, ActorKind, Permission
from trellis.organisations.brand import Brand
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.services import actions, queries
from trellis.services.errors import (
    ClashUndecided,
    DraftExists,
    ElementChanged,
    NoSuchTemplate,
    NothingNew,
    NotTaken,
)
from trellis.services.language.editing import Change, seen_in
from trellis.services.language.sources import Sources
from trellis.services.models import Draft, DraftChange
from trellis.services.queries.definitions import forget_live

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BINS = TRELLIS / "demo" / "catalogue" / "missed-bin.yaml"
OPEN = (
    "local:\n  - {at: help/phone, why: Each council has its own}\n  - {at: work/owner, why: Each has its own teams}\n"
)


def founded(key: str) -> Organisation:
    found = organisations.found(
        key=key, name={"en": key.title()}, kind="council", nation="england", languages=["en", "cy"], at=AT,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )  # fmt: skip
    forget_live(found.pk)
    return found


def designer_of(council: Organisation, number: int) -> Actor:
    may = frozenset({Permission.SERVICE_DESIGN, Permission.SERVICE_PUBLISH})
    return Actor(
        organisation=council.pk, kind=ActorKind.STAFF, key=f"staff:{number}", label=f"Ann of {council.key}",
        permissions=may, staff=number,
    )  # fmt: skip


@pytest.fixture
def county() -> Actor:
    return designer_of(founded("marlshire"), 1)


@pytest.fixture
def town() -> Actor:
    return designer_of(founded("hightown"), 2)


def publish(by: Actor, *changes: tuple[str, str]) -> None:
    """The county offers the service, as it is written with these words in place of those."""
    files = Sources.of_file(BINS)
    text = files.text.replace("controller: anyborough", "controller: marlshire") + OPEN
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    files = files.with_text(text)
    actions.publish(compiled=files.compiled(), sources=files, at=AT, by=by)


def changed(draft: int, place: tuple[str, ...], words: str, *, by: Actor) -> Draft:
    data = queries.draft(draft, seen_by=by).data
    edits = [Change(at=place, to=words)]
    return actions.change_draft(draft=draft, edits=edits, seen=seen_in(data), words=words, at=AT, by=by)


@pytest.fixture
def released(county: Actor) -> Actor:
    publish(county)
    actions.release_template(service="missed-bin", words="The first.", at=AT, by=county)
    return county


@pytest.fixture
def taken(released: Actor, town: Actor) -> Draft:
    return actions.take_template(owner="marlshire", service="missed-bin", at=AT, by=town)


def test_a_template_is_taken_with_where_it_came_from_in_its_file(taken: Draft, town: Actor) -> None:
    found = queries.draft(taken.pk, seen_by=town)
    assert found.data["template"] == {"from": "marlshire", "release": "1"}
    assert found.data["data"]["controller"] == "hightown"
    assert found.publishable
    lineage = queries.lineage_of(found)
    assert lineage
    drift = queries.drift(found, queries.release(lineage.from_, "missed-bin", 1, seen_by=town))
    assert [each.spot.place for each in drift.meant] == ["data/controller"]
    assert drift.other == ()
    assert drift.unfilled == ("help/phone", "work/owner")
    with pytest.raises(DraftExists):
        actions.take_template(owner="marlshire", service="missed-bin", at=AT, by=town)


def test_a_release_is_for_those_that_it_is_released_to(county: Actor, town: Actor) -> None:
    other = designer_of(founded("lowtown"), 3)
    publish(county)
    actions.release_template(service="missed-bin", words="For one.", offered_to=["hightown"], at=AT, by=county)
    assert [each.owner for each in queries.templates_offered(seen_by=town)] == ["marlshire"]
    assert queries.templates_offered(seen_by=other) == queries.templates_offered(seen_by=county) == ()
    for refused in (other, county):
        with pytest.raises(NoSuchTemplate):
            actions.take_template(owner="marlshire", service="missed-bin", at=AT, by=refused)
    with pytest.raises(NoSuchTemplate):
        queries.release("marlshire", "missed-bin", 1, seen_by=other)


def test_the_same_version_is_not_released_twice_and_can_be_withdrawn(released: Actor, town: Actor) -> None:
    with pytest.raises(NothingNew):
        actions.release_template(service="missed-bin", words="Again.", at=AT, by=released)
    actions.withdraw_template(service="missed-bin", number=1, at=AT, by=released)
    with pytest.raises(NoSuchTemplate):
        actions.take_template(owner="marlshire", service="missed-bin", at=AT, by=town)
    assert actions.release_template(service="missed-bin", words="Once more.", at=AT, by=released).number == 2


def test_an_update_comes_as_a_change_of_a_draft_with_what_differs_here_kept(
    taken: Draft, released: Actor, town: Actor
) -> None:
    changed(taken.pk, ("help", "phone"), "01632 970222", by=town)
    before = changed(taken.pk, ("ask", "tag", "title", "en"), "Was there a sticker?", by=town)
    publish(released, ("Address of the bin", "Where is the bin, please?"), ("Was there a tag on the bin?", "Any tag?"))
    second = actions.release_template(service="missed-bin", words="Shorter.", at=AT, by=released)
    assert second.changes[0] == "Page `tag`: the title changed from “Was there a tag on the bin?” to “Any tag?”."

    def update(revision: int, title: str = "") -> Draft:
        given = {"#ask/tag/title/en": title} if title else {}
        return actions.take_update(draft=taken.pk, number=2, revision=revision, chosen=given, at=AT, by=town)

    with pytest.raises(ClashUndecided):
        update(before.revision)
    with pytest.raises(ElementChanged):
        update(0, title="mine")
    done = update(before.revision, title="mine")
    found = queries.draft(done.pk, seen_by=town)
    assert found.data["template"]["release"] == "2"
    assert found.data["ask"][0]["questions"][0]["ask"]["en"] == "Where is the bin, please?"
    assert found.data["help"]["phone"] == "01632 970222"
    assert "Was there a sticker?" in found.sources.text
    assert found.publishable
    with reading(town):
        last = DraftChange.objects.filter(draft=done.pk).order_by("-revision").first()
        entry = LogEntry.objects.get(kind="template-update-taken")
    assert last
    assert last.words == "Brought in release 2 of the template of Marlshire"
    assert (entry.data["release"], entry.data["refused"]) == (2, ["#ask/tag/title/en"])
    actions.undo_change(draft=done.pk, revision=done.revision, at=AT, by=town)
    with reading(town):
        assert Draft.objects.get(pk=done.pk).sources["text"] == before.sources["text"]


def test_a_published_service_knows_that_an_update_is_there(taken: Draft, released: Actor, town: Actor) -> None:
    files = queries.draft(taken.pk, seen_by=town).sources
    actions.publish(compiled=files.compiled(), sources=files, at=AT, by=town)
    (line,) = queries.taken_services(seen_by=town)
    assert not line.update
    publish(released, ("Address of the bin", "Where is it?"))
    actions.release_template(service="missed-bin", words="New.", at=AT, by=released)
    (line,) = queries.taken_services(seen_by=town)
    assert line.update
    assert queries.taken_services(seen_by=released) == ()


def test_what_did_not_come_from_a_template_takes_no_update(released: Actor) -> None:
    draft = actions.start_draft(service="missed-bin", at=AT, by=released)
    with pytest.raises(NotTaken):
        actions.take_update(draft=draft.pk, number=1, revision=0, chosen={}, at=AT, by=released)
