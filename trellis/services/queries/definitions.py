"""Reading definitions: which services are offered, and what exactly a version says."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from trellis.organisations.actors import Actor, system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.services.errors import NoSuchService, NoSuchVersion
from trellis.services.language.compiler import Compiled, from_json
from trellis.services.language.values import Text
from trellis.services.models import LiveService, ServiceVersion

REMEMBERED = 256
"""Definitions that a process keeps compiled; the one that nobody asked for longest goes first."""
FRESH_FOR = 3.0
"""Seconds for which a process believes what is live without looking."""


@dataclass(frozen=True, kw_only=True)
class ServiceCard:
    """A service as the front page lists it."""

    service: str
    title: str
    summary: str
    lgsl: int | None
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    topic: Text | None = None


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """One published version, and what it changed."""

    number: int
    hash: str
    changes: tuple[str, ...]
    published_at: str
    published_by: str
    live: bool
    has_sources: bool
    """Whether the files it was made from are kept, so that somebody can go on from it."""


class _Remembered:
    """Compiled definitions by organisation and hash, and what is live: shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._compiled: OrderedDict[tuple[int, str], Compiled] = OrderedDict()
        self._live: dict[int, tuple[float, dict[str, str]]] = {}

    def compiled(self, organisation: int, hash_: str) -> Compiled | None:
        with self._lock:
            found = self._compiled.get((organisation, hash_))
            if found is not None:
                self._compiled.move_to_end((organisation, hash_))
            return found

    def keep(self, organisation: int, compiled: Compiled) -> None:
        with self._lock:
            self._compiled[organisation, compiled.hash] = compiled
            while len(self._compiled) > REMEMBERED:
                self._compiled.popitem(last=False)

    def live(self, organisation: int) -> dict[str, str] | None:
        with self._lock:
            until, found = self._live.get(organisation, (0.0, {}))
        # A monotonic reading decides only how long a cache is believed, never what happens in the service.
        return found if time.monotonic() < until else None

    def keep_live(self, organisation: int, hashes: dict[str, str]) -> None:
        with self._lock:
            self._live[organisation] = (time.monotonic() + FRESH_FOR, hashes)

    def forget_live(self, organisation: int) -> None:
        with self._lock:
            self._live.pop(organisation, None)


_remembered = _Remembered()


def forget_live(organisation: int) -> None:
    """Look again which versions are live: something was just published."""
    _remembered.forget_live(organisation)


def definition(*, organisation_id: int, hash: str) -> Compiled:  # noqa: A002  it is what a version is called by
    """A version as it was published, compiled. Asks the database only where this process has not seen it yet.

    :raises NoSuchVersion: where the organisation never published it.
    """
    if known := _remembered.compiled(organisation_id, hash):
        return known
    with reading(system(organisation=organisation_id, doing="definitions")):
        content = ServiceVersion.objects.filter(hash=hash).values_list("content", flat=True).first()
    if content is None:
        raise NoSuchVersion
    compiled = from_json(content)
    _remembered.keep(organisation_id, compiled)
    return compiled


def live(*, organisation: Organisation, service: str) -> Compiled:
    """The version of a service that new journeys begin with.

    :raises NoSuchService: where the organisation offers none of this name.
    """
    hashes = _live_hashes(organisation.pk)
    if service not in hashes:
        raise NoSuchService
    return definition(organisation_id=organisation.pk, hash=hashes[service])


def live_services(*, organisation: Organisation, language: str) -> tuple[ServiceCard, ...]:
    """Every service that the organisation offers, by title, in this language where it is written."""
    compiled = [
        definition(organisation_id=organisation.pk, hash=each) for each in _live_hashes(organisation.pk).values()
    ]
    cards = (_card(each, language) for each in compiled)
    return tuple(sorted(cards, key=lambda card: card.title.casefold()))


def versions(service: str, *, seen_by: Actor) -> tuple[VersionLine, ...]:
    """Every version of a service, newest first, with what each changed."""
    with reading(seen_by):
        live_number = LiveService.objects.filter(service=service).values_list("version__number", flat=True).first()
        found = ServiceVersion.objects.filter(service=service).defer("content").order_by("-number")
        return tuple(_version(each, live=each.number == live_number) for each in found)


def _version(version: ServiceVersion, *, live: bool) -> VersionLine:
    return VersionLine(
        number=version.number,
        hash=version.hash,
        changes=tuple(version.changes),
        published_at=version.published_at.isoformat(),
        published_by=version.published_by,
        live=live,
        has_sources=bool(version.sources),
    )


def _live_hashes(organisation: int) -> dict[str, str]:
    known = _remembered.live(organisation)
    if known is None:
        with reading(system(organisation=organisation, doing="definitions")):
            known = dict(LiveService.objects.values_list("service", "version__hash"))
        _remembered.keep_live(organisation, known)
    return known


def _card(compiled: Compiled, language: str) -> ServiceCard:
    said = compiled.definition
    return ServiceCard(
        service=said.service,
        title=said.title.to(language),
        summary=said.summary.to(language),
        lgsl=said.lgsl,
        audiences=said.for_,
        languages=said.languages,
        topic=said.topic,
    )
