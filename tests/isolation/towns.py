"""Two towns with the same service, the same roles and one of everything, so that only the names tell them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.test import Client

from trellis.base import jobs
from trellis.base.seals import seal_log
from trellis.base.time import local_day, now
from trellis.cases import actions as cases
from trellis.cases import queries
from trellis.cases.brought import Before, Form
from trellis.channels.staff.one_time import link_for
from trellis.channels.web import visiting
from trellis.components.connectors import actions as connectors
from trellis.components.connectors.described import read_connection
from trellis.components.connectors.models import Connection, Difference
from trellis.components.connectors.opening import sandbox_for
from trellis.components.connectors.worker import turn
from trellis.components.content import actions as content
from trellis.components.content.queries import redirects, remembered
from trellis.components.content.written import Kind, Words, Written
from trellis.components.directory import actions as directory
from trellis.components.directory.facts import Contact, Councillor
from trellis.components.directory.queries import remembered as known_contacts
from trellis.components.payments.models import ChargeRow
from trellis.components.research import actions as research
from trellis.components.research.models import Sitting
from trellis.demo.papers import letter
from trellis.demo.story.applying import Application, apply, begin, known_of
from trellis.organisations import actions
from trellis.organisations.actors import Actor, Role, resident, system
from trellis.organisations.brand import Brand
from trellis.organisations.keys import _organisation_key
from trellis.organisations.models import AccessReview, Account, Organisation, StaffMember
from trellis.organisations.queries import actor_for
from trellis.organisations.scope import acting, reading
from trellis.people.actions import link_account
from trellis.people.models import Message, Person
from trellis.services import actions as services
from trellis.services import queries as drafts
from trellis.services.language.editing import Change, seen_in
from trellis.services.language.sources import Sources
from trellis.services.layout import Moment
from trellis.services.models import Journey
from trellis.services.queries import live
from trellis.services.queries.definitions import forget_live

SERVICE = "market-stall"
EVERYTHING = "everything"
"""The member of staff who has every role and is in every team: what they are refused, everybody is."""
_DEFINITION = Path(__file__).parent / "definitions" / f"{SERVICE}.yaml"
_CREWS = _DEFINITION.with_name("crews.yaml")
_CODE = re.compile(r"\b\d{6}\b")


@dataclass(kw_only=True)
class Town:
    """An organisation, its people, and everything of it that has a name of its own in an address."""

    organisation: Organisation
    mark: str
    """A word that stands in everything that is this town's alone; no page for anybody else may show it."""
    staff: dict[str, Account] = field(default_factory=dict)
    proposed: str = ""
    """The reference of a case with a document, a note, a consultee and a decision that waits for approval."""
    asked: str = ""
    """The reference of a case with a task to do and a question to answer."""
    decided: str = ""
    decision: int = 0
    task: int = 0
    request: int = 0
    consultee: int = 0
    document: str = ""
    page: int = 0
    """A page of guidance that residents see, with a newer version that waits for approval."""
    redirect: int = 0
    contact: int = 0
    councillor: int = 0
    draft: int = 0
    comment: int = 0
    plan: int = 0
    release: int = 0
    prototype: int = 0
    test_link: str = ""
    test_secret: str = ""
    sitting: int = 0
    note: int = 0
    link: str = ""
    charge: str = ""
    difference: int = 0
    """What another system does not agree on, about the case that waits for approval."""

    @property
    def key(self) -> str:
        return self.organisation.key

    def numbers_in(self, reference: str) -> set[int]:
        """The numbers of everything in one case, of whatever kind."""
        found = queries.case(reference, seen_by=self.actor(EVERYTHING), on=now().date())
        tasks = [task.id for stage in found.stages for task in stage.tasks]
        return {*tasks, *(each.id for each in (*found.decisions, *found.consultees)), self.request}

    @property
    def system(self) -> Actor:
        return system(organisation=self.organisation.pk, doing="founding")

    def actor(self, who: str) -> Actor:
        return actor_for(self.staff[who], organisation=self.organisation)

    def number_of(self, who: str) -> int:
        with reading(self.system):
            return int(StaffMember.objects.get(account=self.staff[who]).pk)

    def email(self, who: str) -> str:
        return f"{who}@{self.mark.lower()}.example"

    def signed_in(self, who: str) -> Client:
        account = self.staff[who]
        account.refresh_from_db()
        client = Client(raise_request_exception=False)
        client.get(link_for(account))
        return client


