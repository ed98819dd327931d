"""`trellis capacity`: how full an installation is, and until when there is room."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from trellis.base.time import local_day, now
from trellis.project.capacity.figures import FEWEST, forecast, note_day, noted

COMMANDS = {"capacity": "Say how full this installation is, and when it will be at the present growth."}


def capacity(as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Say how full this installation is, and when it will be."""
    note_day(local_day(now()))
    figures = noted()
    last, found = figures[-1], forecast(figures)
    if as_json:
        print(json.dumps({"now": asdict(last), "forecast": asdict(found) if found else None}, default=str))
        return
    print(f"Database {_size(last.database)}, documents {_size(last.documents)}, {_size(last.free)} free in the home.")
    print(found or f"Too early to say when it is full: ask again once figures of {FEWEST} days are there.")


def _size(count: int) -> str:
    return f"{count / 1024**3:,.1f} GB" if count >= 1024**3 else f"{count / 1024**2:,.1f} MB"
