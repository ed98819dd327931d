"""Asks each of the commands named for help, in a process of its own; prints {command: [how it ended, what it said]}.

The processes are split off from one that has loaded the commands' module, as nothing else: starting each of them from
nothing costs seconds. A module that does not load by itself ends its commands with what Python says of it.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import partial
from itertools import groupby

import typer  # noqa: F401  loaded once, for all of them

from trellis.project.cli import main
from trellis.project.finding import commands


def in_a_process_of_its_own(do: Callable[[], object]) -> tuple[int, str]:
    """How it ended, and what it said."""
    with tempfile.TemporaryFile(mode="w+", encoding="utf-8") as said:
        sys.stdout.flush()
        child = os.fork()
        if not child:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            _do(do)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read()


def _do(do: Callable[[], object]) -> None:
    """Do it and end: what comes after a fork is for the parent alone."""
    code = 1
    try:
        do()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001  whatever it is, it is said, and this process ends here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def helped(module: str, names: list[str]) -> dict[str, tuple[int, str]]:
    """What each of the commands of one module says."""

    def ask_each() -> None:
        importlib.import_module(module)
        asked = {name: in_a_process_of_its_own(partial(main, [*name.split(), "--help"])) for name in names}
        sys.stdout.write(json.dumps(asked))

    code, said = in_a_process_of_its_own(ask_each)
    found: dict[str, tuple[int, str]] = json.loads(said) if code == 0 else dict.fromkeys(names, (code, said))
    return found


def _module(name: str) -> str:
    return commands()[name].module


if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked[:1] == ["--django"]:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
        django.setup()
        asked = asked[1:]
    everything: dict[str, tuple[int, str]] = {}
    for module, names in groupby(sorted(asked, key=_module), key=_module):
        everything |= helped(module, list(names))
    sys.stdout.write(json.dumps(everything))
