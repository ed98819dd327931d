"""The end of a journey: check the answers, pay, send, and what happens next."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from trellis.base.money import pounds
from trellis.base.time import local_day
from trellis.channels.web.days import day_words
from trellis.channels.web.expecting import dates_to_expect
from trellis.channels.web.holding import Journeying, journeying
from trellis.channels.web.offers import Offer, offers_after
from trellis.channels.web.pages import rendered
from trellis.channels.web.paying import why_not_paid
from trellis.channels.web.visiting import by_method
from trellis.services import actions, queries
from trellis.services.actions import Submitted
from trellis.services.contract import Charge, ChargeState, Place, PlaceKind
from trellis.services.errors import NotFinished
from trellis.services.language.evaluate import Walk
from trellis.services.language.model import Result
from trellis.services.reviewing import gathered

CHECK = Place(kind=PlaceKind.CHECK)


@journeying
def go_on(now: Journeying) -> HttpResponse:
    """Wherever this person is."""
    return now.go_on()


@journeying
def check(now: Journeying) -> HttpResponse:
    """Everything that was answered, each with a way to change it."""
    whereabouts = queries.whereabouts(now.journey, on=now.visit.today)
    if whereabouts != CHECK:
        return now.go(whereabouts)
    return _check(now)


def _check(now: Journeying, *, trouble: str = "") -> HttpResponse:
    groups = gathered(queries.check_answers(now.journey, on=now.visit.today), compiled=now.compiled)
    walk = queries.outcome_of(now.journey, on=now.visit.today)
    lines = [(each.line, pounds(each.pence)) for each in walk.fee.lines]
    last = next((line.change for group in reversed(groups) for line in reversed(group.lines)), None)
    back = now.address(Place(kind=PlaceKind.TASKS) if now.compiled.definition.sections else last or CHECK)
    answers = rendered("answers.html", {"groups": groups, "heading": "h2", "change": now.address})
    not_paid = now.request.GET.get("not-paid", "")
    facts: dict[str, Any] = {
        "walk": walk,
        "fee": lines,
        "total": pounds(walk.fee.total_pence) if walk.fee.total_pence else "",
        "not_paid": not_paid,
        "problems": [("send", trouble)] if trouble else [],
        "wrong": bool(trouble),
    }
    if lines or trouble or not_paid or walk.eligibility.verdict == "cannot-tell":
        return now.show("check.html", back=back, answers=answers, **facts)
    return now.show_same("check.html", key=(), facts=lambda: facts, back=back, answers=answers)


@journeying
def send(now: Journeying) -> HttpResponse:
    """Send the answers, once; where there is a fee, go and pay it first."""
    try:
        sent = actions.submit(journey=now.journey, return_to=_return_to(now), at=now.at)
    except NotFinished as unfinished:
        return now.go(unfinished.place)
    if isinstance(sent, Submitted):
        return now.go(Place(kind=PlaceKind.SENT))
    if sent.state is ChargeState.FAILED:
        return _check(now, trouble=_("The payment did not go through. You can try again"))
    return now.go(Place(kind=PlaceKind.PAY))


def _return_to(now: Journeying) -> str:
    return now.request.build_absolute_uri(now.address(Place(kind=PlaceKind.PAY)))


@journeying
def pay(now: Journeying) -> HttpResponse:
    """How the payment stands. Whoever comes back from the payment page comes here; so does whoever presses back."""
    if now.journey.state == "open":
        return _answers_again(now)
    charge = actions.submit(journey=now.journey, return_to=_return_to(now), at=now.at)
    if isinstance(charge, Submitted):
        return now.go(Place(kind=PlaceKind.SENT))
    if charge.state is ChargeState.FAILED:
        why = why_not_paid(charge.why)
        return now.show("payment_failed.html", why=why, amount=pounds(charge.pence))
    return _waiting(now, charge)


def _waiting(now: Journeying, charge: Charge) -> HttpResponse:
    asked = "asked" in now.request.GET
    return now.show(
        "pay.html", charge=charge, amount=pounds(charge.pence), reference=now.journey.reference, asked=asked,
    )  # fmt: skip


@journeying
def did_not_pay(now: Journeying) -> HttpResponse:
    """Somebody says that they did not pay: they get their answers back, unless the payment company knows better."""
    found = actions.give_up_paying(journey=now.journey, at=now.at)
    now = now.again()
    if now.journey.state == "open":
        return _answers_again(now, why="given-up")
    # Paid after all, or perhaps on its way: the page that follows says which.
    still_unknown = isinstance(found, Charge) and found.state is ChargeState.PENDING
    return HttpResponseRedirect(f"{now.base}pay?asked=yes") if still_unknown else now.go_on()


def _answers_again(now: Journeying, *, why: str = "yes") -> HttpResponse:
    """Back to the answers of which the payment was not made, and say so there."""
    place = queries.whereabouts(now.journey, on=now.visit.today)
    return HttpResponseRedirect(now.address(place) + (f"?not-paid={why}" if place == CHECK else ""))


@journeying
def sent(now: Journeying) -> HttpResponse:
    """It has been sent: the reference, and what happens next."""
    whereabouts = queries.whereabouts(now.journey, on=now.visit.today)
    if whereabouts.kind is not PlaceKind.SENT:
        return now.go(whereabouts)
    submission = queries.submission_of(now.journey, language=now.visit.language)
    dates = dates_to_expect(now.compiled, sent_on=local_day(submission.submitted_at), language=now.visit.language)
    groups = gathered(submission.groups, compiled=now.compiled)
    theirs: dict[str, Any] = {
        "reference": submission.reference,
        "sent_on": day_words(submission.submitted_at),
        "answers": rendered("answers.html", {"groups": groups, "heading": "h3"}),
    }
    if _writes(now) and submission.contact.email:
        theirs["email"] = submission.contact.email
    offers, paid, follows = (
        _offers(now, submission.walk),
        submission.walk.fee.total_pence,
        bool(submission.contact.email),
    )
    facts: dict[str, Any] = {"dates": dates, "follows": follows}
    if offers or paid:
        return now.show("sent.html", offers=offers, paid=pounds(paid) if paid else "", **facts, **theirs)
    return now.show_same("sent.html", key=(follows, *dates), facts=lambda: facts, **theirs)


def _writes(now: Journeying) -> bool:
    """Whether the applicant is written to as soon as it is sent."""
    return any(each.on == "submitted" and each.to == "applicant" for each in now.compiled.definition.tell)


@journeying
def tasks(now: Journeying) -> HttpResponse:
    """How far each section is."""
    lines = queries.task_list(now.journey, on=now.visit.today)
    end = queries.whereabouts(now.journey, on=now.visit.today)
    if not now.compiled.definition.sections or now.journey.state != "open":
        return now.go(end)
    ended = end.kind in {PlaceKind.CHECK, PlaceKind.EXIT, PlaceKind.RESULTS}
    return now.show(
        "tasks.html", lines=lines, address=now.address, back=now.base, end=now.address(end) if ended else ""
    )


@journeying
def results(now: Journeying) -> HttpResponse:
    """What fits the answers, as in a benefits check."""
    whereabouts = queries.whereabouts(now.journey, on=now.visit.today)
    if whereabouts.kind is not PlaceKind.RESULTS:
        return now.go(whereabouts)
    walk = queries.outcome_of(now.journey, on=now.visit.today)
    return now.show(
        "results.html",
        said_results=now.compiled.definition.results,
        grouped=_grouped(walk.results, now.visit.language),
        groups=gathered(queries.check_answers(now.journey, on=now.visit.today), compiled=now.compiled),
        change=now.address,
        back=_back_from_the_end(now),
        offers=_offers(now, walk),
    )  # fmt: skip


def _back_from_the_end(now: Journeying) -> str:
    before = queries.back_from(now.journey, Place(kind=PlaceKind.RESULTS), on=now.visit.today)
    return now.address(before) if before else now.base


def _grouped(found: tuple[Result, ...], language: str) -> list[tuple[str, list[Result]]]:
    """What fits, under the headings that its definition gives it, in its order.

    What has no heading comes last, so that nobody takes it for a part of what stands before it.
    """
    groups: dict[str, list[Result]] = {}
    for each in found:
        groups.setdefault(each.group.to(language) if each.group else "", []).append(each)
    loose = groups.pop("", [])
    heading = _("Other things that fit your answers") if groups else ""
    return [*groups.items(), *([(heading, loose)] if loose else [])]


def _offers(now: Journeying, walk: Walk) -> list[Offer]:
    return offers_after(now.compiled, walk, organisation=now.visit.organisation, language=now.visit.language)


@journeying
def leave(now: Journeying, rule: str) -> HttpResponse:
    """Why the journey ends here, and what may help instead."""
    place = Place(kind=PlaceKind.EXIT, page=rule)
    said = queries.exit_of(now.journey, place, on=now.visit.today)
    walk = queries.outcome_of(now.journey, on=now.visit.today)
    return now.show(
        "exit.html",
        exit=said,
        back=now.address(said.back) if said.back else now.base,
        offers=_offers(now, walk),
    )  # fmt: skip


sending = by_method(POST=send, GET=go_on)
not_paid = by_method(POST=did_not_pay, GET=go_on)
