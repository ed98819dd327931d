"""Whoever belongs to one organisation, and asks at any address for what is another's: shown nothing, changing nothing."""

from __future__ import annotations

from itertools import cycle, islice, product

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.isolation.addresses import DEMO_ONLY, KEYS, OPEN, Address, UnknownPart, addresses
from tests.isolation.asking import METHODS, Answer, Method, Visitor, Watch, denials
from tests.isolation.conftest import Two
from tests.isolation.towns import EVERYTHING, SERVICE, Town, resident_of
from trellis.base.time import now
from trellis.cases.actions import add_note
from trellis.channels.staff.case.verbs import VERBS
from trellis.channels.web.views.leaving import ELSEWHERE
from trellis.organisations.actors import Role

EVERYWHERE = addresses()
DESK = [each for each in EVERYWHERE if each.at_the_desk]
RESIDENTS = [each for each in EVERYWHERE if not each.at_the_desk and each.parts and each.name not in KEYS | DEMO_ONLY]
NOT_THERE = {404, 405}
SIGN_IN = {"/account/login/"}


class Staff:
    """Somebody who has every role, and a colleague of each role alone."""

    def __init__(self, town: Town, *, at_once: int) -> None:
        self.first = Visitor(called=EVERYTHING, client=town.signed_in(EVERYTHING))
        self.others = cycle([Visitor(called=role.value, client=town.signed_in(role.value)) for role in Role])
        self.at_once = at_once

    def next(self) -> list[Visitor]:
        """Who asks at the next address: who has every role, and so many of the others, in turn."""
        return [self.first, *islice(self.others, self.at_once)]


@pytest.fixture(
    params=[pytest.param(len(Role), marks=pytest.mark.long, id="every role"), pytest.param(1, id="in turn")]
)
def staff(request: pytest.FixtureRequest, two: Two) -> Staff:
    """What somebody with every role is refused, everybody is; before a release each role asks for itself as well."""
    return Staff(two.ours, at_once=request.param)


def test_every_address_has_a_name_and_is_understood() -> None:
    for each in EVERYWHERE:
        assert each.name, f"{each.route} has no name"
        assert len(each.namers) == len(each.parts)


@pytest.mark.parametrize("part", ["licence", "number"])
def test_a_new_address_that_names_something_unknown_stops_the_sweep(part: str) -> None:
    new = Address(name="web-licence", route=f"<slug:organisation>/<str:{part}>", parts=("organisation", part))
    with pytest.raises(UnknownPart, match=f"<{part}>"):
        assert new.namers


def test_what_is_said_to_be_open_or_a_key_is_there() -> None:
    assert set(OPEN) | set(KEYS) | set(DEMO_ONLY) <= {each.name for each in EVERYWHERE}


def test_what_is_changed_is_seen_whichever_way_it_was_written(two: Two) -> None:
    """By Django or by a prepared statement: the note is the one, its entry in the log the other."""
    watch = Watch(town=two.theirs)
    for town in (two.ours, two.theirs):
        with watch.undone(by=f"a colleague of {town.key}"):
            add_note(reference=town.proposed, words="Seen.", at=now(), by=town.actor(EVERYTHING))
    (fault,) = watch.ended()
    assert fault.startswith("a colleague of otherton changed")
    assert "base_logentry" in fault
    assert "cases_note" in fault


def test_staff_find_no_desk_but_their_own(two: Two, staff: Staff) -> None:
    faults, watch = list[str](), Watch(town=two.theirs)
    for each in DESK:
        with watch.untouched(by=f"staff at {each.name}"):
            for visitor, path in product(staff.next(), list(each.filled(place=two.theirs, things=two.theirs))):
                faults += _denied(visitor, path, at=two.theirs, naming=two.theirs, allowed=NOT_THERE)
    faults += watch.ended()
    assert not faults, "\n".join(faults)


def test_staff_find_nothing_of_another_organisation_at_their_own_desk(two: Two, staff: Staff) -> None:
    faults, watch = list[str](), Watch(town=two.theirs)
    for each in DESK:
        with watch.untouched(by=f"staff at {each.name}"):
            for visitor, path in product(staff.next(), list(each.filled(place=two.ours, things=two.theirs))):
                faults += _faults_at_own_desk(visitor, path, each, two=two)
    faults += watch.ended()
    assert not faults, "\n".join(faults)


def _faults_at_own_desk(visitor: Visitor, path: str, address: Address, *, two: Two) -> list[str]:
    if address.names_something:
        # Where no role of theirs could, they are told so before anything is looked for.
        allowed = NOT_THERE if visitor.called == EVERYTHING else NOT_THERE | {403}
        return _denied(visitor, path, at=two.ours, naming=two.theirs, allowed=allowed)
    answer = visitor.ask("GET", path, naming=two.theirs)
    own = {302} if answer.leads_to.startswith(f"/{two.ours.key}/desk/") else set()
    return list(answer.faults(allowed={200, 403, 405} | own, theirs=two.theirs))


