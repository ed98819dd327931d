from __future__ import annotations

from datetime import datetime

from django.db import transaction

from trellis.base.log import record
from trellis.components.content.actions.writing import locked, subject
from trellis.components.content.errors import NeedsASecondPerson, NoSuchPage, NotFit, NothingWaits, NotTheNewest
from trellis.components.content.events import PageApprovalAsked, PagePlanned, PagePublished, PageSentBack, PageWithdrawn
from trellis.components.content.models import Page, Redirect, Version
from trellis.components.content.queries import live_pages, remembered
from trellis.components.content.wording import findings, unfit
from trellis.components.content.written import Kind, Written
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting, reading


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
    """Approve what waits, as a second person: residents see it from now on, or from the moment that it names.

    :raises NeedsASecondPerson: where whoever approves wrote it themselves.
    """
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        found, waits = _waiting(page, version)
        if by.staff is None or waits.first_person == by.staff:
            raise NeedsASecondPerson
        waits.approved_by_id, waits.approved_at = by.staff, at
        waits.save(update_fields=["approved_by", "approved_at"])
        starts = waits.written.shown_from
        # An alert is live at once and shows itself in its time.
        if starts and starts > at and waits.written.kind is not Kind.ALERT:
            found.planned, found.waiting = waits, None
            found.save(update_fields=["planned", "waiting"])
            record(PagePlanned(subject=subject(found), number=version, shown_from=starts.isoformat()), by=by, at=at)
        else:
            _show(found, waits, at=at, by=by)


def keep_dates(*, at: datetime, by: Actor) -> int:
    """Show each page whose day has come, and take away each whose last day is over; says how many.

    Who approved a page approved its dates with it, so the clock needs nobody's leave.
    """
    due = [each.pk for each in _planned(by) if each.planned and each.planned.written.shown_at(at)]
    over = [each.address for each in live_pages(organisation=by.organisation).values() if _is_over(each.written, at)]
    if not due and not over:
        return 0
    with acting(by):
        for number in due:
            page = locked(number)
            # Somebody may have called it off meanwhile.
            if page.planned:
                _show(page, page.planned, at=at, by=by)
        for number in Page.objects.filter(address__in=over).exclude(live=None).values_list("pk", flat=True):
            page = locked(number)
            if page.live and _is_over(page.live.written, at):
                _take_away(page, instead="", at=at, by=by)
    return len(due) + len(over)


def _planned(by: Actor) -> list[Page]:
    with reading(by):
        return list(Page.objects.exclude(planned=None).select_related("planned"))


def _is_over(written: Written, at: datetime) -> bool:
    """An alert that is over is shown above no page and can still be read: it says what was."""
    return written.kind is not Kind.ALERT and written.shown_until is not None and written.shown_until <= at


def _show(page: Page, version: Version, *, at: datetime, by: Actor) -> None:
    page.live, page.waiting, page.planned, page.withdrawn_at = version, None, None, None
    page.save(update_fields=["live", "waiting", "planned", "withdrawn_at"])
    # A page stands at this address again: nothing is led away from it.
    Redirect.objects.filter(old=f"guidance/{page.address}").delete()
    published = PagePublished(subject=subject(page), number=version.number, version_hash=version.hash)
    record(published, by=by, at=at)
    look_again(by.organisation)


def _take_away(page: Page, *, instead: str, at: datetime, by: Actor) -> None:
    page.live, page.planned, page.withdrawn_at = None, None, at
    page.save(update_fields=["live", "planned", "withdrawn_at"])
    if instead:
        Redirect.objects.update_or_create(
            organisation_id=by.organisation,
            old=f"guidance/{page.address}",
            defaults={"page": None, "to": instead.lstrip("/")},
        )
    record(PageWithdrawn(subject=subject(page), instead=instead), by=by, at=at)
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
    """Take a page away from residents, or call off that it is shown one day.

    `instead` is where its address leads from now on, under the organisation's.
    """
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        found = locked(page)
        if found.live_id is None and found.planned_id is None:
            raise NoSuchPage
        _take_away(found, instead=instead, at=at, by=by)


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
