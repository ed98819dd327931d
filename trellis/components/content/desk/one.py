"""One page at the desk: where it stands, what is found in it, and what can be done with it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trellis.base.errors import NotFound, Stale
from trellis.components.content import actions, queries
from trellis.components.content.component import KINDS
from trellis.components.content.desk.forms import PageForm, ReasonForm, ReviewForm, WithdrawForm
from trellis.components.content.desk.lists import STATES, state_of, state_words
from trellis.components.content.errors import NotFit
from trellis.components.content.leads import broken_links
from trellis.components.content.pages import as_read
from trellis.components.content.saying import said
from trellis.components.content.wording import findings, unfit
from trellis.components.content.written import Kind
from trellis.organisations.actors import Permission
from trellis.services.layout import DeskVisit, as_residents_see_it, desk_page


@require_GET
@desk_page(Permission.CONTENT_WRITE)
def show(desk: DeskVisit, number: int) -> HttpResponse:
    """A page from top to bottom: where it stands, what is next, what is found in it, its versions."""
    return _page(desk, number)


@require_GET
@desk_page(Permission.CONTENT_WRITE)
def preview(desk: DeskVisit, number: int, language: str) -> HttpResponse:
    """The newest version in residents' own look."""
    page = queries.page(number, seen_by=desk.actor)
    if page.newest is None or language not in page.newest.written.words:
        raise NotFound
    facts = {**as_read(page.newest.written, language, desk.organisation.key), "preview": True}
    return as_residents_see_it(desk, "content/page.html", language=language, facts=facts)


@require_POST
@desk_page(Permission.CONTENT_WRITE)
def ask(desk: DeskVisit, number: int) -> HttpResponse:
    """Ask a second person to approve the newest version."""
    try:
        actions.ask_approval(page=number, version=_version(desk), at=desk.at, by=desk.actor)
    except NotFit:
        return _page(desk, number, problem=_("Mend what is marked first, then ask again."), status=409)
    except Stale:
        return _changed(desk, number)
    return _done(desk, number, _("A colleague can approve it now. Somebody other than who wrote it has to."))


@require_POST
@desk_page(Permission.CONTENT_APPROVE)
def approve(desk: DeskVisit, number: int) -> HttpResponse:
    """Approve what waits: residents see it from now on."""
    try:
        actions.approve(page=number, version=_version(desk), at=desk.at, by=desk.actor)
    except Stale:
        return _changed(desk, number)
    planned = queries.page(number, seen_by=desk.actor).planned_id is not None
    words = _("Approved. Residents see it from its day on.") if planned else _("Residents see this version now.")
    return _done(desk, number, words)


@require_POST
@desk_page(Permission.CONTENT_APPROVE)
def send_back(desk: DeskVisit, number: int) -> HttpResponse:
    """Say what should change before it is approved."""
    form = ReasonForm(desk.request.POST)
    if not form.is_valid():
        return _page(desk, number, back=form, status=422)
    try:
        words = form.cleaned_data["words"]
        actions.send_back(page=number, version=_version(desk), words=words, at=desk.at, by=desk.actor)
    except Stale:
        return _changed(desk, number)
    return _done(desk, number, _("It is sent back, with what should change."))


@require_POST
@desk_page(Permission.CONTENT_APPROVE)
def withdraw(desk: DeskVisit, number: int) -> HttpResponse:
    """Take the page away from residents."""
    form = WithdrawForm(desk.request.POST)
    if not form.is_valid():
        return _page(desk, number, away=form, status=422)
    actions.withdraw(page=number, instead=form.cleaned_data["instead"], at=desk.at, by=desk.actor)
    return _done(desk, number, _("Residents no longer see this page. Its versions are kept."))


@require_POST
@desk_page(Permission.CONTENT_WRITE)
def review(desk: DeskVisit, number: int) -> HttpResponse:
    """The page is still true: look again on another day."""
    form = ReviewForm(desk.request.POST)
    if not form.is_valid():
        return _page(desk, number, again=form, status=422)
    actions.review(page=number, review_on=form.cleaned_data["review_on"], at=desk.at, by=desk.actor)
    return _done(desk, number, _("The day to look again is changed."))


@require_POST
@desk_page(Permission.CONTENT_WRITE)
def take(desk: DeskVisit, number: int) -> HttpResponse:
    """Answer for the page from now on."""
    if desk.actor.staff is None:
        raise NotFound
    actions.hand_over(page=number, owner=desk.actor.staff, at=desk.at, by=desk.actor)
    return _done(desk, number, _("You answer for this page now."))


def _page(
    desk: DeskVisit,
    number: int,
    *,
    problem: str = "",
    back: PageForm | None = None,
    away: PageForm | None = None,
    again: PageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = queries.page(number, seen_by=desk.actor)
    if page.newest is None:
        raise NotFound
    written, state = page.newest.written, state_of(page)
    found = [*findings(written), *broken_links(written, organisation=desk.organisation, seen_by=desk.actor)]
    context = {
        "here": "desk-content",
        "page": page,
        "written": written,
        "title": next(iter(written.words.values())).title or page.address,
        "kind": _(KINDS[Kind(page.kind)]),
        "state": state,
        "shape": STATES[state],
        "state_words": state_words(state),
        "due": page.live_id is not None and page.review_on <= desk.today,
        "findings": said(found),
        "unfit": unfit(found),
        "mine": page.waiting is not None and page.waiting.first_person == desk.actor.staff,
        "versions": queries.versions(page, seen_by=desk.actor),
        "spoken": [(code, name) for code, name in settings.LANGUAGES if code in desk.organisation.languages],
        "problem": problem,
        "back": back or ReasonForm(),
        "away": away or WithdrawForm(),
        "again": again or ReviewForm(initial={"review_on": page.review_on.isoformat()}),
    }
    return desk.page("content/desk/page.html", context, status=status)


def _version(desk: DeskVisit) -> int:
    """The number of the version that somebody had before them when they pressed."""
    given = desk.request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _done(desk: DeskVisit, number: int, words: str) -> HttpResponse:
    return desk.done(reverse("desk-content-page", args=(desk.organisation.key, number)), words)


def _changed(desk: DeskVisit, number: int) -> HttpResponse:
    return _page(desk, number, problem=_("Somebody changed this page meanwhile. Look at it as it is now."), status=409)
