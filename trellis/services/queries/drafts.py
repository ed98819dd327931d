"""Reading drafts: which services are being written, how far each is, and what the checker says where."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import reading
from trellis.services.errors import NoSuchDraft
from trellis.services.language.changes import changes, strands
from trellis.services.language.compiled import Compiled
from trellis.services.language.editing import Address
from trellis.services.language.editing.places import address_of
from trellis.services.language.findings import DefinitionRefused, Finding, Weight
from trellis.services.language.loader import Tree
from trellis.services.language.sources import Checked, Sources
from trellis.services.models import Draft, DraftChange, LiveService, ServiceVersion
from trellis.services.queries.definitions import definition

SHOWN = 30
"""Changes of a draft that its page lists: the last ones."""


@dataclass(frozen=True, kw_only=True)
class ServiceLine:
    """A service as the studio lists it: what is offered, and whether somebody is changing it."""

    service: str
    title: str
    number: int
    """Of the version that is offered; 0 where none is yet."""
    published_at: datetime | None
    can_go_on: bool
    """Whether its files are kept, so that a draft can begin from it."""
    draft: int | None
    draft_changed_at: datetime | None = None
    draft_changed_by: str = ""
    review_asked_by: str = ""


@dataclass(frozen=True, kw_only=True)
class FindingAt:
    """One thing that the checker says, and the address of what it is about."""

    finding: Finding
    address: Address

    @property
    def refuses(self) -> bool:
        """Whether it keeps the draft from being published."""
        return self.finding.weight is not Weight.ADVISE


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change of a draft, as its history tells it."""

    revision: int
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A draft as it stands: its files, what they say, and what the checker says of them."""

    number: int
    revision: int
    sources: Sources
    base: str
    live: str
    """The hash of the version that is offered now; empty where none is."""
    organisation: int
    changed_at: datetime
    changed_by: str
    started_by: str
    review_asked_at: datetime | None
    review_asked_by: str
    review_asked_key: str
    history: tuple[ChangeLine, ...]

    @property
    def service(self) -> str:
        return self.sources.service

    @cached_property
    def data(self) -> Any:
        """What the definition says, as plain dictionaries, lists and text."""
        return self._tree.data

    @cached_property
    def _tree(self) -> Tree:
        return self.sources.tree()

    @cached_property
    def checked(self) -> Checked:
        return self.sources.checked()

    @cached_property
    def findings(self) -> tuple[FindingAt, ...]:
        """What the checker says, each with the address of what it is about. In a shared file, its name stands first."""
        where = _Where(self._tree) if self.checked.findings else None
        return tuple(FindingAt(finding=each, address=self._address(each, where)) for each in self.checked.findings)

    @property
    def publishable(self) -> bool:
        """Whether the checker has nothing against it."""
        return self.checked.compiled is not None and not any(each.refuses for each in self.findings)

    def live_version(self) -> Compiled | None:
        """What is offered now."""
        return definition(organisation_id=self.organisation, hash=self.live) if self.live else None

    def changes(self) -> list[str]:
        """What publishing would change, in words; nothing where it would be the first version, or cannot be read."""
        now, live = self.checked.compiled, self.live_version()
        return changes(live, now) if now and live else []

    def strands(self) -> list[str]:
        """Whom publishing would leave half way."""
        now, live = self.checked.compiled, self.live_version()
        return strands(live, now) if now and live else []

    def _address(self, finding: Finding, where: _Where | None) -> Address:
        if finding.file != self.sources.file or where is None:
            return (finding.file,) if finding.file in self.sources.shared else ()
        return where.address(finding.line, finding.column)


class _Where:
    """Which thing stands at a line and column of a file."""

    def __init__(self, tree: Tree) -> None:
        told = [*((at, place) for place, at in tree.places.items()), *((at, place) for place, at in tree.keys.items())]
        # Of several that begin at one place, the innermost comes last.
        self._told = sorted(told, key=lambda each: (each[0], len(each[1])))
        self._tree = tree

    def address(self, line: int, column: int) -> Address:
        """Its address, as far as things have names."""
        number = bisect_right(self._told, (line, column), key=lambda each: each[0])
        return address_of(self._tree.data, self._told[number - 1][1]) if number else ()


def studio_services(*, seen_by: Actor) -> tuple[ServiceLine, ...]:
    """Every service that is offered or being written, by title."""
    may_see(seen_by)
    with reading(seen_by):
        drafts = {each.service: each for each in Draft.objects.filter(state=Draft.State.OPEN)}
        live = {each.service: each.version for each in LiveService.objects.select_related("version")}
    lines = [_line(key, live.get(key), drafts.get(key)) for key in {**drafts, **live}]
    return tuple(sorted(lines, key=lambda line: line.title.casefold()))


def draft(number: int, *, seen_by: Actor) -> DraftView:
    """A draft that somebody works on.

    :raises NoSuchDraft: where there is none, or it was published or put away.
    """
    may_see(seen_by)
    with reading(seen_by):
        found = Draft.objects.filter(pk=number, state=Draft.State.OPEN).first()
        if found is None:
            raise NoSuchDraft
        live = LiveService.objects.filter(service=found.service).values_list("version__hash", flat=True).first() or ""
        history = DraftChange.objects.filter(draft=found).defer("splices").order_by("-revision")[:SHOWN]
        told = tuple(
            ChangeLine(revision=each.revision, words=each.words, at=each.changed_at, by=each.changed_by)
            for each in history
        )
    return DraftView(
        number=found.pk,
        revision=found.revision,
        sources=Sources.kept(found.sources, service=found.service),
        base=found.base,
        live=live,
        organisation=found.organisation_id,
        changed_at=found.changed_at,
        changed_by=found.changed_by,
        started_by=found.started_by,
        review_asked_at=found.review_asked_at,
        review_asked_by=found.review_asked_by,
        review_asked_key=found.review_asked_key,
        history=told,
    )


def version_sources(service: str, number: int, *, seen_by: Actor) -> Sources | None:
    """The files that a published version was made from, where they are kept."""
    may_see(seen_by)
    with reading(seen_by):
        version = ServiceVersion.objects.filter(service=service, number=number).first()
    return Sources.kept(version.sources, service=service) if version and version.sources else None


def _line(service: str, version: ServiceVersion | None, draft: Draft | None) -> ServiceLine:
    return ServiceLine(
        service=service,
        title=_title(service, version, draft),
        number=version.number if version else 0,
        published_at=version.published_at if version else None,
        can_go_on=bool(version and version.sources),
        draft=draft.pk if draft else None,
        draft_changed_at=draft.changed_at if draft else None,
        draft_changed_by=draft.changed_by if draft else "",
        review_asked_by=draft.review_asked_by if draft else "",
    )


def _title(service: str, version: ServiceVersion | None, draft: Draft | None) -> str:
    """What it is called in English: as it is offered, otherwise as it is being written."""
    if version:
        compiled = definition(organisation_id=version.organisation_id, hash=version.hash)
        return compiled.definition.title.to("en")
    if draft:
        try:
            data = Sources.kept(draft.sources, service=service).tree().data
        except DefinitionRefused:
            return service
        title = data.get("title") if isinstance(data, dict) else None
        words = title.get("en") if isinstance(title, dict) else title
        return str(words or service)
    return service


def may_see(seen_by: Actor) -> None:
    """Drafts are for whoever writes services, or publishes them."""
    if not seen_by.may(Permission.SERVICE_PUBLISH):
        require(seen_by, Permission.SERVICE_DESIGN)
