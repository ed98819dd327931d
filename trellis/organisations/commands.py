"""Bringing an organisation onto an installation; and whether the log of each is as it was written."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from trellis.base.seals import Verdict, verify
from trellis.base.time import now
from trellis.organisations import actions
from trellis.organisations.actors import system
from trellis.organisations.brand import Brand
from trellis.organisations.errors import OrganisationIsThere
from trellis.organisations.models import Organisation
from trellis.organisations.outside import torn_line
from trellis.organisations.published import MEND_OF_TORN, heads_of, published_heads
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.queries import organisations
from trellis.organisations.scope import reading

COMMANDS = {
    "audit verify": "Check that the log is as it was written; name the first entry that is not.",
    "organisation found": "Bring an organisation onto this installation: its name, colours and languages.",
    "team form": "Form a team of an organisation, as services name it.",
}
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


def audit_verify(as_json: AsJson = False) -> None:
    """Check every organisation's log. Ends with 1 where one was altered."""
    verdicts = {each.key: _verified(each.pk, each.key) for each in organisations()}
    if as_json:
        said = {key: asdict(each) | {"torn_line": bool(torn_line(heads_of(key)))} for key, each in verdicts.items()}
        print(json.dumps(said))
    else:
        for key, verdict in verdicts.items():
            counted = f"{verdict.sealed} entries sealed, {verdict.unsealed} not yet"
            print(f"{key}: {'as it was written' if verdict.holds else verdict.first_fault} ({counted})")
            if torn_line(heads_of(key)):
                print(f"  The last line of {heads_of(key)} was cut off. {MEND_OF_TORN}")
    raise typer.Exit(0 if all(verdict.holds for verdict in verdicts.values()) else 1)


def _verified(number: int, key: str) -> Verdict:
    with reading(system(organisation=number, doing="audit")):
        return verify(published=published_heads(heads_of(key)))


def organisation_found(
    *,
    key: Annotated[str, typer.Argument(help="The first part of its addresses: anyborough.")],
    name: Annotated[str, typer.Option(help="As residents know it.")],
    welsh_name: Annotated[str, typer.Option(help="In Welsh, where it serves in Welsh too.")] = "",
    kind: Annotated[Organisation.Kind, typer.Option(help="What it is.")] = Organisation.Kind.COUNCIL,
    nation: Annotated[str, typer.Option(help="england, scotland, wales or northern-ireland.")] = "england",
    colour: Annotated[str, typer.Option(help="Its colour, behind white words.")] = "#1d4f3f",
    accent: Annotated[str, typer.Option(help="A second colour, which carries no words.")] = "#f2b134",
    phone: Annotated[str, typer.Option(help="Where people ring.")] = "",
    email: Annotated[str, typer.Option(help="Whom messages come from.")] = "",
) -> None:
    """Bring an organisation onto this installation, with a key of its own."""
    if organisations().filter(key=key).exists():
        raise OrganisationIsThere
    actions.found(
        key=key,
        name={"en": name} | ({"cy": welsh_name} if welsh_name else {}),
        kind=kind.value,
        nation=nation,
        languages=["en", "cy"] if welsh_name else ["en"],
        at=now(),
        brand=Brand(colour=colour, accent=accent),
        phone=phone,
        email=email,
    )
    print(f"{name} is here. Its front page is /{key}/. Next: trellis team form, trellis staff add.")


def team_form(
    key: Annotated[str, typer.Argument(help="As services name it: waste-team.")],
    organisation: Annotated[str, typer.Option(help="Whose team.")],
    title: Annotated[str, typer.Option(help="As colleagues know it.")],
) -> None:
    """Form a team. Later ones are formed at the desk."""
    by = system(organisation=organisation_called(organisation).pk, doing="founding")
    actions.form_team(key=key, title=title, at=now(), by=by)
    print(f"{title} is formed.")
