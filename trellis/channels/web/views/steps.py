"""The pages of a journey: one thing to a page, its answers taken in, and whatever a button on it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from trellis.channels.web import limits
from trellis.channels.web.fields import AddressSearch, anchor, fields_of
from trellis.channels.web.holding import Journeying, journeying
from trellis.channels.web.typed import Blank, blanks, raw_answers, uploads, with_typed
from trellis.channels.web.visiting import by_method, remember_language
from trellis.places.queries import gazetteer
from trellis.services import actions
from trellis.services.contract import Asked, Place, PlaceKind, Problem, Raw, Step
from trellis.services.errors import AnswersRefused, NoSuchPage
from trellis.services.language.model import Kind


def _place(page: str, number: int | None) -> Place:
    return Place(kind=PlaceKind.PAGE, page=page, item=None if number is None else number - 1)


def _step(now: Journeying, place: Place) -> Step:
    return now.step(place)


def _questions(now: Journeying, page: str) -> tuple[Blank, ...]:
    """The questions that a page may ask. Which of them it does ask now, the services floor knows."""
    if not now.compiled.has_page(page):
        raise NoSuchPage
    return blanks(now.compiled.page(page).questions)


def _question(step: Step, name: str, kind: Kind) -> Asked | None:
    return next((each for each in step.questions if each.id == name and each.kind is kind), None)


def page_of(now: Journeying, step: Step, *, searches: Mapping[str, AddressSearch] | None = None) -> HttpResponse:
    """A step as a page. Before anything is answered it says the same to everybody, and is made once."""
    wanted = searches or {}
    if not wanted and not any(each.raw or each.documents or each.problem for each in step.questions):
        key = (step.place, step.back, tuple([each.id for each in step.questions]))
        return now.show_same("step.html", key=key, facts=lambda: _facts(now, step, wanted))
    return now.show("step.html", **_facts(now, step, wanted))


def _facts(now: Journeying, step: Step, wanted: Mapping[str, AddressSearch]) -> dict[str, Any]:
    known = {each.id: each for each in step.questions}
    summary = [
        (anchor(known[each.question], each.part, search=wanted.get(each.question)), each.words)
        for each in step.problems
        if each.question in known
    ]
    fields = fields_of(step, searches=wanted)
    return {
        "step": step,
        "fields": fields,
        "heads": any(each.heads for each in fields),
        "sends_files": any(each.shape == "file" for each in fields),
        "problems": summary,
        "wrong": bool(summary),
        "here": now.address(step.place),
        "back": now.address(step.back) if step.back else now.base,
    }


@journeying
def ask(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Show one page of questions."""
    return page_of(now, _step(now, _place(page, number)))


