"""After it was sent: what happens when, for whoever has the reference and the code that we email."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.base.errors import NotFound
from trellis.base.references import read_reference
from trellis.cases import actions, queries
from trellis.cases.errors import CannotNow, CaseChanged, CodeRefused, NoSuchCase, WordsNeeded
from trellis.cases.queries import StatusView
from trellis.channels.web import limits
from trellis.channels.web.fields import AddressSearch, anchor, fields_of
from trellis.channels.web.files import served, shown_file
from trellis.channels.web.holding import HELD_FOR
from trellis.channels.web.typed import blanks_asked, raw_answers, uploads
from trellis.channels.web.visiting import Visit, by_method, language_of, show, visited
from trellis.organisations.actions import note_denial
from trellis.organisations.actors import Actor, resident
from trellis.services import queries as services
from trellis.services.contract import Step, Upload
from trellis.services.errors import AnswersRefused, FileRefused
from trellis.services.language.model import Help, Kind

P = ParamSpec("P")
_ASKED: Final = TimestampSigner(salt="trellis.web.status.asked")
_HELD: Final = TimestampSigner(salt="trellis.web.status.held")


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A visit by somebody who has shown that an application is theirs."""

    visit: Visit
    reference: str
    by: Actor

    @property
    def request(self) -> HttpRequest:
        return self.visit.request

    def address(self, name: str = "web-application", *more: object) -> str:
        return reverse(name, args=(self.visit.organisation.key, *more))

    def back(self, *, done: str = "") -> HttpResponse:
        return HttpResponseRedirect(self.address() + (f"?done={done}" if done else ""))


def _cookie_name() -> str:
    return "__Secure-status" if settings.SESSION_COOKIE_SECURE else "status"