def _denied(visitor: Visitor, path: str, *, at: Town, naming: Town, allowed: set[int]) -> list[str]:
    faults = []
    for method in METHODS:
        before = denials(at)
        answer = visitor.ask(method, path, naming=naming)
        faults += answer.faults(allowed=allowed, theirs=naming)
        if answer.status == 404 and denials(at) != before + 1:
            faults.append(f"{answer.what} was not written down")
    return faults


def test_a_case_of_ones_own_opens_no_way_to_anothers_things(two: Two) -> None:
    """Our reference, with the number of their decision, task, request or consultee, or with their document."""
    visitor, faults = Visitor(called=EVERYTHING, client=two.ours.signed_in(EVERYTHING)), []
    watch, ours, theirs = Watch(town=two.theirs), two.ours, two.theirs
    numbers = {ours.proposed: (theirs.decision, theirs.consultee), ours.asked: (theirs.task, theirs.request)}
    # Each kind of thing is counted by itself: their third request may have the number of our own third task.
    own = {reference: ours.numbers_in(reference) for reference in numbers}
    for verb, reference in product(VERBS.values(), numbers):
        # A verb about the whole case does not look at the number; a deadline has a name, the same in every town.
        named = verb.stands_at_its_thing and verb.slug not in {"extend", "pause", "resume"}
        allowed = {404, 409} if named else {200, 302, 404, 409, 422}
        for number in (*(each for each in numbers[reference] if each not in own[reference]), "nonsense", "9" * 30):
            path = f"/{ours.key}/desk/cases/{reference}/{verb.slug}/{number}/"
            with watch.undone(by=path):
                faults += visitor.ask("POST", path, naming=theirs).faults(allowed=allowed, theirs=theirs)
    path = f"/{ours.key}/desk/cases/{ours.proposed}/documents/{theirs.document}/"
    faults += _denied(visitor, path, at=ours, naming=theirs, allowed=NOT_THERE)
    faults += watch.ended()
    assert not faults, "\n".join(faults)


def test_a_resident_finds_nothing_of_another_organisation(two: Two) -> None:
    residents = _residents(two.ours)
    faults, watch = list[str](), Watch(town=two.theirs)
    for each in RESIDENTS:
        paths = list(each.filled(place=two.theirs, things=two.theirs))
        with watch.untouched(by=f"residents at {each.name}"):
            for visitor, path, method in product(residents, paths, _methods(each)):
                answer = visitor.ask(method, path, naming=two.theirs)
                faults += _faults_abroad(answer, each, theirs=two.theirs)
    faults += watch.ended()
    assert not faults, "\n".join(faults)


def _residents(town: Town) -> list[Visitor]:
    """Somebody who is still answering, and somebody who has sent it; each holds the status of an application too."""
    return [
        Visitor(called=who, client=resident_of(town, who="res", sent=who == "who sent"))
        for who in ("who answers", "who sent")
    ]


def _methods(address: Address) -> tuple[Method, ...]:
    """Everybody may begin a journey with any organisation: that changes something of theirs, as it should."""
    return ("GET",) if address.name == "web-begin" else METHODS


def _faults_abroad(answer: Answer, address: Address, *, theirs: Town) -> list[str]:
    home = f"/{theirs.key}/"
    # To where nobody is anybody yet, or away from here.
    doors = {home, f"{home}{SERVICE}/", f"{home}status", f"{home}status/code", f"{home}status/application"} | SIGN_IN
    doors |= {ELSEWHERE}
    allowed = NOT_THERE | {403}
    if address.name in OPEN:
        allowed |= {200, 204}
    if answer.leads_to in doors:
        allowed |= {302}
    return list(answer.faults(allowed=allowed, theirs=theirs))


def test_a_resident_finds_nothing_of_another_organisation_at_their_own(two: Two) -> None:
    residents = _residents(two.ours)
    faults, watch = list[str](), Watch(town=two.theirs)
    here = [*RESIDENTS, *(each for each in EVERYWHERE if each.name.startswith(("web-saved", "research-")))]
    asked = [(each, path) for each in here for path in each.filled(place=two.ours, things=two.theirs)]
    for visitor in residents:
        with watch.untouched(by=f"{visitor.called} by looking"):
            for each, path in asked:
                faults += _faults_at_home(visitor.ask("GET", path, naming=two.theirs), each, two=two)
        for each, path in asked:
            with watch.undone(by=path):
                faults += _faults_at_home(visitor.ask("POST", path, naming=two.theirs), each, two=two)
    faults += watch.ended()
    assert not faults, "\n".join(faults)


