"""Writing a page, with what is found in it beside it and a look before it is kept."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.base.errors import NotFound
from trellis.components.content import actions, queries
from trellis.components.content.addresses import home_of
from trellis.components.content.desk.forms import NewPageForm, WordsForm, initial_of
from trellis.components.content.errors import AddressTaken, WrittenMeanwhile
from trellis.components.content.leads import broken_links
from trellis.components.content.models import Page
from trellis.components.content.prose import as_prose
from trellis.components.content.saying import said
from trellis.components.content.wording import findings
from trellis.components.content.written import Kind, Words, Written
from trellis.organisations.actors import Permission
from trellis.services.layout import DeskVisit, desk_page
from trellis.services.queries import live_services


@desk_page(Permission.CONTENT_WRITE)
def begin(desk: DeskVisit) -> HttpResponse:
    """A new page, in the organisation's first language."""
    language = desk.organisation.languages[0]
    form = NewPageForm(desk.request.POST if desk.request.method == "POST" else None, services=_services(desk))
    if not form.is_valid():
        return desk.page("content/desk/new.html", {"here": "desk-content", "form": form})
    kind = Kind(form.cleaned_data["kind"])
    empty = Words(title="", summary="", body="")
    written = form.written(before=Written(kind=kind, words={language: empty}), language=language)
    try:
        page = actions.begin(address=form.cleaned_data["address"], written=written, at=desk.at, by=desk.actor)
    except AddressTaken:
        form.add_error("address", _("Another page stands at this address, or stood there and leads on from it"))
        return desk.page("content/desk/new.html", {"here": "desk-content", "form": form}, status=409)
    here = reverse("desk-content-page", args=(desk.organisation.key, page.pk))
    return desk.done(here, _("The page is kept. Residents do not see it yet."))


@desk_page(Permission.CONTENT_WRITE)
def write(desk: DeskVisit, number: int, language: str) -> HttpResponse:
    """Write a page anew in one language, its other language beside it."""
    page, before = _opened(desk, number, language)
    form = _form(desk, before, language)
    if not form.is_valid():
        return _shown(desk, page, form, before, language=language)
    try:
        since = int(desk.request.POST.get("since", "0"))
        actions.write(
            page=number, written=form.written(before=before, language=language), since=since, at=desk.at, by=desk.actor
        )
    except (WrittenMeanwhile, ValueError):
        return _shown(desk, page, form, before, language=language, meanwhile=True, status=409)
    here = reverse("desk-content-page", args=(desk.organisation.key, number))
    return desk.done(here, _("The page is kept. Residents see it when a second person has approved it."))


@require_POST
@desk_page(Permission.CONTENT_WRITE)
def look(desk: DeskVisit, number: int, language: str) -> HttpResponse:
    """What was typed, as residents would read it, with what is found in it; nothing is kept."""
    page, before = _opened(desk, number, language)
    form = _form(desk, before, language)
    typed = form.written(before=before, language=language) if form.is_valid() else None
    return _shown(desk, page, form, before, language=language, typed=typed)


def _opened(desk: DeskVisit, number: int, language: str) -> tuple[Page, Written]:
    page = queries.page(number, seen_by=desk.actor)
    if language not in desk.organisation.languages or page.newest is None:
        raise NotFound
    return page, page.newest.written


def _form(desk: DeskVisit, before: Written, language: str) -> WordsForm:
    return WordsForm(
        desk.request.POST if desk.request.method == "POST" else None,
        initial=initial_of(before, language),
        kind=before.kind,
        translation=language != before.languages[0],
        services=_services(desk, before.about),
    )


def _services(desk: DeskVisit, chosen: str = "") -> list[tuple[str, str]]:
    """What a page can be about: each service that is offered, and the one chosen before, though it be gone."""
    found = {each.service: each.title for each in live_services(organisation=desk.organisation, language=desk.language)}
    kept = {chosen: chosen} if chosen and chosen not in found else {}
    return [*kept.items(), *found.items()]


def _shown(
    desk: DeskVisit,
    page: Page,
    form: WordsForm,
    before: Written,
    *,
    language: str,
    typed: Written | None = None,
    meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:
    found = typed or before
    beside = [each for each in before.languages if each != language]
    context = {
        "here": "desk-content",
        "page": page,
        "form": form,
        "language_written": language,
        "names": dict(settings.LANGUAGES),
        "beside": [(each, before.words[each]) for each in beside[:1]],
        "since": page.newest.number if page.newest and (meanwhile or not form.is_bound) else form.data.get("since", ""),
        "meanwhile": meanwhile,
        "findings": said([*findings(found), *broken_links(found, organisation=desk.organisation, seen_by=desk.actor)]),
        "looked": typed is not None,
        "words": typed.words[language] if typed else None,
        "prose": as_prose(typed.words[language].body, home=home_of(desk.organisation.key)) if typed else None,
    }
    return desk.page("content/desk/write.html", context, status=422 if form.errors else status)