def found_town(key: str, mark: str) -> Town:
    """A town, lived in for three days."""
    brand = Brand(colour="#1d4f3f", accent="#f2b134")
    at = now() - timedelta(days=400)
    organisation = actions.found(
        key=key, name={"en": key.title()}, kind="council", nation="england", languages=["en"], at=at, brand=brand
    )
    town = Town(organisation=organisation, mark=mark)
    _forget_what_was_known_of_another(organisation)
    _employ_everybody(town, at=at)
    files = Sources.of_file(_DEFINITION)
    services.publish(compiled=files.compiled(), sources=files, at=at, by=town.actor(Role.SERVICE_OWNER.value))
    _begin_to_change(town, at=at)
    _test_with_people(town, at=now() - timedelta(days=1))
    _live(town, at=now() - timedelta(days=3))
    _write(town, at=now() - timedelta(days=2))
    with acting(town.system):
        seal_log(organisation=organisation.pk, at=now() + timedelta(minutes=5))
    return town


def _forget_what_was_known_of_another(organisation: Organisation) -> None:
    """Another test's town may have had the same number or the same name."""
    visiting.known.forget()
    forget_live(organisation.pk)
    remembered.forget()
    known_contacts.forget()
    _organisation_key.cache_clear()


def _employ_everybody(town: Town, *, at: datetime) -> None:
    by = town.system
    teams = [
        actions.form_team(key=team, title=f"{team} {town.mark}", at=at, by=by)
        for team in ("market-team", "market-managers")
    ]
    for who, roles in {
        **{role.value: (role,) for role in Role},
        EVERYTHING: tuple(Role),
        "second": (Role.MANAGER,),
    }.items():
        name = f"{who.title()} {town.mark}"
        town.staff[who] = actions.open_account(email=town.email(who), name=name, at=at, by=by)
        actions.employ(account=town.staff[who], name=name, roles=roles, teams=teams, at=at, by=by)
    with reading(by):
        colleague = StaffMember.objects.get(account=town.staff["auditor"])
    keep = AccessReview.Answer.KEEP
    actions.review_access(staff=colleague, answer=keep, at=at, by=town.actor("administrator"))


def _begin_to_change(town: Town, *, at: datetime) -> None:
    """Somebody is changing the service; the draft says whose it is."""
    by = town.actor(Role.SERVICE_DESIGNER.value)
    files = Sources.of_file(_DEFINITION)
    words = files.with_text(f"{files.text}# Draft of {town.mark}\n")
    town.draft = services.start_new_draft(sources=words, at=at, by=by).pk
    edits = [Change(at=("summary",), to=f"A place on the market of {town.mark}.")]
    seen = seen_in(words.tree().data)
    services.change_draft(draft=town.draft, edits=edits, seen=seen, words=f"Changed by {town.mark}", at=at, by=by)


def _test_with_people(town: Town, *, at: datetime) -> None:
    """The draft is commented on and tried; an observer wrote down what they saw."""
    by, mark = town.actor(Role.SERVICE_DESIGNER.value), f"seen in {town.mark}"
    about = {"place": "ask/goods", "heading": f"Goods of {town.mark}", "words": mark}
    town.comment = services.comment(draft=town.draft, **about, at=at, by=by).pk
    found = services.ask_for_review(draft=town.draft, revision=1, at=at, by=by)
    hash_ = drafts.draft(found.pk, seen_by=by).live
    town.plan = services.plan_publication(
        draft=found.pk,
        revision=1,
        live=hash_,
        due_at=at + timedelta(days=300),
        at=at,
        by=town.actor(Role.SERVICE_OWNER.value),
    ).pk
    # Released to itself alone: nobody else may take it, nor see what it says.
    mine = [town.key]
    town.release = services.release_template(
        service=SERVICE, words=f"Released by {town.mark}", offered_to=mine, at=at, by=town.actor("service-owner")
    ).number
    made = research.make_prototype(draft=town.draft, task=mark, until=at + timedelta(days=9), at=at, by=by)
    town.prototype, town.test_link = made.pk, made.link
    town.test_secret = research.begin_sitting(link=made.link, code=made.code, language="en", at=at, by=by)
    with reading(by):
        town.sitting = Sitting.objects.get().pk
    research.note_moment(sitting=town.sitting, moment=Moment(how="came", page="goods"), at=at, by=by)
    town.note = research.observe(prototype=made.pk, sitting=town.sitting, **about, at=at, by=by).pk


