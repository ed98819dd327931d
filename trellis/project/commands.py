"""Setting up the database, serving pages and doing the work that waits."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from trellis.base.errors import TrellisError
from trellis.project.running import migrate_database, serve_pages, work_until

COMMANDS = {
    "bench": "Measure what this installation promises, as ratios to bare Django. Needs a checkout.",
    "migrate": "Bring the database up to date.",
    "serve": "Serve the pages; in a demo, also do the work that waits.",
    "work": "Do the work that waits: messages, deadlines, seals. For installations with separate workers.",
}
# `serve` leaves Django to the processes that it starts, so that it stays small itself; the others set it up.
NEEDS_DJANGO = False


class NoBenchmarks(TrellisError):
    """The benchmarks are not part of what is installed: run this from a checkout of the repository."""

    code = "no-benchmarks"


def bench(
    name: Annotated[str, typer.Argument(help="Which; --list names them all.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Name them all.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Run one benchmark, in a process of its own."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "benchmarks").is_dir():
        raise NoBenchmarks
    words = [name] if name else []
    words += ["--list"] if listed or not name else []
    words += ["--json"] if as_json else []
    done = subprocess.run([sys.executable, "-m", "benchmarks", *words], cwd=root, check=False)
    raise typer.Exit(done.returncode)


class OnePartAtATime(TrellisError):
    """--before and --after are two commands, with the start of the new version between them. Neither does both."""

    code = "one-part-at-a-time"


def migrate(
    before: Annotated[bool, typer.Option("--before", help="Only what the version that serves now can bear.")] = False,
    after: Annotated[bool, typer.Option("--after", help="The rest, once this version serves everywhere.")] = False,
) -> None:
    """Bring the database up to date: whole, with everything stopped; or in two parts, while people are served."""
    if before and after:
        raise OnePartAtATime
    migrate_database("before" if before else "after" if after else None)
    print("The database is ready for this version: start it." if before else "The database is up to date.")


def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for every one.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="How many processes answer.", min=1)] = 1,
    threads: Annotated[int, typer.Option(help="How many requests each process answers at once.", min=1)] = 4,
) -> None:
    """Serve the pages."""
    serve_pages(host=host, port=port, workers=workers, threads=threads)


def work() -> None:
    """Work until told to stop; what is half done is finished first."""
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    print("Working. Stop with Ctrl-C.", flush=True)
    work_until(stop)