def _set(response: HttpResponse, visit: Visit, value: str) -> HttpResponse:
    response.set_cookie(
        _cookie_name(), value, path=reverse("web-status", args=(visit.organisation.key,)), httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
    return response


def _read(visit: Visit, signer: TimestampSigner) -> str:
    try:
        return signer.unsign(visit.request.COOKIES.get(_cookie_name(), ""), max_age=HELD_FOR)
    except BadSignature:
        return ""


def holding(
    view: Callable[Concatenate[Holding, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """A page of one application, for whoever holds it; anybody else is asked for the reference first."""

    @functools.wraps(view)
    def inner(visit: Visit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reference = _read(visit, _HELD)
        if not reference:
            return HttpResponseRedirect(reverse("web-status", args=(visit.organisation.key,)))
        by = resident(organisation=visit.organisation.pk, holding=reference)
        try:
            response = view(Holding(visit=visit, reference=reference, by=by), *args, **kwargs)
        except NotFound:
            note_denial(asked=visit.request.path, at=visit.at, by=by)
            raise
        return response if _cookie_name() in response.cookies else _set(response, visit, _HELD.sign(reference))

    return visited(cast(Callable[Concatenate[Visit, P], HttpResponse], inner))


@visited
def ask(visit: Visit) -> HttpResponse:
    """Ask for the reference and the email address."""
    if _read(visit, _HELD):
        return HttpResponseRedirect(reverse("web-application", args=(visit.organisation.key,)))
    return _ask(visit, reference="", email="", problems=[])


def _ask(visit: Visit, *, reference: str, email: str, problems: list[tuple[str, str]]) -> HttpResponse:
    return show(
        visit, "status_ask.html", reference=reference, email=email, problems=problems, wrong=bool(problems),
        by_input=dict(problems),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PhoneLine:
    """Where to ring or go for some services."""

    titles: tuple[str, ...]
    language: str
    """Not every service is written in the language of the page."""
    how: Help


@visited
def by_phone(visit: Visit) -> HttpResponse:
    """Where to ask for whoever gave no email address. It names every service, as nobody has said yet whose it is."""
    titles: dict[tuple[str, Help], list[str]] = {}
    for card in services.live_services(organisation=visit.organisation, language=visit.language):
        said = services.live(organisation=visit.organisation, service=card.service).definition
        if said.work is not None:
            language = language_of(visit.request, said.languages)
            titles.setdefault((language, said.help), []).append(card.title)
    lines = [PhoneLine(titles=tuple(each), language=spoken, how=how) for (spoken, how), each in titles.items()]
    return show(visit, "status_by_phone.html", lines=lines)


@visited
def send_code(visit: Visit) -> HttpResponse:
    """Send a code, if there is such an application; the page says the same either way."""
    reference = visit.request.POST.get("reference", "").strip()[:40]
    email = visit.request.POST.get("email", "").strip()[:254]
    known = read_reference(reference)
    problems = []
    if known is None:
        problems.append(("reference", _("Enter your reference number, like 7KQ-4M2-XP9")))
    if "@" not in email:
        problems.append(("email", _("Enter an email address in the correct format, like name@example.com")))
    if known is None or problems:
        return _ask(visit, reference=reference, email=email, problems=problems)
    limits.codes_asked_for.check(known)
    actions.send_status_code(
        organisation=visit.organisation, reference=known, email=email, at=visit.at, language=visit.language
    )
    response = HttpResponseRedirect(reverse("web-status-code", args=(visit.organisation.key,)))
    return _set(response, visit, _ASKED.sign(known))


@visited
def ask_code(visit: Visit) -> HttpResponse:
    """Ask for the code that was emailed."""
    return _ask_code(visit, _read(visit, _ASKED))


def _ask_code(visit: Visit, reference: str, *, problem: str = "") -> HttpResponse:
    if not reference:
        return HttpResponseRedirect(reverse("web-status", args=(visit.organisation.key,)))
    problems = [("code", problem)] if problem else []
    return show(
        visit, "status_code.html", reference=reference, problem=problem, problems=problems, wrong=bool(problem),
    )  # fmt: skip


@visited
def check_code(visit: Visit) -> HttpResponse:
    """Let in whoever knows the code."""
    reference = _read(visit, _ASKED)
    if not reference:
        return _ask_code(visit, "")
    limits.codes_tried.check(reference)
    code = visit.request.POST.get("code", "")[:20]
    try:
        actions.check_status_code(organisation=visit.organisation, reference=reference, code=code, at=visit.at)
    except CodeRefused as refused:
        return _ask_code(visit, reference, problem=_code_words(refused))
    response = HttpResponseRedirect(reverse("web-application", args=(visit.organisation.key,)))
    return _set(response, visit, _HELD.sign(reference))


def _code_words(refused: CodeRefused) -> str:
    words = {
        CodeRefused.WRONG: _("This code is not right. Check the email that we sent you last"),
        CodeRefused.EXPIRED: _("This code is too old. Ask for a new one"),
        CodeRefused.TOO_MANY: _("This code was tried too often. Ask for a new one"),
    }
    return words.get(refused.reason, words[CodeRefused.WRONG])


@holding
def application(now: Holding) -> HttpResponse:
    """How the application is doing, and what can be done about it."""
    return _application(now)


def _application(now: Holding, *, problems: list[tuple[str, str]] | None = None, words: str = "") -> HttpResponse:
    found = queries.status(now.reference, holder=now.by, on=now.visit.today, language=now.visit.language)
    wrong = problems or []
    return show(
        now.visit, "status.html", status_view=found, problems=wrong, wrong=bool(wrong), by_input=dict(wrong),
        words=words, done=now.request.GET.get("done", ""), documents=[shown_file(each) for each in found.documents],
        address=now.address, leaves=_leaves(found),
    )  # fmt: skip


def _leaves(found: StatusView) -> str:
    """The service, where its pages can be left fast: what is said of an application must be left as fast."""
    return found.service if found.exit_page else ""


@holding
def reply(now: Holding) -> HttpResponse:
    """Send a message about the application."""
    words = now.request.POST.get("words", "").strip()[:5000]
    try:
        actions.reply(reference=now.reference, words=words, at=now.visit.at, by=now.by)
    except WordsNeeded:
        return _application(now, problems=[("words", _("Write your message"))])
    except CannotNow:
        return now.back(done="too-late")
    return now.back(done="reply")


@holding
def add_document(now: Holding) -> HttpResponse:
    """Add a document to the application."""
    file = now.request.FILES.get("document")
    if file is None:
        return _application(now, problems=[("document", _("Choose a file first"))])
    sent = Upload(name=file.name or "", content=file.read())
    try:
        actions.add_document(reference=now.reference, upload=sent, at=now.visit.at, by=now.by)
    except FileRefused as refused:
        return _application(now, problems=[("document", refused.said(now.visit.language))])
    except CannotNow:
        return now.back(done="too-late")
    return now.back(done="document")


@holding
def document(now: Holding, document: str) -> HttpResponse:
    """One document of the application, or the decision letter."""
    found = queries.status(now.reference, holder=now.by, on=now.visit.today, language=now.visit.language)
    kept = next((each for each in found.documents if each.id == document), None)
    if kept is None:
        raise NoSuchCase
    return served(queries.document(now.reference, document, seen_by=now.by), kept.media_type)


def _request(now: Holding, number: int) -> tuple[Any, Any]:
    found = queries.status(now.reference, holder=now.by, on=now.visit.today, language=now.visit.language)
    wanted = next((each for each in found.requests if each.id == number), None)
    if wanted is None:
        raise NoSuchCase
    return found, wanted


@holding
def answer_page(now: Holding, number: int) -> HttpResponse:
    """Just the questions that were asked again."""
    found, wanted = _request(now, number)
    return _answer_page(now, found, wanted, wanted.step)


def _answer_page(
    now: Holding, found: Any, wanted: Any, step: Step, *, words: str = "", problem: str = ""
) -> HttpResponse:
    known = {each.id: each for each in step.questions}
    problems = [
        (anchor(known[each.question], each.part), each.words) for each in step.problems if each.question in known
    ]
    problems += [("words", problem)] if problem else []
    # Looking up an address belongs to a journey; here it is written by hand.
    by_hand = {each.id: AddressSearch(mode="written") for each in step.questions if each.kind is Kind.ADDRESS}
    fields = fields_of(replace(step, title=""), searches=by_hand)
    return show(
        now.visit, "status_answer.html", status_view=found, wanted=wanted, step=step, fields=fields, problems=problems,
        wrong=bool(problems), words=words, problem=problem, back=now.address(),
        here=now.address("web-answer", wanted.id), sends_files=any(each.shape == "file" for each in fields),
        kept_at=f"{now.address()}/document", leaves=_leaves(found),
    )  # fmt: skip


@holding
def answer(now: Holding, number: int) -> HttpResponse:
    """Take in what was asked again."""
    found, wanted = _request(now, number)
    words, questions = now.request.POST.get("words", "").strip()[:5000], blanks_asked(wanted.step.questions)
    try:
        actions.answer_information(
            reference=now.reference, request=number, raw=raw_answers(now.request, questions),
            uploads=uploads(now.request, questions), words=words, language=now.visit.language,
            at=now.visit.at, by=now.by,
        )  # fmt: skip
    except AnswersRefused as refused:
        return _answer_page(now, found, wanted, refused.step, words=words)
    except WordsNeeded:
        return _answer_page(now, found, wanted, wanted.step, problem=_("Write your answer"))
    except CannotNow:
        return now.back(done="too-late")
    return now.back(done="answer")


@holding
def before_withdrawing(now: Holding) -> HttpResponse:
    """What it means to withdraw, before it is done."""
    found = queries.status(now.reference, holder=now.by, on=now.visit.today, language=now.visit.language)
    return show(
        now.visit, "status_withdraw.html", status_view=found, back=now.address(), leaves=_leaves(found)
    )  # fmt: skip


@holding
def withdraw(now: Holding) -> HttpResponse:
    """End the application, since the applicant does not want it any more."""
    because = now.request.POST.get("because", "").strip()[:2000]
    try:
        actions.withdraw(reference=now.reference, because=because, at=now.visit.at, by=now.by)
    except (CannotNow, CaseChanged):
        return now.back(done="too-late")
    return now.back(done="withdraw")


@holding
def leave(now: Holding) -> HttpResponse:
    """Let go of the application: the next person at this computer does not see it."""
    path = reverse("web-status", args=(now.visit.organisation.key,))
    response = HttpResponseRedirect(reverse("web-council", args=(now.visit.organisation.key,)))
    let_go_of_application(response, path=path)
    return response


def let_go_of_application(response: HttpResponse, *, path: str) -> None:
    response.delete_cookie(_cookie_name(), path=path, samesite="Lax")


ADDRESSES = (
    ("", by_method(GET=ask, POST=send_code), "web-status"),
    ("/code", by_method(GET=ask_code, POST=check_code), "web-status-code"),
    ("/by-phone", by_method(GET=by_phone), "web-status-by-phone"),
    ("/application", by_method(GET=application), "web-application"),
    ("/application/reply", by_method(POST=reply, GET=application), "web-reply"),
    ("/application/add-document", by_method(POST=add_document, GET=application), "web-add-document"),
    ("/application/document/<str:document>", by_method(GET=document), "web-application-document"),
    ("/application/answer/<int:number>", by_method(GET=answer_page, POST=answer), "web-answer"),
    ("/application/withdraw", by_method(GET=before_withdrawing, POST=withdraw), "web-withdraw"),
    ("/application/leave", by_method(POST=leave, GET=application), "web-leave"),
)