def application(town: Town, who: str, *, power: bool = False) -> Application:
    answers = {
        "goods": [{"thing": f"Bread {town.mark}"}, {"thing": f"Jam {town.mark}"}],
        "power": power,
        "address": {"lines": [f"1 {town.mark} Street", "Hightown"], "postcode": "AN1 1AA"},
        "your-name": {"first": who.title(), "last": town.mark},
        "email": town.email(who),
    }
    papers = letter(f"{town.mark}-papers", f"Papers of {town.mark}")
    return Application(service=SERVICE, answers=answers, uploads={"papers": [papers]})


def _live(town: Town, *, at: datetime) -> None:
    crews = connectors.connect(described=read_connection(_CREWS), at=at, by=town.system)
    town.proposed, town.asked, town.decided = (
        apply(application(town, who), organisation=town.organisation, at=at) for who in ("pat", "ann", "dee")
    )
    jobs.drain()
    _have_it_done_twice(crews, at=at, by=town.system)
    for reference in (town.proposed, town.decided):
        _work(town, reference, at=at + timedelta(hours=1))
    _approve(town, town.decided, at=at + timedelta(hours=3))
    _ask(town, at=at + timedelta(hours=4))
    _bring(town, at=at)
    _begin_to_pay(town, at=now())
    jobs.drain()
    _note_numbers(town)
    with reading(town.system):
        person = Person.objects.order_by("pk").first()
    assert person
    link_account(account=town.staff["auditor"], person=person, at=at, by=town.system)
    cases.send_status_code(organisation=town.organisation, reference=town.proposed, email=town.email("pat"), at=at)
    town.link = saved_link(town, begin(application(town, "lin"), organisation=town.organisation, at=now()))


def _have_it_done_twice(crews: Connection, *, at: datetime, by: Actor) -> None:
    """The other system doubles what it is given, so that there is something that does not agree."""
    works = sandbox_for(crews)
    assert works
    works.behave("doubles")
    turn(crews, now=lambda: at, by=by)
    jobs.drain()


def _write(town: Town, *, at: datetime) -> None:
    """A page that says no town's mark to residents, since everybody may read it; what waits for approval does."""
    writer, second = town.actor(EVERYTHING), town.actor("editor")
    words = Words(title="Market days", summary="When the market is held.", body="Every Saturday from 8am.")
    page = content.begin(
        address="market-days", written=Written(kind=Kind.GUIDANCE, words={"en": words}), at=at, by=writer
    )
    content.ask_approval(page=page.pk, version=1, at=at, by=writer)
    content.approve(page=page.pk, version=1, at=at, by=second)
    newer = Written(kind=Kind.GUIDANCE, words={"en": replace(words, body=f"Every Sunday in {town.mark}.")})
    content.write(page=page.pk, written=newer, since=1, at=at, by=writer)
    content.ask_approval(page=page.pk, version=2, at=at, by=writer)
    content.forward(old=f"{town.mark}/old.aspx", page=page.pk, at=at, by=writer)
    contact = Contact(title=(("en", "The market office"),), phone="01632 960900")
    town.contact = directory.add_contact(key="market-office", contact=contact, at=at, by=writer).pk
    elected = Councillor(name="Alma Renn", ward="market", party="Independent", since=at.date())
    town.councillor = directory.add_councillor(key="alma-renn", councillor=elected, at=at, by=writer).pk
    with reading(writer):
        town.page, town.redirect = page.pk, redirects(seen_by=writer)[0].pk


