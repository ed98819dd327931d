from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from trellis.base.log import record
from trellis.components.content.errors import AddressTaken, NoSuchPage, WrittenMeanwhile
from trellis.components.content.events import PageWritten
from trellis.components.content.models import Page, Redirect, Version
from trellis.components.content.written import Written
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting

REVIEWED_EVERY: Final = timedelta(days=365)
IMPORTING: Final = "system:importing"
"""Whoever runs the installation brings pages from an earlier site, before anybody has looked at them."""


def begin(*, address: str, written: Written, at: datetime, by: Actor, review_on: date | None = None) -> Page:
    """Begin a page at an address of its own. Residents see nothing of it yet.

    :raises AddressTaken: where there is a page already, or another leads from there.
    """
    may_write(by)
    with acting(by):
        if Page.objects.filter(address=address).exists() or Redirect.objects.filter(old=_place(address)).exists():
            raise AddressTaken
        page = Page.objects.create(
            organisation_id=by.organisation,
            kind=written.kind.value,
            address=address,
            owner_id=by.staff,
            review_on=review_on or (at + REVIEWED_EVERY).date(),
        )
        _keep(page, written, number=1, at=at, by=by)
    return page


def write(*, page: int, written: Written, since: int, at: datetime, by: Actor) -> Version:
    """Write a page anew, as a new version. `since` is the number of the version that it was written from.

    The same words again are no new version. What waited for approval waits no longer: it is not the newest any more.

    :raises WrittenMeanwhile: where somebody else wrote one since, so that neither loses what they wrote.
    """
    may_write(by)
    with acting(by):
        found = locked(page)
        newest = found.newest
        if newest and newest.hash == written.hash:
            return newest
        if newest and newest.number != since:
            raise WrittenMeanwhile
        return _keep(found, written, number=newest.number + 1 if newest else 1, at=at, by=by)


def may_write(by: Actor) -> None:
    """Stop who may not write pages."""
    if by.key != IMPORTING:
        require(by, Permission.CONTENT_WRITE)


def locked(page: int) -> Page:
    """A page that nobody else changes until this is done. Run inside `acting`.

    :raises NoSuchPage: where there is none of this number here.
    """
    versions = Page.objects.select_related("newest", "waiting", "live", "planned")
    found = versions.select_for_update(of=("self",)).filter(pk=page).first()
    if found is None:
        raise NoSuchPage
    return found


def _keep(page: Page, written: Written, *, number: int, at: datetime, by: Actor) -> Version:
    version = Version.objects.create(
        organisation_id=by.organisation,
        page=page,
        number=number,
        hash=written.hash,
        content=written.as_json(),
        listing=written.without_bodies().as_json(),
        written_by_id=by.staff,
        written_at=at,
    )
    page.newest, page.waiting = version, None
    page.save(update_fields=["newest", "waiting"])
    record(PageWritten(subject=subject(page), number=number, version_hash=version.hash), by=by, at=at)
    return version


def subject(page: Page) -> str:
    """What the log calls a page."""
    return f"page:{page.pk}"


def _place(address: str) -> str:
    return f"guidance/{address}"
