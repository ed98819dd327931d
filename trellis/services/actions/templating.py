"""Shared templates: released by one organisation, taken by another, and brought up to date by a reviewed change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from django.db.models import Max

from trellis.base.log import record
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting
from trellis.services.actions.drafting import model_of, rewrite, start_new_draft
from trellis.services.errors import (
    ClashUndecided,
    ElementChanged,
    NoSuchService,
    NoSuchTemplate,
    NothingNew,
    NotTaken,
)
from trellis.services.events import TemplateReleased, TemplateTaken, TemplateUpdateTaken, TemplateWithdrawn
from trellis.services.language.changes import changes
from trellis.services.language.compiler import from_json
from trellis.services.language.editing import Change, Edit, Splice, edited
from trellis.services.language.merging import Merge, edits_of, merge, placed
from trellis.services.language.model import Definition
from trellis.services.language.sources import Sources
from trellis.services.models import Draft, LiveService, ServiceVersion, TemplateRelease
from trellis.services.queries.drafts import draft as draft_view
from trellis.services.queries.templates import Release, lineage_of, newest_release, release

FIRST = "First release."
Changing: TypeAlias = Callable[[Sources], tuple[str, Sequence[Splice]]]


def release_template(
    *, service: str, words: str, offered_to: Sequence[str] = (), at: datetime, by: Actor
) -> TemplateRelease:
    """Let other organisations take the version that is offered now as a template: all here, or those that are named.

    :raises NoSuchService: where it is not offered, or was published without its files.
    :raises NothingNew: where this version was released already.
    """
    require(by, Permission.SERVICE_PUBLISH)
    with acting(by):
        live = LiveService.objects.select_for_update(of=("self",)).select_related("version").filter(service=service)
        now = live.first()
        if now is None or not now.version.sources:
            raise NoSuchService
        before = TemplateRelease.objects.filter(service=service)
        last = before.filter(withdrawn_at=None).order_by("-number").first()
        if last and last.version_hash == now.version.hash and sorted(last.offered_to) == sorted(offered_to):
            raise NothingNew
        number = (before.aggregate(last=Max("number"))["last"] or 0) + 1
        made = TemplateRelease.objects.create(
            organisation_id=by.organisation,
            service=service,
            number=number,
            title=from_json(now.version.content).definition.title.to("en"),
            sources=now.version.sources,
            version_hash=now.version.hash,
            words=words,
            changes=_changes(last, now.version),
            offered_to=list(offered_to),
            released_at=at,
            released_by=by.label,
        )
        told = TemplateReleased(
            subject=f"service:{service}", release=number, version_hash=made.version_hash, offered_to=list(offered_to)
        )
        record(told, by=by, at=at)
    return made


def withdraw_template(*, service: str, number: int, at: datetime, by: Actor) -> None:
    """Offer a release to nobody any more. Who has taken it goes on as they were."""
    require(by, Permission.SERVICE_PUBLISH)
    with acting(by):
        found = TemplateRelease.objects.filter(service=service, number=number).first()
        if found is None:
            raise NoSuchTemplate
        if found.withdrawn_at is None:
            found.withdrawn_at = at
            found.save(update_fields=["withdrawn_at"])
            record(TemplateWithdrawn(subject=f"service:{service}", release=number), by=by, at=at)


def take_template(*, owner: str, service: str, at: datetime, by: Actor) -> Draft:
    """Begin a draft from the newest release of another organisation's template. Its file says where it is from.

    :raises NoSuchTemplate: where nobody offers it to this organisation.
    :raises DraftExists: where somebody is writing a service of this name already.
    """
    require(by, Permission.SERVICE_DESIGN)
    taken = newest_release(owner, service, seen_by=by)
    sources = _as_ours(taken, key=Organisation.objects.get(pk=by.organisation).key)
    with acting(by):
        draft = start_new_draft(sources=sources, at=at, by=by)
        told = TemplateTaken(subject=f"service:{service}", draft=draft.pk, owner=owner, release=taken.number)
        record(told, by=by, at=at)
    return draft


def take_update(*, draft: int, number: int, revision: int, chosen: Mapping[str, str], at: datetime, by: Actor) -> Draft:
    """Bring a newer release of its template into a draft, as changes that a second person reviews and publishes.

    `chosen` says for each clash, by its key, whether `theirs` or `mine` counts.

    :raises NotTaken: where the draft does not come from a template.
    :raises NoSuchTemplate: where one of the two releases is not offered to this organisation.
    :raises ElementChanged: where the draft was changed since the update was looked at.
    :raises ClashUndecided: where nobody chose.
    :raises CannotSplice: where the file is written so that this cannot be changed without disturbing it.
    """
    require(by, Permission.SERVICE_DESIGN)
    view = draft_view(draft, seen_by=by)
    lineage = lineage_of(view)
    if lineage is None:
        raise NotTaken
    base = release(lineage.from_, view.service, lineage.release, seen_by=by)
    newer = release(lineage.from_, view.service, number, seen_by=by)
    with acting(by):
        found = Draft.objects.select_for_update(of=("self",)).get(pk=draft)
        if found.revision != revision or view.revision != revision:
            raise ElementChanged
        merged = merge(base.sources, newer.sources, view.sources)
        theirs = _chosen(merged, chosen)
        _bring_in(draft, merged, newer, theirs, at=at, by=by)
        told = TemplateUpdateTaken(
            subject=f"service:{view.service}",
            draft=draft,
            owner=newer.owner,
            release=number,
            chosen=sorted(theirs),
            refused=sorted(each.spot.key for each in merged.clashes if each.spot.key not in theirs),
        )
        record(told, by=by, at=at)
        found.refresh_from_db()
    return found


def _chosen(merged: Merge, chosen: Mapping[str, str]) -> frozenset[str]:
    if any(chosen.get(each.spot.key) not in {"theirs", "mine"} for each in merged.clashes):
        raise ClashUndecided
    return frozenset(each.spot.key for each in merged.clashes if chosen[each.spot.key] == "theirs")


def _bring_in(draft: int, merged: Merge, newer: Release, theirs: frozenset[str], *, at: datetime, by: Actor) -> None:
    words = f"Brought in release {newer.number} of the template of {newer.owner_name}"
    edits = edits_of(merged, theirs=newer.sources, chosen=theirs)
    mark = Change(at=("template",), to={"from": newer.owner, "release": newer.number})
    edits[""] = [*edits.get("", []), mark]
    for file, listed in sorted(edits.items()):
        rewrite(draft=draft, change=_editing(file, listed, newer), words=words, file=file, at=at, by=by)
    for file, text in sorted(merged.new_files.items()):
        rewrite(draft=draft, change=_adding(text), words=words, file=file, at=at, by=by)


def _editing(file: str, edits: Sequence[Edit], newer: Release) -> Changing:
    def change(sources: Sources) -> tuple[str, Sequence[Splice]]:
        theirs, mine = newer.sources.tree(file).data, sources.tree(file).data
        done = edited(sources.text_of(file), placed(edits, theirs=theirs, mine=mine), model=model_of(file))
        return done.text, done.splices

    return change


def _adding(text: str) -> Changing:
    def change(_before: Sources) -> tuple[str, Sequence[Splice]]:
        return text, [Splice(start=0, was="", now=text)]

    return change


def _as_ours(taken: Release, *, key: str) -> Sources:
    """The files of a release as whoever takes it begins: they are the controller, and it says where it is from."""
    edits: list[Edit] = [Change(at=("template",), to={"from": taken.owner, "release": taken.number})]
    said = taken.sources.tree().data
    if isinstance(said, dict) and isinstance(said.get("data"), dict) and said["data"].get("controller") == taken.owner:
        edits.append(Change(at=("data", "controller"), to=key))
    return taken.sources.with_text(edited(taken.sources.text, edits, model=Definition).text)


def _changes(last: TemplateRelease | None, version: ServiceVersion) -> list[str]:
    if last is None:
        return [FIRST]
    before = ServiceVersion.objects.get(service=last.service, hash=last.version_hash)
    return changes(from_json(before.content), from_json(version.content))
