"""Connections at the desk: how each stands, whether it answers, and a service joined to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.components.connectors import actions, queries
from trellis.components.connectors.actions.connecting import kept
from trellis.components.connectors.checking import faults_in, tried
from trellis.components.connectors.described import Described, Route, remembered
from trellis.components.connectors.desk.forms import BeginForm, JoinForm, SecretForm
from trellis.components.connectors.errors import ConnectionRefused, NoSuchConnection, SecretMissing
from trellis.components.connectors.finding import connectors, sandbox_of
from trellis.components.connectors.mapping import Tried, plain, try_example
from trellis.components.connectors.models import Connection
from trellis.components.connectors.opening import SANDBOX, opened, sandbox_for, secrets_of
from trellis.components.connectors.port import Away, ChecksOptions, InDoubt
from trellis.components.connectors.wire import AddressRefused, NoAnswer, NotReached
from trellis.organisations.scope import reading
from trellis.services.language.compiled import Compiled
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.loader import Tree
from trellis.services.language.reading import read_as
from trellis.services.layout import DeskVisit
from trellis.services.queries import live, live_services

AWAY = (Away, InDoubt, NotReached, NoAnswer, AddressRefused, SecretMissing)
NOBODY = "no-such-work.test"
_NEW, _ON = "new:", "on:"


@dataclass(frozen=True, kw_only=True)
class Joining:
    """A service and the system that it is being joined to."""

    compiled: Compiled
    connector: str
    found: Connection | None
    """The connection that is there already; None where it is the first of this system."""

    @property
    def sandbox(self) -> Any:
        return None if settings.TRELLIS.mode == "production" else sandbox_of(self.connector)

    @property
    def codes(self) -> tuple[str, ...]:
        """What the system's stand-in says of how work stands; nothing where we have none to ask."""
        codes = getattr(self.sandbox, "codes", {}) if self.sandbox else {}
        return tuple(codes)

    def described(self, form: JoinForm, example: dict[str, Any]) -> Described:
        """The connection's file with this service in it. Raises `DefinitionRefused`."""
        route = form.route() | {"examples": [example]}
        given = form.cleaned_data
        if self.found:
            was = kept(remembered(self.found.described))
            others = [each for each in was["services"] if each["service"] != route["service"]]
            data = was | {"services": [*others, route]}
        else:
            data = {
                "connection": self.connector,
                "connector": self.connector,
                "title": given["title"],
                "at": given["at"],
            }
            data |= {"number": given["number"]} if given["number"] else {}
            data |= {"options": _options(given.get("options", ""))} if given.get("options") else {}
            data |= {"services": [route]}
        return read_as(Described, Tree(file="connection", data=data))


def listed(desk: DeskVisit) -> HttpResponse:
    """Every connection, and how it stands."""
    with reading(desk.actor):
        found = list(queries.connections(seen_by=desk.actor))
        standing = {each.key: queries.standing(each, seen_by=desk.actor) for each in found}
    rows = [(each, remembered(each.described), standing[each.key]) for each in found]
    return _page(desk, "list.html", rows=rows)


def one(desk: DeskVisit, connection: str) -> HttpResponse:
    """One connection: what is sent and heard, its examples, and its secrets."""
    return _one(desk, _connection(desk, connection))


def ask(desk: DeskVisit, connection: str) -> HttpResponse:
    """Ask the system whether it answers."""
    found = _connection(desk, connection)
    try:
        with opened(found) as asked:
            asked.find(NOBODY)
    except AWAY as error:
        return _one(desk, found, problem=_("It does not answer: %(why)s") % {"why": error}, status=409)
    return desk.done(desk.address("desk-connection", connection), _("It answers."))


def keep_secret(desk: DeskVisit, connection: str, secret: str) -> HttpResponse:
    """Keep a secret of a connection, sealed."""
    found = _connection(desk, connection)
    form = SecretForm(desk.request.POST)
    if not form.is_valid():
        return _one(desk, found, problem=_("Enter the secret"), status=422)
    actions.give_secret(connection=found, name=secret, secret=form.cleaned_data["secret"], at=desk.at, by=desk.actor)
    return desk.done(desk.address("desk-connection", connection), _("The secret is kept, sealed."))


def begin(desk: DeskVisit) -> HttpResponse:
    """Choose the service and the system."""
    with reading(desk.actor):
        found = list(queries.connections(seen_by=desk.actor))
    there = [(f"{_ON}{each.key}", remembered(each.described).title.to("en")) for each in found]
    kinds = [
        (f"{_NEW}{key}", _("New: %(system)s") % {"system": each.title})
        for key, each in connectors().items()
        if key not in {one.key for one in found}
    ]
    cards = live_services(organisation=desk.organisation, language="en")
    services = [(each.service, each.title) for each in cards if _works(desk, each.service)]
    form = BeginForm(desk.request.GET or None, services=services, systems=[*there, *kinds])
    if not form.is_valid():
        return _page(desk, "begin.html", form=form)
    given = form.cleaned_data
    return HttpResponseRedirect(
        desk.address("desk-connection-join", given["service"], given["system"].replace(":", "-", 1))
    )