@journeying
def take_in(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Take in the answers of a page and go on."""
    place, questions = _place(page, number), _questions(now, page)
    raw = raw_answers(now.request, questions)
    sought = [each.id for each in questions if _is_sought(each, raw.get(each.id, {}))]
    if sought:
        return _looked_up(now, _step(now, place), raw, sought)
    try:
        following = actions.answer(
            journey=now.journey, place=place, raw=raw, uploads=uploads(now.request, questions), at=now.at
        )
    except AnswersRefused as refused:
        return page_of(now, refused.step)
    return now.go(following)


def _is_sought(question: Blank, raw: Raw) -> bool:
    """Whether an address is still being looked for: a postcode was typed, and none of its addresses chosen."""
    return question.kind is Kind.ADDRESS and bool(raw.get("postcode")) and not raw.get("uprn") and "line1" not in raw


def _looked_up(now: Journeying, step: Step, raw: Mapping[str, Raw], sought: list[str]) -> HttpResponse:
    """The page again, with the addresses of each postcode to choose from."""
    searches: dict[str, AddressSearch] = {}
    problems: list[Problem] = []
    for question in sought:
        limits.look_ups.check(now.secret)
        found = gazetteer().addresses_at(str(raw[question]["postcode"]))
        if found:
            searches[question] = AddressSearch(mode="choose", found=found)
            if "uprn" in raw[question]:
                problems.append(Problem(question=question, part="uprn", words=_("Choose an address from the list")))
        else:
            searches[question] = AddressSearch(mode="find")
            words = _("We cannot find this postcode. Check it, or enter the address by hand")
            problems.append(Problem(question=question, part="postcode", words=words))
    return page_of(now, with_typed(step, raw, problems=problems), searches=searches)


def _again(now: Journeying, page: str, number: int | None, mode: str) -> HttpResponse:
    """The page with what was typed in it, an address of it in another mode."""
    place = _place(page, number)
    step = _step(now, place)
    asked = _question(step, now.request.GET.get("question", ""), Kind.ADDRESS)
    raw = raw_answers(now.request, _questions(now, page))
    if asked is None:
        return now.go(place)
    return page_of(now, with_typed(step, raw), searches={asked.id: AddressSearch(mode=mode)})


@journeying
def find_address(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Look up the addresses of a postcode."""
    step = _step(now, _place(page, number))
    asked = _question(step, now.request.GET.get("question", ""), Kind.ADDRESS)
    raw = raw_answers(now.request, _questions(now, page))
    if asked is None:
        return now.go(step.place)
    if raw.get(asked.id, {}).get("postcode"):
        return _looked_up(now, step, raw, [asked.id])
    problem = Problem(question=asked.id, part="postcode", words=_("Enter a postcode"))
    return page_of(now, with_typed(step, raw, problems=[problem]), searches={asked.id: AddressSearch(mode="find")})


@journeying
def address_by_hand(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Let somebody write an address that is not on the list."""
    return _again(now, page, number, "written")


@journeying
def another_address(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Look for another address."""
    return _again(now, page, number, "find")


@journeying
def in_language(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """The same page in another language, with everything typed still in it."""
    language = now.request.POST.get("to", "")
    place = _place(page, number)
    if language not in now.compiled.definition.languages:
        return now.go(place)
    raw = raw_answers(now.request, _questions(now, page))
    journey = actions.change_language(journey=now.journey, language=language, at=now.at)
    spoken = replace(now, journey=journey, visit=replace(now.visit, language=language))
    with translation.override(language):
        response = page_of(spoken, with_typed(_step(spoken, place), raw))
    remember_language(response, language)
    return response


@journeying
def upload(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Keep the files that were chosen, and stay on the page."""
    place = _place(page, number)
    step = _step(now, place)
    raw = raw_answers(now.request, _questions(now, page))
    sent = uploads(now.request, _questions(now, page))
    try:
        for question, files in sent.items():
            for each in files:
                actions.add_document(journey=now.journey, place=place, question=question, upload=each, at=now.at)
    except AnswersRefused as refused:
        return page_of(now, with_typed(refused.step, raw, problems=refused.step.problems))
    wanted = _question(step, now.request.GET.get("question", ""), Kind.FILE)
    problems = []
    if wanted and wanted.id not in sent:
        problems = [Problem(question=wanted.id, part="value", words=_("Choose a file first"))]
    return page_of(now, with_typed(_step(now.again(), place), raw, problems=problems))


@journeying
def remove_document(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Take a document away again, and stay on the page."""
    place = _place(page, number)
    raw = raw_answers(now.request, _questions(now, page))
    question, document = now.request.GET.get("question", ""), now.request.GET.get("document", "")
    actions.remove_document(journey=now.journey, place=place, question=question, document=document, at=now.at)
    return page_of(now, with_typed(_step(now.again(), place), raw))


@journeying
def stay(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Begin the hour anew, with everything typed still in place."""
    step = _step(now, _place(page, number))
    return page_of(now, with_typed(step, raw_answers(now.request, _questions(now, page))))


@journeying
def back_to_page(now: Journeying, page: str, number: int | None = None) -> HttpResponse:
    """Somebody opened the address of a button: show the page that it stands on."""
    return now.go(_place(page, number))


step = by_method(GET=ask, POST=take_in)
BUTTONS = {
    name: by_method(POST=view, GET=back_to_page)
    for name, view in {
        "find-address": find_address,
        "address-by-hand": address_by_hand,
        "another-address": another_address,
        "in-language": in_language,
        "stay": stay,
        "upload": upload,
        "remove-document": remove_document,
    }.items()
}
"""What a button on a page leads to, by the end of its address."""
