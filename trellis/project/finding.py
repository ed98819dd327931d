"""Which commands there are. A package that has some lists them in `commands.py`, which is read here, not imported.

    COMMANDS = {"check": "Say what is wrong in a service's file.", "audit verify": "..."}
    NEEDS_DJANGO = False  # optional: the command starts at once, without the database

    def check(files: list[Path], as_json: Annotated[bool, typer.Option("--json")] = False) -> None: ...
    def audit_verify() -> None: ...

So `trellis --help` and `trellis check` need not import Django, and a new command is one function in one folder.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trellis.base.discovery import TRELLIS
from trellis.base.errors import TrellisError


class BrokenCommands(TrellisError):
    """A commands.py does not say which commands it has, or says one that another has."""

    code = "broken-commands"


@dataclass(frozen=True, kw_only=True)
class Command:
    """One command of `trellis`: its words, what it is for, and where it is written."""

    name: str
    about: str
    module: str
    needs_django: bool

    @property
    def function(self) -> str:
        """`audit verify` is the function `audit_verify`; `smart-answers` is `smart_answers`."""
        return self.name.replace(" ", "_").replace("-", "_")


def commands(root: Path = TRELLIS) -> dict[str, Command]:
    """Every command by its name. Raises BrokenCommands, naming the file."""
    found: dict[str, Command] = {}
    for path in sorted(root.rglob("commands.py")):
        if {"management", "tests"} & set(path.relative_to(root).parts):
            continue
        for each in _read(path, root=root):
            if each.name in found:
                raise BrokenCommands(f"{each.module} and {found[each.name].module} both have `{each.name}`")
            found[each.name] = each
    return dict(sorted(found.items()))


def _read(path: Path, *, root: Path) -> list[Command]:
    constants = _constants(path)
    listed = constants.get("COMMANDS")
    if not isinstance(listed, dict):
        raise BrokenCommands(f'{path}: write COMMANDS = {{"name": "what it is for"}}, in plain text')
    module = ".".join((root.name, *path.relative_to(root).with_suffix("").parts))
    needs = bool(constants.get("NEEDS_DJANGO", True))
    return [Command(name=name, about=about, module=module, needs_django=needs) for name, about in listed.items()]


def _constants(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for node in ast.parse(path.read_text(), filename=str(path)).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        names = {target.id for target in targets if isinstance(target, ast.Name)}
        for name in names & {"COMMANDS", "NEEDS_DJANGO"}:
            found[name] = ast.literal_eval(node.value)  # type: ignore[attr-defined]
    return found
