"""How a value is written in YAML, in the manner of the file it goes into."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from yaml.resolver import Resolver

from trellis.services.language.editing.places import Bare, Plain
from trellis.services.language.editing.splices import CannotSplice
from trellis.services.language.loader import FASTEST

WIDTH = 100
_RESOLVER = Resolver()
_UNPRINTABLE = {0x7F: "\\x7F", 0x85: "\\N", 0x2028: "\\L", 0x2029: "\\P", 0xFEFF: "\\uFEFF"}
_UNPRINTABLE |= {code: f"\\x{code:02X}" for code in range(0x80, 0xA0) if code != 0x85}


def scalar(value: Plain, *, indent: int, flow: bool, style: str | None = None) -> str:
    """Words, in the style that they had before where that can say them, otherwise in one that can.

    `indent` is the column that the lines of a longer text get.
    """
    words = str(value)
    if isinstance(value, Bare):
        return words
    for said in _ways(words, indent, style):
        if _reads(said, words, indent=indent, flow=flow):
            return said
    raise CannotSplice("these words hold a character that no file can hold")


def block(value: Plain, *, indent: int) -> str:
    """A value as it stands below its key or after its dash, each of its lines at this column but the first."""
    if isinstance(value, Mapping) and value:
        return f"\n{' ' * indent}".join(_pair(key, each, indent) for key, each in value.items())
    if isinstance(value, list | tuple) and value and not all(isinstance(each, str) for each in value):
        return f"\n{' ' * indent}".join(f"- {block(each, indent=indent + 2)}" for each in value)
    if isinstance(value, Mapping | list | tuple):
        return flow(value)
    return scalar(value, indent=indent, flow=False)


def after_key(value: Plain, *, indent: int) -> str:
    """A value with what stands between it and the colon of its key, which is at the column `indent`."""
    if stands_below(value):
        return f"\n{' ' * (indent + 2)}{block(value, indent=indent + 2)}"
    return f" {block(value, indent=indent + 2)}"


def flow(value: Plain) -> str:
    """A value in one line, in brackets where it has parts."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(flow(each) for each in value)}]"
    return scalar(value, indent=0, flow=True)


def stands_below(value: Plain) -> bool:
    """Whether a value is written below its key: names with values, or a list of such."""
    if isinstance(value, Mapping):
        return bool(value)
    return isinstance(value, list | tuple) and not all(isinstance(each, str) for each in value)


def _pair(key: str, value: Plain, indent: int) -> str:
    return f"{key}:{after_key(value, indent=indent)}"


def _ways(words: str, indent: int, style: str | None) -> Iterator[str]:
    if style == "'":
        yield _single(words)
    elif style == "|" or (style is None and "\n" in words.strip("\n")):
        yield _literal(words, indent)
    elif style == ">":
        yield _folded(words, indent)
    elif style is None and _stays_text(words):
        yield words
    yield _double(words)


def _stays_text(words: str) -> bool:
    """Whether other readers of YAML would take it for text as well: not for a number, a day, or yes and no."""
    kind = _RESOLVER.resolve(yaml.ScalarNode, words, (True, False))  # type: ignore[no-untyped-call]
    return bool(kind == "tag:yaml.org,2002:str")


def _single(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _double(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).translate(_UNPRINTABLE)


def _literal(words: str, indent: int) -> str:
    body = words.removesuffix("\n")
    lines = "".join(f"\n{' ' * indent}{line}" if line else "\n" for line in body.split("\n"))
    return f"|{'' if body != words else '-'}{lines}"


def _folded(words: str, indent: int) -> str:
    body = words.removesuffix("\n")
    # A line end is written as an empty line; within a paragraph lines are folded at spaces.
    paragraphs = (
        textwrap.wrap(each, WIDTH, break_long_words=False, break_on_hyphens=False) or [""] for each in body.split("\n")
    )
    lines = "\n\n".join("\n".join(each) for each in paragraphs)
    indented = "".join(f"\n{' ' * indent}{line}" if line else "\n" for line in lines.split("\n"))
    return f">{'' if body != words else '-'}{indented}"


def _reads(said: str, words: str, *, indent: int, flow: bool) -> bool:
    """Whether this, written where it will stand, is read as these words."""
    outer = " " * max(indent - 2, 0)
    document = f"[{said}, x]\n" if flow else f"{outer}k: {said}\n{outer}l: x\n"
    expected: Any = [words, "x"] if flow else {"k": words, "l": "x"}
    try:
        # It knows texts, lists and mappings and nothing else.
        return bool(yaml.load(document, Loader=FASTEST) == expected)  # noqa: S506
    except (yaml.YAMLError, UnicodeEncodeError):
        return False
