"""A council begins from the command line: nobody can sign in before somebody was let in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from trellis.channels.staff.commands import staff_add
from trellis.organisations.actors import Permission, Role
from trellis.organisations.commands import organisation_found, team_form
from trellis.organisations.errors import OrganisationIsThere
from trellis.organisations.queries import Account, actor_for, organisation

pytestmark = pytest.mark.django_db


def test_the_first_colleague_of_a_new_council_chooses_a_password(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    organisation_found(key="elmham", name="Elmham", welsh_name="Elmham")
    team_form(key="waste-team", organisation="elmham", title="Waste")
    roles = [Role.ADMINISTRATOR, Role.MANAGER]
    staff_add(email="jo@elmham.example", name="Jo Bright", organisation="elmham", role=roles, team=["waste-team"])
    council = organisation("elmham")
    actor = actor_for(Account.objects.get(email="jo@elmham.example"), organisation=council)
    assert (actor.may(Permission.STAFF_ADMINISTER), actor.teams) == (True, frozenset({"waste-team"}))
    found = re.search(r"^\S*(/account/\S+)$", capsys.readouterr().out, re.MULTILINE)
    assert found
    assert client.get(found[1]).status_code == 200
    assert client.get("/elmham/").status_code == 200


def test_a_council_is_founded_once() -> None:
    organisation_found(key="elmham", name="Elmham")
    with pytest.raises(OrganisationIsThere):
        organisation_found(key="elmham", name="Elmham")
