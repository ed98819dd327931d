"""Letting the first colleague come to the desk; whoever follows is let in there."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings

from trellis.base.time import now
from trellis.channels.staff.one_time import beginning_for
from trellis.organisations import actions
from trellis.organisations.actors import Role, system
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.queries import teams
from trellis.organisations.scope import reading

COMMANDS = {"staff add": "Let somebody come to the desk; prints where they choose their password."}


def staff_add(
    *,
    email: Annotated[str, typer.Argument(help="By which they sign in.")],
    name: Annotated[str, typer.Option(help="As colleagues know them.")],
    organisation: Annotated[str, typer.Option(help="For whom they work.")],
    role: Annotated[list[Role], typer.Option(help="What they do; may be given several times.")],
    team: Annotated[list[str] | None, typer.Option(help="In which teams; may be given several times.")] = None,
) -> None:
    """Let somebody come to the desk. The address that is printed works once, within three days: hand it over safely."""
    by = system(organisation=organisation_called(organisation).pk, doing="founding")
    with reading(by):
        chosen = list(teams(seen_by=by).filter(key__in=team or ()))
    if missing := set(team or ()) - {each.key for each in chosen}:
        raise typer.BadParameter(f"there is no team {min(missing)}: form it with trellis team form")
    account = actions.open_account(email=email, name=name, at=now(), by=by)
    actions.employ(account=account, name=name, roles=role, teams=chosen, at=now(), by=by)
    if account.has_usable_password():
        print(f"{name} can come to this desk now, and signs in as before.")
    else:
        print(f"{name} chooses a password, once, at:\n{settings.TRELLIS.base_url}{beginning_for(account)}")
