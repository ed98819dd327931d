"""The cast of these tests: a council with a market, its staff, and people who want a stall."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from trellis.base.jobs import drain
from trellis.base.models import LogEntry
from trellis.base.time import local_day
from trellis.cases import actions, queries
from trellis.cases.models import Case
from trellis.organisations import actions as organisations
from trellis.organisations.actors import Actor, Role, resident, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Account, Organisation
from trellis.organisations.queries import actor_of
from trellis.organisations.scope import reading
from trellis.people.models import Message
from trellis.services import actions as services
from trellis.services import queries as journeys
from trellis.services.contract import Place, PlaceKind
from trellis.services.language.compiler import compile_file
from trellis.services.queries.definitions import forget_live

DEFINITIONS = Path(__file__).parent / "definitions"
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TEAMS = ("market-team", "market-managers", "press-office", "permit-team", "parks-team")


def day(number: int) -> datetime:
    """So many days after the Monday on which everything begins."""
    return MONDAY + timedelta(days=number)


@dataclass
class Council:
    """A council with its teams and staff."""

    organisation: Organisation
    staff: dict[str, Actor] = field(default_factory=dict)

    @property
    def system(self) -> Actor:
        return system(organisation=self.organisation.pk, doing="test")

    def employs(self, name: str, *teams: str, role: Role = Role.CASEWORKER) -> Actor:
        by = system(organisation=self.organisation.pk, doing="founding")
        account = Account.objects.create_user(f"{name.lower()}@{self.organisation.key}.example")
        known = {team.key: team for team in self._teams()}
        person = organisations.employ(
            account=account, name=name, roles=[role], teams=[known[team] for team in teams], at=MONDAY, by=by
        )
        with reading(by):
            self.staff[name] = actor_of(person)
        return self.staff[name]

    def _teams(self) -> list[Any]:
        with reading(self.system):
            return list(self.organisation.teams.all())

    def publishes(self, service: str) -> None:
        by = system(organisation=self.organisation.pk, doing="publishing")
        services.publish(compiled=compile_file(DEFINITIONS / f"{service}.yaml"), at=MONDAY, by=by)
        forget_live(self.organisation.pk)

    def log(self, reference: str, kind: str = "") -> list[LogEntry]:
        with reading(self.system):
            found = LogEntry.objects.filter(subject=reference).order_by("pk")
            return list(found.filter(kind=kind) if kind else found)

    def case(self, reference: str) -> Case:
        with reading(self.system):
            return Case.objects.select_related("key").get(reference=reference)

    def messages(self, reference: str) -> list[Message]:
        with reading(self.system):
            return list(Message.objects.filter(about=reference).select_related("key").order_by("pk"))

    def days_pass(self, to: datetime) -> None:
        """Every schedule of the cases runs, as it would by that time."""
        actions.end_stages_whose_time_is_over(at=to, by=self.system)
        actions.let_silence_decide(at=to, by=self.system)
        actions.warn_of_deadlines(at=to, by=self.system)
        actions.dispose_of_old_cases(at=to, by=self.system)
        deliver()


def council_called(key: str) -> Council:
    organisation = organisations.found(
        key=key,
        name={"en": f"{key.title()} Council", "cy": f"Cyngor {key.title()}"},
        kind="council",
        nation="england",
        languages=["en", "cy"],
        at=MONDAY,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )
    by = system(organisation=organisation.pk, doing="founding")
    for team in TEAMS:
        organisations.form_team(key=team, title=team.replace("-", " ").capitalize(), at=MONDAY, by=by)
    return Council(organisation=organisation)


def deliver() -> None:
    """Everything that waits is delivered, as the worker would."""
    drain()


def applies(
    council: Council,
    *,
    goods: str = "bread",
    name: tuple[str, str] = ("Ada", "Ash"),
    email: str = "ada@example.com",
    language: str = "en",
    at: datetime = MONDAY,
) -> str:
    """Somebody applies for a market stall; what comes of it is delivered. Their reference."""
    pages: dict[str, dict[str, Any]] = {
        "goods": {"goods": {"value": goods}, "notes": {"value": "By the church"}},
        "place": {"address": {"line1": "1 Elm Street", "town": "Oakham", "postcode": "AN1 1AA"}},
        "you": {"your-name": {"first": name[0], "last": name[1]}, "email": {"value": email}},
    }
    return sends(council, "market-stall", pages, language=language, at=at)


def parks(council: Council, *, own_car: bool, at: datetime = MONDAY) -> str:
    """Somebody asks for a quick permit."""
    pages: dict[str, dict[str, Any]] = {
        "car": {"own-car": {"value": "yes" if own_car else "no"}},
        "you": {"your-name": {"first": "Bo", "last": "Birch"}, "email": {"value": "bo@example.com"}},
    }
    return sends(council, "quick-permit", pages, at=at)


def sends(
    council: Council, service: str, pages: dict[str, dict[str, Any]], *, language: str = "en", at: datetime = MONDAY
) -> str:
    """Somebody answers every page and sends it."""
    organisation = council.organisation
    started = services.start_journey(
        organisation=organisation, service=service, channel="web", language=language, at=at
    )
    for page, raw in pages.items():
        journey = journeys.journey(organisation=organisation, secret=started.secret)
        services.answer(journey=journey, place=Place(kind=PlaceKind.PAGE, page=page), raw=raw, at=at)
    sent = services.submit(journey=journeys.journey(organisation=organisation, secret=started.secret), at=at)
    assert isinstance(sent, services.Submitted)
    deliver()
    return sent.reference


def holder(council: Council, reference: str) -> Actor:
    """The resident who has shown that this application is theirs."""
    return resident(organisation=council.organisation.pk, holding=reference)


def view(council: Council, reference: str, *, by: Actor, on: date | None = None) -> queries.CaseView:
    return queries.case(reference, seen_by=by, on=on or local_day(MONDAY))


def does_every_task(council: Council, reference: str, *, by: Actor, at: datetime = MONDAY) -> None:
    """Do whatever is to be done, also what comes only when something else is done."""
    while todo := [
        task
        for stage in view(council, reference, by=by).stages
        for task in stage.tasks
        if stage.state == "running" and task.may_do
    ]:
        actions.complete_task(reference=reference, task=todo[0].id, at=at, by=by)
    deliver()
