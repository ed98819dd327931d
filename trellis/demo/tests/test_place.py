"""The invented place: nothing in it can be taken for real, and it holds together."""

from __future__ import annotations

import re

from trellis.demo.addresses import addresses
from trellis.demo.cast import CATALOGUE, employers
from trellis.demo.residents import residents
from trellis.organisations.actors import Role
from trellis.organisations.brand import Brand, check_brand
from trellis.services.language.compiler import compile_file


def test_every_address_has_a_number_of_its_own_and_a_postcode_that_does_not_exist() -> None:
    found = addresses()
    assert len({each.uprn for each in found}) == len(found) >= 600
    assert all(each.postcode.startswith("AN") for each in found)


def test_a_hundred_people_can_be_told_apart_and_nobody_real_is_reached() -> None:
    found = residents()
    assert len({(each.first, each.last) for each in found}) == len(found) == 100
    assert all(re.fullmatch(r"07700 900\d{3}", each.phone) for each in found)
    assert all(each.email.endswith("@mail.example") for each in found if each.email)
    assert any(not each.email for each in found)


def test_white_words_can_be_read_on_every_organisations_colour() -> None:
    for employer in employers():
        check_brand(Brand(colour=employer.colour, accent=employer.accent))


def test_every_team_that_a_service_names_has_somebody_who_can_decide() -> None:
    for employer in employers():
        for key in employer.services:
            work = compile_file(CATALOGUE / f"{key}.yaml").definition.work
            for stage in work.stages if work else ():
                deciding = {Role.CASEWORKER, Role.MANAGER}
                members = [each for each in employer.staff if stage.by in each.teams and deciding & set(each.roles)]
                assert stage.by == "nobody" or members, f"{key}: nobody works in {stage.by}"
                if stage.approve:
                    approvers = [each for each in employer.staff if stage.approve in each.teams]
                    assert any(Role.MANAGER in each.roles for each in approvers), f"{key}: nobody approves"


def test_every_team_of_a_council_has_a_service_to_work_on() -> None:
    for employer in employers():
        definitions = [compile_file(CATALOGUE / f"{key}.yaml").definition for key in employer.services]
        at_work = {stage.by for each in definitions if each.work for stage in each.work.stages} - {"nobody"}
        assert at_work == (set(employer.teams) if employer.services else set())
