from __future__ import annotations

from datetime import date, datetime

from trellis.base.log import record
from trellis.components.content.actions.publishing import look_again
from trellis.components.content.actions.writing import locked, may_write, subject
from trellis.components.content.errors import AddressTaken, NoSuchPage
from trellis.components.content.events import PageHandedOver, PageReviewed, RedirectKept
from trellis.components.content.models import Page, Redirect
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.queries import staff_member
from trellis.organisations.scope import acting


def review(*, page: int, review_on: date, at: datetime, by: Actor) -> None:
    """Say that a page is still true, and when to look again."""
    require(by, Permission.CONTENT_WRITE)
    with acting(by):
        found = locked(page)
        found.review_on = review_on
        found.save(update_fields=["review_on"])
        record(PageReviewed(subject=subject(found), review_on=review_on.isoformat()), by=by, at=at)


def hand_over(*, page: int, owner: int, at: datetime, by: Actor) -> None:
    """Give a page to another colleague, who answers for it from now on."""
    require(by, Permission.CONTENT_WRITE)
    with acting(by):
        found = locked(page)
        found.owner = staff_member(owner, seen_by=by)
        found.save(update_fields=["owner"])
        record(PageHandedOver(subject=subject(found), owner=owner), by=by, at=at)


def move(*, page: int, address: str, at: datetime, by: Actor) -> None:
    """Put a page at another address. Its old one leads there.

    :raises AddressTaken: where another page stands there.
    """
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        found = locked(page)
        if found.address == address:
            return
        if Page.objects.filter(address=address).exists():
            raise AddressTaken
        Redirect.objects.filter(old=f"guidance/{address}").delete()
        old, found.address = found.address, address
        found.save(update_fields=["address"])
        _keep(f"guidance/{old}", page=found, to="", at=at, by=by)
        look_again(by.organisation)


def forward(*, old: str, page: int | None = None, to: str = "", at: datetime, by: Actor) -> None:
    """Have an old address lead to a page, or to another place of the organisation's such as `missed-bin/`.

    One that is there already leads to the new place from now on.
    """
    may_write(by)
    with acting(by):
        found = Page.objects.filter(pk=page).first() if page is not None else None
        if page is not None and found is None:
            raise NoSuchPage
        _keep(old.strip("/"), page=found, to=to.lstrip("/"), at=at, by=by)


def forget_forwarding(*, redirect: int, at: datetime, by: Actor) -> None:
    """Have an old address lead nowhere any more."""
    require(by, Permission.CONTENT_WRITE)
    with acting(by):
        found = Redirect.objects.filter(pk=redirect).first()
        if found is None:
            raise NoSuchPage
        old = found.old
        found.delete()
        record(RedirectKept(subject=f"redirect:{old}"[:80], leads_to=""), by=by, at=at)


def _keep(old: str, *, page: Page | None, to: str, at: datetime, by: Actor) -> None:
    Redirect.objects.update_or_create(organisation_id=by.organisation, old=old[:300], defaults={"page": page, "to": to})
    leads_to = f"page:{page.pk}" if page else to
    record(RedirectKept(subject=f"redirect:{old}"[:80], leads_to=leads_to), by=by, at=at)
