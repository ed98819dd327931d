"""Reading shared templates: who offers which to whom, and how a draft differs from the one that it was taken from.

This is the one place where one organisation is shown what another has made: only what that one released to it. It is
read in the scope of who released it, as the system; of who takes it, nobody else is ever shown anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trellis.organisations.actors import Actor, Permission, require, system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.services.errors import NoSuchTemplate
from trellis.services.language.merging import Difference, differences, is_local, local_places
from trellis.services.language.model import Taken
from trellis.services.language.sources import Sources
from trellis.services.models import LiveService, TemplateRelease
from trellis.services.queries.definitions import definition
from trellis.services.queries.drafts import DraftView


@dataclass(frozen=True, kw_only=True)
class Release:
    """A release of a template, as whoever may take it sees it."""

    owner: str
    """The key of the organisation that released it."""
    owner_name: str
    service: str
    number: int
    title: str
    words: str
    changes: tuple[str, ...]
    released_at: datetime
    sources: Sources

    @property
    def local(self) -> tuple[str, ...]:
        return local_places(self.sources)


@dataclass(frozen=True, kw_only=True)
class TakenLine:
    """A service that was taken from a template, and whether there is a newer release."""

    service: str
    title: str
    taken: Taken
    newest: Release | None
    """Nothing where the template is not offered any more."""

    @property
    def update(self) -> bool:
        return self.newest is not None and self.newest.number > self.taken.release


@dataclass(frozen=True, kw_only=True)
class Drift:
    """How a draft differs from the release that it was taken from."""

    meant: tuple[Difference, ...]
    """At places that the template leaves open."""
    other: tuple[Difference, ...]
    unfilled: tuple[str, ...]
    """Places that the template leaves open, and that still say what it says."""


def templates_offered(*, seen_by: Actor) -> tuple[Release, ...]:
    """The newest release of each template that others offer to this organisation, by title."""
    require(seen_by, Permission.SERVICE_DESIGN)
    mine = Organisation.objects.get(pk=seen_by.organisation)
    others = list(Organisation.objects.exclude(pk=mine.pk))
    found = [each for other in others for each in _newest(other, to=mine.key).values()]
    return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.owner)))


def newest_release(owner: str, service: str, *, seen_by: Actor) -> Release:
    """The newest release of a template.

    :raises NoSuchTemplate: where nobody offers it to this organisation.
    """
    found = _newest(_owner(owner, seen_by), to=_key(seen_by)).get(service)
    if found is None:
        raise NoSuchTemplate
    return found


def release(owner: str, service: str, number: int, *, seen_by: Actor) -> Release:
    """One release of a template; also one that was withdrawn, since somebody may have taken it before.

    :raises NoSuchTemplate: where it was not released to this organisation.
    """
    other = _owner(owner, seen_by)
    with reading(system(organisation=other.pk, doing="templates")):
        found = TemplateRelease.objects.filter(service=service, number=number).first()
    if found is None or not _is_for(found, _key(seen_by)):
        raise NoSuchTemplate
    return _release(found, other)


def releases_of(service: str, *, seen_by: Actor) -> tuple[TemplateRelease, ...]:
    """What this organisation has released of a service of its own, newest first."""
    require(seen_by, Permission.SERVICE_DESIGN)
    with reading(seen_by):
        return tuple(TemplateRelease.objects.filter(service=service).defer("sources").order_by("-number"))


def taken_services(*, seen_by: Actor) -> tuple[TakenLine, ...]:
    """The services that are offered here and were taken from a template."""
    require(seen_by, Permission.SERVICE_DESIGN)
    with reading(seen_by):
        hashes = list(LiveService.objects.values_list("version__hash", flat=True))
    said = [definition(organisation_id=seen_by.organisation, hash=each).definition for each in hashes]
    return tuple(
        TakenLine(
            service=each.service,
            title=each.title.to("en"),
            taken=each.template,
            newest=_newest_or_none(each.template.from_, each.service, seen_by=seen_by),
        )
        for each in sorted(said, key=lambda one: one.title.to("en").casefold())
        if each.template
    )


def lineage_of(draft: DraftView) -> Taken | None:
    """Whose template a draft was taken from, and which release; nothing where it does not say so properly."""
    said = draft.data.get("template") if isinstance(draft.data, dict) else None
    if not isinstance(said, dict) or not str(said.get("release", "")).isdecimal() or not said.get("from"):
        return None
    return Taken.model_validate({"from": str(said["from"]), "release": str(said["release"])})


def drift(draft: DraftView, base: Release) -> Drift:
    """How a draft differs from the release that it was taken from."""
    places = (*base.local, *local_places(draft.sources))
    found = differences(base.sources, draft.sources)
    meant = tuple(each for each in found if is_local(each.spot, places))
    changed = [each.spot.place for each in meant]
    unfilled = [each for each in base.local if not any(one == each or one.startswith(f"{each}/") for one in changed)]
    other = tuple(each for each in found if each not in meant)
    return Drift(meant=meant, other=other, unfilled=tuple(unfilled))


def _newest_or_none(owner: str, service: str, *, seen_by: Actor) -> Release | None:
    try:
        return newest_release(owner, service, seen_by=seen_by)
    except NoSuchTemplate:
        return None


def _newest(other: Organisation, *, to: str) -> dict[str, Release]:
    with reading(system(organisation=other.pk, doing="templates")):
        rows = list(TemplateRelease.objects.filter(withdrawn_at=None).order_by("number"))
    return {each.service: _release(each, other) for each in rows if _is_for(each, to)}


def _is_for(release: TemplateRelease, key: str) -> bool:
    return not release.offered_to or key in release.offered_to


def _release(row: TemplateRelease, other: Organisation) -> Release:
    return Release(
        owner=other.key,
        owner_name=other.called("en"),
        service=row.service,
        number=row.number,
        title=row.title,
        words=row.words,
        changes=tuple(row.changes),
        released_at=row.released_at,
        sources=Sources.kept(row.sources, service=row.service),
    )


def _owner(key: str, seen_by: Actor) -> Organisation:
    found = Organisation.objects.filter(key=key).exclude(pk=seen_by.organisation).first()
    if found is None:
        raise NoSuchTemplate
    return found


def _key(seen_by: Actor) -> str:
    return Organisation.objects.get(pk=seen_by.organisation).key