def _work(town: Town, reference: str, *, at: datetime) -> None:
    by, say = town.actor(EVERYTHING), f"said in {town.mark}"
    cases.take(reference=reference, at=at, by=by)
    cases.add_note(reference=reference, words=say, at=at, by=by)
    cases.invite_consultee(reference=reference, name=f"Guild of {town.mark}", words=say, at=at, by=by)
    cases.write_to_applicant(reference=reference, subject="About your stall", words=say, at=at, by=by)
    for task in _open_tasks(town, reference, by=by):
        cases.complete_task(reference=reference, task=task, at=at, by=by)
    cases.decide(reference=reference, outcome="given", reasons=say, conditions=say, at=at, by=by)


def _open_tasks(town: Town, reference: str, *, by: Actor) -> list[int]:
    found = queries.case(reference, seen_by=by, on=now().date())
    return [task.id for stage in found.stages for task in stage.tasks if task.state != "done"]


def _approve(town: Town, reference: str, *, at: datetime) -> None:
    by = town.actor("second")
    decision = queries.case(reference, seen_by=by, on=now().date()).decisions[0].id
    cases.approve(reference=reference, decision=decision, at=at, by=by)


def _bring(town: Town, *, at: datetime) -> None:
    """A case that another product kept before."""
    applied = application(town, "old")
    compiled = live(organisation=town.organisation, service=SERVICE)
    form = Form(service=SERVICE, channel="web", language="en", known=known_of(applied, compiled, on=local_day(at)))
    before = Before(came_from="Stallholder 9", reference=f"Old number of {town.mark}")
    cases.bring_case(before=before, form=form, at=at, now=at, by=town.system)


def _ask(town: Town, *, at: datetime) -> None:
    """Asked twice: one question is answered, the other waits."""
    by, words = town.actor(EVERYTHING), f"asked in {town.mark}"
    holder = resident(organisation=town.organisation.pk, holding=town.asked)
    for place in range(2):
        number = cases.ask_for_information(reference=town.asked, questions=["address"], words=words, at=at, by=by)
        if place == 0:
            address = {"line1": f"2 {town.mark} Street", "town": "Hightown", "postcode": "AN1 1AA"}
            answered: dict[str, Any] = {"address": address}
            cases.answer_information(reference=town.asked, request=number, raw=answered, words=words, at=at, by=holder)
    town.request = number


def _begin_to_pay(town: Town, *, at: datetime) -> None:
    journey = begin(application(town, "pam", power=True), organisation=town.organisation, at=at)
    services.submit(journey=journey, return_to="http://testserver/", at=at)
    with reading(town.system):
        town.charge = ChargeRow.objects.get().reference


def _note_numbers(town: Town) -> None:
    by = town.actor(EVERYTHING)
    proposed = queries.case(town.proposed, seen_by=by, on=now().date())
    town.decision, town.consultee = proposed.decisions[0].id, proposed.consultees[0].id
    town.document = proposed.documents[0].id
    with reading(town.system):
        town.difference = Difference.objects.get(about=town.proposed).pk
    (town.task,) = _open_tasks(town, town.asked, by=by)


def saved_link(town: Town, journey: Journey) -> str:
    """The token of a link to come back to a journey, read from the message that it was sent in."""
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"http://testserver/{town.key}/{SERVICE}/saved/{token}"

    services.save_for_later(journey=journey, email=town.email("lin"), link=link, at=now())
    return tokens[0]


def resident_of(town: Town, *, who: str, sent: bool) -> Client:
    """Somebody who holds a journey in this browser, and has shown that an application is theirs."""
    journey = begin(application(town, who), organisation=town.organisation, at=now())
    client = Client(raise_request_exception=False)
    client.post(f"/{town.key}/{SERVICE}/saved/{saved_link(town, journey)}")
    if sent:
        answer = client.post(f"/{town.key}/{SERVICE}/send")
        assert answer.headers["Location"].endswith("/sent"), answer.headers
        jobs.drain()
    client.post(f"/{town.key}/status", {"reference": town.asked, "email": town.email("ann")})
    client.post(f"/{town.key}/status/code", {"code": _last_code(town)})
    return client


def _last_code(town: Town) -> str:
    with reading(town.system):
        message = Message.objects.filter(about=town.asked, private=True).select_related("key").order_by("-pk").first()
        assert message
        found = _CODE.search(message.words().body)
    assert found
    return found[0]