def join(desk: DeskVisit, service: str, system: str) -> HttpResponse:
    """Say how the answers go there; run the example; join."""
    at = _joining(desk, service, system)
    posted = desk.request.POST if desk.request.method == "POST" else None
    checks = isinstance(connectors()[at.connector], ChecksOptions)
    form = JoinForm(
        posted, compiled=at.compiled, new=at.found is None, options=checks, codes=at.codes, sandbox=bool(at.sandbox)
    )
    title = at.compiled.definition.title.to("en")
    if not form.is_valid():
        return _page(desk, "join.html", form=form, service=title)
    ran, faults = _ran(at, form, desk)
    facts: dict[str, Any] = {"form": form, "service": title, "ran": ran, "faults": faults}
    if faults or desk.request.POST.get("press") != "join":
        return _page(desk, "join.html", status=422 if faults else 200, **facts)
    example = {"why": ran.why, "answers": form.answers(), "sends": dict(ran.sends)}
    try:
        found = actions.connect(described=at.described(form, example), at=desk.at, by=desk.actor)
    except (ConnectionRefused, DefinitionRefused) as refused:
        facts["faults"] = _faults(refused)
        return _page(desk, "join.html", status=422, **facts)
    words = _("“%(service)s” is joined: from now on its cases are handed over.") % {"service": title}
    return desk.done(desk.address("desk-connection", found.key), words)


def _ran(at: Joining, form: JoinForm, desk: DeskVisit) -> tuple[Tried, list[str]]:
    """The example as it would be sent, and whatever the checks of a connection's file have against it."""
    answers, why = form.answers(), form.cleaned_data["why"]
    nothing = Tried(service=at.compiled.definition.service, why=why, sends={}, expected={})
    try:
        described = at.described(form, {"why": why, "answers": answers, "sends": {}})
        route: Route = described.services[-1]
        ran = try_example(route.examples[0], route, at.compiled)
    except DefinitionRefused as refused:
        return nothing, _faults(refused)
    if not ran.sends:
        return ran, [ran.fault or _("nothing would be sent: answer something in the example")]
    sends = {name: plain(value) for name, value in ran.sends.items()}
    checked = at.described(form, {"why": why, "answers": answers, "sends": sends})
    seen = Tried(service=ran.service, why=why, sends=sends, expected=sends)
    return seen, faults_in(checked, seen_by=desk.actor)


def _faults(refused: ConnectionRefused | DefinitionRefused) -> list[str]:
    return [each.what for each in refused.findings] if isinstance(refused, DefinitionRefused) else [str(refused)]


def _joining(desk: DeskVisit, service: str, system: str) -> Joining:
    compiled = live(organisation=desk.organisation, service=service)
    kind, _sign, key = system.partition("-")
    if kind == "on":
        found = _connection(desk, key)
        return Joining(compiled=compiled, connector=found.connector, found=found)
    if kind != "new" or key not in connectors():
        raise NoSuchConnection
    return Joining(compiled=compiled, connector=key, found=None)


def _connection(desk: DeskVisit, key: str) -> Connection:
    with reading(desk.actor):
        return queries.connection(key, seen_by=desk.actor)


def _works(desk: DeskVisit, service: str) -> bool:
    return live(organisation=desk.organisation, service=service).definition.work is not None


def _one(desk: DeskVisit, found: Connection, *, problem: str = "", status: int = 200) -> HttpResponse:
    described = remembered(found.described)
    with reading(desk.actor):
        standing = queries.standing(found, seen_by=desk.actor)
    needs = () if described.at == SANDBOX else connectors()[found.connector].needs
    given = secrets_of(found)
    secrets = [(each, each in given, SecretForm()) for each in needs]
    played = sandbox_for(found) is not None
    there = reverse("connector-sandbox", args=[desk.organisation.key, found.key]) if played else ""
    return _page(
        desk, "one.html", status=status, found=found, described=described, standing=standing, problem=problem,
        secrets=secrets, sandbox_at=there, ran=tried(described, seen_by=desk.actor),
    )  # fmt: skip


def _page(desk: DeskVisit, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
    return desk.page(f"connectors/desk/{template}", {"here": "desk-connections", **facts}, status=status)


def _options(words: str) -> dict[str, str]:
    found = [each.partition(":") for each in words.splitlines() if each.strip()]
    return {name.strip(): value.strip() for name, _sign, value in found}
