"""A council begins from the command line: nobody can sign in before somebody was let in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from trellis.organisations.actors import Permission
from trellis.organisations.queries import Account, actor_for, organisation
from trellis.project.cli import main

pytestmark = pytest.mark.django_db


def does(*words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert ended.value.code == 0


def test_the_first_colleague_of_a_new_council_chooses_a_password(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    does("organisation", "found", "elmham", "--name", "Elmham", "--welsh-name", "Elmham")
    does("team", "form", "waste-team", "--organisation", "elmham", "--title", "Waste")
    jo = ("staff", "add", "jo@elmham.example", "--organisation", "elmham", "--name", "Jo Bright")
    does(*jo, "--role", "administrator", "--role", "manager", "--team", "waste-team")
    council = organisation("elmham")
    actor = actor_for(Account.objects.get(email="jo@elmham.example"), organisation=council)
    assert (actor.may(Permission.STAFF_ADMINISTER), actor.teams) == (True, frozenset({"waste-team"}))
    found = re.search(r"^\S*(/account/\S+)$", capsys.readouterr().out, re.MULTILINE)
    assert found
    assert client.get(found[1]).status_code == 200
    assert client.get("/elmham/").status_code == 200


def test_a_council_is_founded_once(capsys: pytest.CaptureFixture[str]) -> None:
    does("organisation", "found", "elmham", "--name", "Elmham")
    with pytest.raises(SystemExit) as ended:
        main(["organisation", "found", "elmham", "--name", "Elmham"])
    assert (ended.value.code, "already" in capsys.readouterr().err) == (1, True)