def _faults_at_home(answer: Answer, address: Address, *, two: Two) -> list[str]:
    allowed = {200, 204, 302, 403, 404, 405, 409}
    if address.names_something and not _goes_on_instead(answer, two.ours) and address.name not in OPEN:
        allowed = NOT_THERE | {403}
    return list(answer.faults(allowed=allowed, theirs=two.theirs))


def _goes_on_instead(answer: Answer, town: Town) -> bool:
    """Somebody who asks for what is not in their journey is led to where they are in it."""
    return answer.status == 302 and answer.leads_to.startswith(f"/{town.key}/{SERVICE}/")


def test_nobody_is_let_in_to_a_desk_without_signing_in(two: Two) -> None:
    visitor, faults = Visitor(called="nobody", client=Client(raise_request_exception=False)), []
    watch = Watch(town=two.theirs)
    for each in DESK:
        with watch.untouched(by=f"nobody at {each.name}"):
            for path in each.filled(place=two.theirs, things=two.theirs):
                opened = visitor.ask("GET", path, naming=two.theirs)
                faults += opened.faults(allowed={302, 405}, theirs=two.theirs)
                if opened.status == 302 and opened.leads_to not in SIGN_IN:
                    faults.append(f"{opened.what} leads to {opened.leads_to}")
                faults += visitor.ask("POST", path, naming=two.theirs).faults(allowed={401, 405}, theirs=two.theirs)
    faults += watch.ended()
    assert not faults, "\n".join(faults)


def test_nobody_is_let_in_to_a_desk_with_one_step_alone(two: Two) -> None:
    client, faults = Client(raise_request_exception=False), []
    client.force_login(two.theirs.staff[EVERYTHING], backend="allauth.account.auth_backends.AuthenticationBackend")
    visitor, watch = Visitor(called="one step", client=client), Watch(town=two.theirs)
    for each in DESK:
        with watch.untouched(by=f"one step at {each.name}"):
            for path in each.filled(place=two.theirs, things=two.theirs):
                for method in METHODS:
                    answer = visitor.ask(method, path, naming=two.theirs)
                    faults += answer.faults(allowed={302, 405}, theirs=two.theirs)
                    if answer.status == 302 and answer.leads_to != "/account/second-step/":
                        faults.append(f"{answer.what} leads to {answer.leads_to}")
    faults += watch.ended()
    assert not faults, "\n".join(faults)


def test_an_organisation_that_is_not_there_is_not_found_at_any_address(two: Two) -> None:
    visitor, faults = Visitor(called=EVERYTHING, client=two.ours.signed_in(EVERYTHING)), []
    for each in EVERYWHERE:
        if each.of_an_organisation:
            for path in each.filled(place=two.ours, things=two.theirs):
                for method in METHODS:
                    nowhere = path.replace(f"/{two.ours.key}/", "/nowhere/", 1)
                    faults += visitor.ask(method, nowhere, naming=two.theirs).faults(
                        allowed=NOT_THERE, theirs=two.theirs
                    )
    assert not faults, "\n".join(faults)


def test_those_whose_it_is_are_shown_it(two: Two) -> None:
    """The sweep asks at addresses that do answer, with names that are right: otherwise it would prove nothing."""
    staff = Visitor(called="their staff", client=two.theirs.signed_in(EVERYTHING))
    holder = Visitor(called="their resident", client=resident_of(two.theirs, who="res", sent=True))
    shown = {}
    for each in EVERYWHERE:
        for path in each.filled(place=two.theirs, things=two.theirs):
            answer = (staff if each.at_the_desk else holder).ask("GET", path, naming=two.theirs)
            if answer.status == 200 and two.theirs.mark in answer.words:
                shown[each.name] = path
    assert {"desk-case", "desk-act", "desk-act-on", "desk-letter", "desk-staff", "desk-staff-change"} <= set(shown)
    assert {"desk-work", "desk-queue", "desk-search", "desk-teams", "desk-reviews"} <= set(shown)
    assert {"studio-file", "studio-comments", "desk-research", "desk-research-sitting"} <= set(shown)
    assert {"web-application", "web-answer", "web-sent", "outbox"} <= set(shown)


def test_a_demos_messages_and_its_provider_are_not_there_in_production(two: Two) -> None:
    in_production = settings.TRELLIS.model_copy(update={"mode": "production"})
    visitor, faults = Visitor(called="anybody", client=Client(raise_request_exception=False)), []
    for each in EVERYWHERE:
        if each.name in DEMO_ONLY or each.name.startswith("pay-sandbox"):
            for path in each.filled(place=two.theirs, things=two.theirs):
                for method in METHODS:
                    with override_settings(TRELLIS=in_production):
                        answer = visitor.ask(method, path, naming=two.theirs)
                    faults += answer.faults(allowed=NOT_THERE, theirs=two.theirs)
    assert not faults, "\n".join(faults)
