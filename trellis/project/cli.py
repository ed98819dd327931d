"""The command line, `trellis`. It finds the command, then loads only what that command needs."""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from collections.abc import Callable
from typing import Any

from trellis.base.errors import TrellisError
from trellis.project.finding import Command, commands


def main(arguments: list[str] | None = None) -> None:
    """Run one command, and end the process with 0 where it was done, 1 where it could not be, 2 where misspelt."""
    words = _home_set(list(sys.argv[1:] if arguments is None else arguments))
    try:
        _run(words, commands())
    except TrellisError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


def _home_set(words: list[str]) -> list[str]:
    """Take `--home DIR` out, wherever it stands: settings are read before the command is."""
    for place, word in enumerate(words):
        if word == "--":
            break
        if word.startswith("--home="):
            os.environ["TRELLIS_HOME"] = word.removeprefix("--home=")
            return words[:place] + words[place + 1 :]
        if word == "--home" and place + 1 < len(words):
            os.environ["TRELLIS_HOME"] = words[place + 1]
            return words[:place] + words[place + 2 :]
    return words


def _run(words: list[str], known: dict[str, Command]) -> None:
    if not words or words[0] in {"--help", "-h", "help"}:
        print(_overview(known))
        return
    command = _named(words, known)
    if command is None:
        print(_not_known(words, known), file=sys.stderr)
        sys.exit(2)
    if command.needs_django:
        _set_up_django()
    module = importlib.import_module(command.module)
    call = _as_typer(command, getattr(module, command.function))
    try:
        call(words[len(command.name.split()) :])
    except Exception as error:
        # Which may be the database itself: no tables yet, or nobody there. Anything else is shown as it is.
        from trellis.project.unready import said_of

        if command.needs_django and (said := said_of(error)):
            raise said from error
        raise


def _named(words: list[str], known: dict[str, Command]) -> Command | None:
    """The longest name that the words begin with: `demo seed` before `demo`."""
    for length in range(min(3, len(words)), 0, -1):
        if command := known.get(" ".join(words[:length])):
            return command
    return None


def _set_up_django() -> None:
    # Here, not above: a command that needs no database starts in a blink.
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
    django.setup()


def _as_typer(command: Command, function: Callable[..., Any]) -> Callable[[list[str]], None]:
    # Also heavy: not loaded to print the overview.
    import typer

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name=command.name, help=f"{command.about}\n\n--home DIR says whose installation (default: ./home).")(
        function
    )

    def call(words: list[str]) -> None:
        app(words, prog_name=f"trellis {command.name}")

    return call


def _overview(known: dict[str, Command]) -> str:
    width = max((len(name) for name in known), default=0)
    lines = [f"  trellis {name:<{width}}  {command.about}" for name, command in known.items()]
    return "\n".join(
        (
            "Trellis: joined-up services, described once.",
            "",
            *lines,
            "",
            "Every command takes --home DIR (default: ./home), and --help says the rest.",
        )
    )


def _not_known(words: list[str], known: dict[str, Command]) -> str:
    said = " ".join(word for word in words[:2] if not word.startswith("-"))
    under = [name for name in known if name.split()[0] == words[0]]
    near = under or difflib.get_close_matches(said, known, n=3) or difflib.get_close_matches(words[0], known, n=3)
    hint = f" Did you mean: {', '.join(near)}?" if near else " trellis --help lists all."
    return f"There is no command `{said}`.{hint}"
