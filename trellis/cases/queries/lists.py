"""Lists of cases: my work, a team's queue, what a search finds."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from trellis.base.references import read_reference
from trellis.cases.about import terms_in
from trellis.cases.index import blinded
from trellis.cases.models import Case, Decision, SearchTerm, Task
from trellis.cases.queries.rows import rows_of
from trellis.cases.rules.clocks import SOON
from trellis.cases.rules.stages import teams_of
from trellis.cases.shown import CaseRow, MyWork, Page, QueueFilters
from trellis.cases.sight import of_teams, visible
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.people.queries import messages_in_trouble
from trellis.services.language.dates import add_working_days
from trellis.services.queries import live, live_services

A_PAGE = 25
MOST_MINE = 100
MOST_FOUND = 50
RUNNING = "running"


def my_work(*, seen_by: Actor, on: date, language: str = "en") -> MyWork:
    """What one member of staff has on their desk today."""
    require(seen_by, Permission.CASE_SEE)
    with reading(seen_by):
        begun = Task.objects.filter(state=Task.State.DOING, assignee=seen_by.staff).values_list("case", flat=True)
        # Their numbers, asked first: an "or" of a column and a sub-query would look at every case.
        theirs = visible(to=seen_by).filter(Q(assignee=seen_by.staff) | Q(pk__in=list(begun[:MOST_MINE])))
        mine = _by_due(theirs.filter(state__in=Case.RUNNING))[:MOST_MINE]
        rows = rows_of(mine, on=on, seen_by=seen_by, language=language)
        free = visible(to=seen_by).filter(of_teams(seen_by.teams, working=True), assignee=None, state=Case.State.OPEN)
        ended = theirs.exclude(state__in=Case.RUNNING).order_by(F("closed_at").desc(), "-pk")
        return MyWork(
            mine=tuple(row for row in rows if row.state != Case.State.WAITING),
            to_approve=rows_of(_by_due(_to_approve(seen_by))[:A_PAGE], on=on, seen_by=seen_by, language=language),
            to_tell=rows_of(_to_tell(seen_by)[:A_PAGE], on=on, seen_by=seen_by, language=language),
            waiting=tuple(row for row in rows if row.state == Case.State.WAITING),
            to_take=rows_of(_by_due(free)[:5], on=on, seen_by=seen_by, language=language),
            lately_ended=rows_of(ended[:5], on=on, seen_by=seen_by, language=language),
        )


def _to_tell(seen_by: Actor) -> QuerySet[Case]:
    """Mine, and those of my teams that are nobody's, where a message is in trouble; the oldest first."""
    if not seen_by.may(Permission.CASE_WORK):
        return Case.objects.none()
    mine = Q(assignee=seen_by.staff) | Q(of_teams(seen_by.teams), assignee=None)
    in_trouble = messages_in_trouble(seen_by=seen_by).filter(private=False).order_by().values("about")
    return visible(to=seen_by).filter(mine, reference__in=in_trouble).order_by("opened_at", "pk")


def team_queue(
    *,
    seen_by: Actor,
    on: date,
    team: str = "",
    filters: QueueFilters | None = None,
    page: int = 1,
    language: str = "en",
) -> Page[CaseRow]:
    """The cases whose turn it is with a team, or with any of one's own; nothing is counted."""
    require(seen_by, Permission.CASE_SEE)
    wanted, number = filters or QueueFilters(), max(page, 1)
    with reading(seen_by):
        cases = _filtered(_of_team(seen_by, team, wanted), wanted, seen_by=seen_by, on=on)
        first = (number - 1) * A_PAGE
        found = list(_sorted(cases, wanted.sort)[first : first + A_PAGE + 1])
        rows = rows_of(found[:A_PAGE], on=on, seen_by=seen_by, language=language)
    return Page(rows=rows, number=number, has_next=len(found) > A_PAGE)


