from __future__ import annotations

from datetime import datetime

from django.db import transaction

from trellis.base.log import record
from trellis.components.content.actions.writing import locked, subject
from trellis.components.content.errors import NeedsASecondPerson, NoSuchPage, NotFit, NothingWaits, NotTheNewest
from trellis.components.content.events import PageApprovalAsked, PagePublished, PageSentBack, PageWithdrawn
from trellis.components.content.models import Page, Redirect, Version
from trellis.components.content.queries import remembered
from trellis.components.content.wording import findings, unfit
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting


def ask_approval(*, page: int, version: int, at: datetime, by: Actor) -> None:
    """Ask to have the newest version of a page approved.

    :raises NotTheNewest: where somebody wrote a newer one meanwhile.
    :raises NotFit: where something must be mended first, such as a page without a title.
    """
    require(by, Permission.CONTENT_WRITE)
    with acting(by):
        found = locked(page)
        if found.newest is None or found.newest.number != version:
            raise NotTheNewest
        if unfit(findings(found.newest.written)):
            raise NotFit
        found.newest.asked_by_id = by.staff
        found.newest.save(update_fields=["asked_by"])
        found.waiting, found.sent_back_with = found.newest, ""
        found.save(update_fields=["waiting", "sent_back_with"])
        record(PageApprovalAsked(subject=subject(found), number=version), by=by, at=at)


def approve(*, page: int, version: int, at: datetime, by: Actor) -> None:
    """Approve what waits, as a second person: from now on residents see it.

    :raises NeedsASecondPerson: where whoever approves wrote it themselves.
    """
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        found, waits = _waiting(page, version)
        if by.staff is None or waits.first_person == by.staff:
            raise NeedsASecondPerson
        waits.approved_by_id, waits.approved_at = by.staff, at
        waits.save(update_fields=["approved_by", "approved_at"])
        found.live, found.waiting, found.withdrawn_at = waits, None, None
        found.save(update_fields=["live", "waiting", "withdrawn_at"])
        # A page stands at this address again: nothing is led away from it.
        Redirect.objects.filter(old=f"guidance/{found.address}").delete()
        record(PagePublished(subject=subject(found), number=version, version_hash=waits.hash), by=by, at=at)
        look_again(by.organisation)


def send_back(*, page: int, version: int, words: str, at: datetime, by: Actor) -> None:
    """Do not approve what waits, and say what is to be changed first."""
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        found, _ = _waiting(page, version)
        found.waiting, found.sent_back_with = None, words
        found.save(update_fields=["waiting", "sent_back_with"])
        record(PageSentBack(subject=subject(found), number=version), by=by, at=at)


def withdraw(*, page: int, instead: str = "", at: datetime, by: Actor) -> None:
    """Take a page away from residents; `instead` is where its address leads from now on, under the organisation's."""
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        found = locked(page)
        if found.live_id is None:
            raise NoSuchPage
        found.live, found.withdrawn_at = None, at
        found.save(update_fields=["live", "withdrawn_at"])
        if instead:
            Redirect.objects.update_or_create(
                organisation_id=by.organisation,
                old=f"guidance/{found.address}",
                defaults={"page": None, "to": instead.lstrip("/")},
            )
        record(PageWithdrawn(subject=subject(found), instead=instead), by=by, at=at)
        look_again(by.organisation)


def look_again(organisation: int) -> None:
    """Have this process see at once what changed: for what this transaction goes on to do, and when others can too."""
    remembered.forget_live(organisation)
    transaction.on_commit(lambda: remembered.forget_live(organisation))


def _waiting(page: int, version: int) -> tuple[Page, Version]:
    found = locked(page)
    if found.waiting is None:
        raise NothingWaits
    if found.waiting.number != version:
        raise NotTheNewest
    return found, found.waiting
