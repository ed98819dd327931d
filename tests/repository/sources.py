"""The repository as the tests of it see it: each file of ours, read and parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRELLIS = ROOT / "trellis"


@dataclass(frozen=True, kw_only=True)
class Source:
    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def parts(self) -> frozenset[str]:
        """The folders it is in, and its own name without the ending."""
        return frozenset(self.path.relative_to(ROOT).with_suffix("").parts)

    @property
    def lines(self) -> int:
        return len(self.path.read_text().splitlines())


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the package, but for migrations, which Django writes."""
    found = sorted(path for path in TRELLIS.rglob("*.py") if "migrations" not in path.parts)
    return tuple(Source(path=path, tree=ast.parse(path.read_text())) for path in found)


def production() -> tuple[Source, ...]:
    """Every Python file that runs outside tests."""
    return tuple(each for each in sources() if not {"tests", "conftest"} & each.parts)