def services_with_cases(*, seen_by: Actor, language: str = "en") -> tuple[tuple[str, str], ...]:
    """The services that a team of theirs works on, by title: (key, title). Told from the services, not from cases."""
    require(seen_by, Permission.CASE_SEE)
    with reading(seen_by):
        council = Organisation.objects.get(pk=seen_by.organisation)
        offered = [
            (card, live(organisation=council, service=card.service).definition.work)
            for card in live_services(organisation=council, language=language)
        ]
    sees_all = seen_by.may(Permission.CASE_SEE_ALL)
    return tuple(
        (card.service, card.title) for card, work in offered if work and (sees_all or teams_of(work) & seen_by.teams)
    )


def search(*, seen_by: Actor, words: str, on: date, language: str = "en") -> tuple[CaseRow, ...]:
    """The cases that these words find: a reference, a name, an e-mail address, a phone number, a postcode."""
    require(seen_by, Permission.CASE_SEE)
    with reading(seen_by):
        if reference := read_reference(words):
            ours = visible(to=seen_by).filter(reference=reference)
            if rows := rows_of(ours, on=on, seen_by=seen_by, language=language):
                return rows
        whole, each = terms_in(words)
        if not whole and not each:
            return ()
        matches = _has_any(whole, seen_by)
        if each:
            every = Q()
            for word in sorted(each)[:8]:
                every &= _has_any(frozenset({word}), seen_by)
            matches |= every
        found = visible(to=seen_by).filter(matches).order_by("-opened_at", "-pk")[:MOST_FOUND]
        return rows_of(found, on=on, seen_by=seen_by, language=language)


def _has_any(terms: frozenset[str], seen_by: Actor) -> Q:
    return Q(
        pk__in=SearchTerm.objects.filter(term__in=blinded(terms, organisation=seen_by.organisation)).values("case")
    )


def _to_approve(seen_by: Actor) -> QuerySet[Case]:
    if not seen_by.may(Permission.CASE_APPROVE):
        return visible(to=seen_by).none()
    proposed = Decision.objects.filter(
        case=OuterRef("pk"), state=Decision.State.PROPOSED, approver_team__in=seen_by.teams
    ).exclude(proposed_by=seen_by.staff)
    return visible(to=seen_by).filter(Exists(proposed))


def _of_team(seen_by: Actor, team: str, wanted: QueueFilters) -> QuerySet[Case]:
    teams = frozenset({team}) if team else seen_by.teams
    if not teams and seen_by.may(Permission.CASE_SEE_ALL):
        return visible(to=seen_by)
    running = wanted.state in {RUNNING, *Case.RUNNING}
    return visible(to=seen_by).filter(of_teams(teams, working=running))


def _filtered(cases: QuerySet[Case], wanted: QueueFilters, *, seen_by: Actor, on: date) -> QuerySet[Case]:
    if wanted.service:
        cases = cases.filter(service=wanted.service)
    if wanted.state == RUNNING:
        cases = cases.filter(state__in=Case.RUNNING)
    elif wanted.state in Case.State.values:
        cases = cases.filter(state=wanted.state)
    if wanted.assignee == "nobody":
        cases = cases.filter(assignee=None)
    elif wanted.assignee == "me":
        cases = cases.filter(assignee=seen_by.staff)
    elif wanted.assignee.isdigit():
        cases = cases.filter(assignee=int(wanted.assignee[:18]))
    if wanted.urgency == "late":
        return cases.filter(state__in=Case.RUNNING, due_on__lt=on)
    if wanted.urgency == "soon":
        return cases.filter(state__in=Case.RUNNING, due_on__lte=add_working_days(on, SOON, ("england",)))
    return cases


def _sorted(cases: QuerySet[Case], sort: str) -> QuerySet[Case]:
    if sort == "newest":
        return cases.order_by("-opened_at", "-pk")
    return cases.order_by("opened_at", "pk") if sort == "oldest" else _by_due(cases)


def _by_due(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.order_by(F("due_on").asc(nulls_last=True), "pk")
