"""The one page of every verb: show its form, do it, or say why it could not be done, with what was typed kept."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted

from trellis.base.errors import NotAllowed, NotFound, TrellisError
from trellis.cases import queries
from trellis.cases.errors import CannotNow, CaseChanged, NoSuchOutcome, ReasonsNeeded, WordsNeeded
from trellis.cases.queries import CaseView, TimelineLine
from trellis.channels.staff.case.keeping_place import place_kept
from trellis.channels.staff.case.verbs import Given, Verb, verb_named
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.guard import at_the_desk
from trellis.organisations.actors import Permission
from trellis.services.contract import Letter

_SAID: dict[type[TrellisError], str] = {
    ReasonsNeeded: noted("Give the reasons: the applicant has a right to know why."),
    WordsNeeded: noted("Write something first: nothing was sent."),
    NoSuchOutcome: noted("That cannot be decided at this stage. Choose one of the decisions below."),
}


@at_the_desk(Permission.CASE_SEE)
def act(desk: Desk, reference: str, verb: str, target: str = "") -> HttpResponse:
    """Do one thing to a case."""
    chosen = verb_named(verb)
    case = _case(desk, reference)
    given = _given(desk, case, chosen, target)
    if desk.sent and given.form.is_valid():
        return _do(chosen, given)
    if chosen.one_press and not desk.sent:
        return HttpResponseRedirect(desk.address("desk-case", case.reference))
    if chosen.action not in case.allowed_actions:
        problem = _("As the case stands now, this cannot be done.")
        return _page(chosen, given, problem=problem, changes=_since_they_read(given), status=409)
    return _page(chosen, given)


@at_the_desk(Permission.CASE_DECIDE)
def preview(desk: Desk, reference: str) -> HttpResponse:
    """Show the letter of a decision before it is sent, with what was typed kept."""
    chosen = verb_named("decide")
    case = _case(desk, reference)
    given = _given(desk, case, chosen, "")
    if not desk.sent or not given.form.is_valid():
        return _page(chosen, given)
    said = {name: given[name] for name in ("outcome", "reasons", "conditions")}
    letter = queries.letter_preview(case.reference, **said, seen_by=desk.actor, on=desk.today)
    return _page(chosen, given, letter=letter, previewed=True)


def _given(desk: Desk, case: CaseView, verb: Verb, target: str) -> Given:
    form = desk.form(verb.form, desk=desk, case=case, target=target)
    return Given(desk=desk, case=case, target=target, form=form)


def _do(verb: Verb, given: Given) -> HttpResponse:
    try:
        notice = verb.do(given)
    except CaseChanged as changed:
        now = _having_read(verb, given)
        return _page(verb, now, changes=_in_their_language(changed.changes, now.case), status=409)
    except CannotNow as cannot:
        return _page(verb, given, problem=cannot.said(given.desk.language), status=409)
    except (NotFound, NotAllowed):
        raise
    except TrellisError as error:
        return _page(verb, given, problem=_said(error, given.desk.language), status=422)
    return given.desk.to("desk-case", given.case.reference, notice=notice)


def _case(desk: Desk, reference: str) -> CaseView:
    return queries.case(reference, seen_by=desk.actor, on=desk.today, language=desk.language)


def _said(error: TrellisError, language: str) -> str:
    return _(_SAID[type(error)]) if type(error) in _SAID else error.said(language)


def _page(
    verb: Verb,
    given: Given,
    *,
    problem: str = "",
    changes: tuple[TimelineLine, ...] = (),
    letter: Letter | None = None,
    previewed: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "case": given.case,
        "verb": verb,
        "form": given.form,
        "target": given.target,
        "problem": problem,
        "changes": changes,
        "by_myself": all(each.who == given.desk.actor.label for each in changes),
        "letter": letter,
        "previewed": previewed,
        "back": place_kept(given.desk),
    }
    return given.desk.page("staff/act.html", context, status=status)


def _since_they_read(given: Given) -> tuple[TimelineLine, ...]:
    """What happened to the case since the page was shown from which something was sent."""
    read = given.form.data.get("seen", "")
    return tuple(each for each in given.case.timeline if each.id > int(read)) if read.isdecimal() else ()


def _in_their_language(changes: tuple[TimelineLine, ...], case: CaseView) -> tuple[TimelineLine, ...]:
    """What happened, as the page of the case words it."""
    worded = {each.id: each for each in case.timeline}
    return tuple(worded.get(each.id, each) for each in changes)


def _having_read(verb: Verb, given: Given) -> Given:
    """They are shown what happened; sending again then says that they have read it."""
    case = _case(given.desk, given.case.reference)
    typed = given.desk.request.POST.copy()
    typed["seen"] = str(case.seen)
    form = verb.form(typed, given.desk.request.FILES, desk=given.desk, case=case, target=given.target)
    return Given(desk=given.desk, case=case, target=given.target, form=form)
