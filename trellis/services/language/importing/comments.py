"""Comments in a definition that an importer writes: each stands above what it is about."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence

from trellis.services.language.loader import Place, read_yaml

WIDEST = 110


def with_comments(yaml: str, comments: Mapping[Place, Sequence[str]], *, top: Sequence[str] = ()) -> str:
    """The same definition, with these lines above the parts that they are about, and some at the top."""
    tree = read_yaml(yaml, file="the draft")
    above: dict[int, list[str]] = defaultdict(list)
    for place, lines in comments.items():
        line, column = tree.at_key(place) if isinstance(place[-1], str) else tree.at(place)
        indent = column - 1 - (2 if isinstance(place[-1], int) else 0)
        for each in lines:
            above[line] += _wrapped(each, " " * max(indent, 0))
    written = [row for each in top for row in _wrapped(each, "")]
    for number, row in enumerate(yaml.splitlines(), 1):
        written += [*above[number], row]
    return "\n".join(written) + "\n"


def _wrapped(words: str, indent: str) -> list[str]:
    # A comment ends with its line, whatever the source put into it.
    flat = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    return textwrap.wrap(
        flat, WIDEST, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}#   ", break_on_hyphens=False
    )
