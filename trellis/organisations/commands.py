"""Whether the log of each organisation is as it was written."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from trellis.base.seals import Verdict, verify
from trellis.organisations.actors import system
from trellis.organisations.outside import torn_line
from trellis.organisations.published import MEND_OF_TORN, heads_of, published_heads
from trellis.organisations.queries import organisations
from trellis.organisations.scope import reading

COMMANDS = {"audit verify": "Check that the log is as it was written; name the first entry that is not."}
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
