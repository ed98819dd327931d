"""Commands of the demo."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from django.conf import settings

from trellis.base.time import now
from trellis.demo.accounts import accounts
from trellis.demo.seeding import seed

COMMANDS = {
    "demo seed": "Bring Anyborough to life, once: addresses, staff, services and a month of cases.",
    "demo accounts": "Say who can sign in to the demo, with a one-time address each.",
}


def demo_seed(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Bring Anyborough to life. What is there already is kept."""
    done = seed(now=now())
    if as_json:
        print(json.dumps(asdict(done)))
    elif done.organisations:
        print(
            f"Anyborough is there: {done.addresses} addresses, {done.organisations} organisations, "
            f"{done.happenings} things that people did in the last month."
        )
    else:
        print("Anyborough is there already. Nothing was changed.")


def demo_accounts(
    port: Annotated[int, typer.Option(help="The port that the demo is served on.")] = 8000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say who can sign in, with an address for each that works once."""
    found = accounts(base_url=settings.TRELLIS.base_url or f"http://127.0.0.1:{port}")
    if as_json:
        print(json.dumps([asdict(each) for each in found], indent=2))
        return
    for each in found:
        print(f"{each.name}, {each.does} at {each.organisation}\n    {each.address}")
