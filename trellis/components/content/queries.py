"""What can be asked about pages: what residents see of them, and what those who write them do."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from trellis.components.content.errors import NoSuchPage
from trellis.components.content.models import Page, Redirect, Version
from trellis.components.content.written import Kind, Written, from_json
from trellis.organisations.actors import Actor, Permission, require, system
from trellis.organisations.scope import reading

FRESH_FOR: Final = 3.0
"""Seconds for which a process believes what is live without looking."""
REMEMBERED: Final = 512
"""Versions that a process keeps whole; the one that nobody asked for longest goes first."""


@dataclass(frozen=True, kw_only=True)
class Live:
    """A page as residents can find it: without its bodies."""

    address: str
    version: int
    hash: str
    written: Written
    approved_at: datetime


class _Remembered:
    """What is live, and the versions seen lately: shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._live: dict[int, tuple[float, dict[str, Live]]] = {}
        self._whole: OrderedDict[int, Written] = OrderedDict()

    def live(self, organisation: int) -> tuple[bool, dict[str, Live]]:
        """Whether it may be believed without looking, and what was live."""
        with self._lock:
            until, found = self._live.get(organisation, (0.0, {}))
        return time.monotonic() < until, found

    def keep_live(self, organisation: int, live: dict[str, Live]) -> None:
        with self._lock:
            self._live[organisation] = (time.monotonic() + FRESH_FOR, live)

    def forget_live(self, organisation: int) -> None:
        with self._lock:
            self._live.pop(organisation, None)

    def whole(self, version: int) -> Written | None:
        with self._lock:
            found = self._whole.get(version)
            if found is not None:
                self._whole.move_to_end(version)
            return found

    def keep_whole(self, version: int, written: Written) -> None:
        with self._lock:
            self._whole[version] = written
            while len(self._whole) > REMEMBERED:
                self._whole.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._live.clear()
            self._whole.clear()


remembered = _Remembered()


def live_pages(*, organisation: int) -> dict[str, Live]:
    """Every page that residents can see, by its address. Looks again after a few seconds, and then only for news."""
    fresh, known = remembered.live(organisation)
    if fresh:
        return known
    with reading(system(organisation=organisation, doing="content")):
        now_live = dict(Page.objects.exclude(live=None).values_list("address", "live_id"))
        if {address: each.version for address, each in known.items()} != now_live:
            seen = {each.version: each for each in known.values()}
            wanted = [number for number in now_live.values() if number not in seen]
            versions = Version.objects.filter(pk__in=wanted).defer("content").select_related("page")
            seen |= {each.pk: _live(each) for each in versions}
            known = {address: _at(seen[number], address) for address, number in now_live.items()}
    remembered.keep_live(organisation, known)
    return known


def _live(version: Version) -> Live:
    return Live(
        address=version.page.address,
        version=version.pk,
        hash=version.hash,
        written=from_json(version.listing),
        approved_at=version.approved_at or version.written_at,
    )


def _at(live: Live, address: str) -> Live:
    """The same version, where its page stands now."""
    return live if live.address == address else Live(**{**live.__dict__, "address": address})


def live_page(address: str, *, organisation: int) -> Live:
    """The page that residents see at this address.

    :raises NoSuchPage: where there is none.
    """
    found = live_pages(organisation=organisation).get(address)
    if found is None:
        raise NoSuchPage
    return found


def whole(version: int, *, organisation: int) -> Written:
    """A version with its bodies. Asks the database only where this process has not seen it lately."""
    known = remembered.whole(version)
    if known is None:
        with reading(system(organisation=organisation, doing="content")):
            content = Version.objects.filter(pk=version).values_list("content", flat=True).first()
        if content is None:
            raise NoSuchPage
        known = from_json(content)
        remembered.keep_whole(version, known)
    return known


def alerts(*, organisation: int, at: datetime) -> list[Live]:
    """What stands above every page now, the newest first."""
    pages = live_pages(organisation=organisation).values()
    shown = [each for each in pages if each.written.kind is Kind.ALERT and each.written.shown_at(at)]
    return sorted(shown, key=lambda each: each.approved_at, reverse=True)


def moved_to(path: str, *, organisation: int) -> str:
    """Where something is now that stood at this address; empty where nobody knows or it is no longer there."""
    with reading(system(organisation=organisation, doing="content")):
        found = Redirect.objects.filter(old=path.strip("/")[:300]).select_related("page").first()
    if found is None:
        return ""
    if found.page is None:
        return found.to
    return f"guidance/{found.page.address}/" if found.page.live_id else ""


def pages(*, seen_by: Actor) -> QuerySet[Page]:
    """Every page, by its address. Evaluate it inside `reading(seen_by)`."""
    require(seen_by, Permission.CONTENT_WRITE)
    return Page.objects.select_related("owner", "newest", "waiting", "live").order_by("address")


def page(number: int, *, seen_by: Actor) -> Page:
    """One page.

    :raises NoSuchPage: where there is none of this number, or not here.
    """
    require(seen_by, Permission.CONTENT_WRITE)
    with reading(seen_by):
        found = (
            Page.objects.filter(pk=number)
            .select_related("owner", "newest__written_by", "waiting__written_by", "live__approved_by", "planned")
            .first()
        )
    if found is None:
        raise NoSuchPage
    return found


def versions(page: Page, *, seen_by: Actor) -> Sequence[Version]:
    """Every version of a page, newest first, without its words."""
    with reading(seen_by):
        found = Version.objects.filter(page=page).defer("content").select_related("written_by", "approved_by")
        return list(found.order_by("-number"))


def due_for_review(*, seen_by: Actor, on: date) -> QuerySet[Page]:
    """Live pages of which somebody should see whether they are still true. Evaluate it inside `reading(seen_by)`."""
    return pages(seen_by=seen_by).filter(~Q(live=None), review_on__lte=on).order_by("review_on")


def redirects(*, seen_by: Actor) -> QuerySet[Redirect]:
    """Every old address. Evaluate it inside `reading(seen_by)`."""
    require(seen_by, Permission.CONTENT_WRITE)
    return Redirect.objects.select_related("page").order_by("old")
