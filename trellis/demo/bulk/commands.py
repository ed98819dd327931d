"""The command that makes many cases."""

from __future__ import annotations

import json
import time
from typing import Annotated

import typer

from trellis.demo.bulk.copying import copy_cases
from trellis.demo.bulk.patterns import patterns_of
from trellis.organisations.queries import organisation as organisation_called

COMMANDS = {"seed cases": "Make many cases at once, after the pattern of those that are there."}
BATCH = 200


def seed_cases(
    number: Annotated[int, typer.Argument(help="How many.", min=1, max=2_000_000)],
    organisation: Annotated[str, typer.Option(help="Whose cases.")] = "anyborough",
    with_letters: Annotated[bool, typer.Option("--letters", help="With a document of 20 kB in each.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make many cases: each has its own reference, key, person and history, sealed and searchable as any other."""
    council = organisation_called(organisation)
    patterns = patterns_of(council)
    began, done = time.monotonic(), 0
    while done < number:
        count = min(BATCH, number - done)
        done += copy_cases(patterns, count=count, first=done, organisation=council, with_letters=with_letters)
        if not as_json:
            print(f"\r{done:,} of {number:,} cases", end="", flush=True)
    seconds = round(time.monotonic() - began, 1)
    print(json.dumps({"cases": done, "seconds": seconds}) if as_json else f"\nDone in {seconds} seconds.")
