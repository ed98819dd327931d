"""The definition under the checker's eyes: its parts, where each stands in the file, and how to speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache

from trellis.services.language.compiled import Compiled
from trellis.services.language.findings import Finding, Weight
from trellis.services.language.loader import Tree
from trellis.services.language.model import Definition, MessageTemplate, Page, Part, Question, hyphenated
from trellis.services.language.rules import name_of
from trellis.services.language.values import Text

Path = tuple[str | int, ...]
"""The steps to a part of the file, like `("ask", 2, "questions", 0, "hint")`."""

RULE_FIELDS = frozenset({"show", "when", "unless", "must", "amount"})
"""The fields that hold a rule. (A question's own `must` is a list of checks, each with such a field.)"""

_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
_NAME = re.compile(r"(?<![\w.£])[a-z_][a-z0-9_]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """One value of a definition, with the part that holds it and the steps to it."""

    part: Part
    field: str
    value: object
    path: Path


@dataclass(frozen=True, kw_only=True)
class PlacedRule:
    """A rule, the part that it belongs to, and the steps to it."""

    rule: str
    part: Part
    path: Path

    @cached_property
    def names(self) -> frozenset[str]:
        return names_in(self.rule)


@dataclass(frozen=True)
class Subject:
    """What is being checked."""

    compiled: Compiled
    tree: Tree
    file: str

    @property
    def definition(self) -> Definition:
        return self.compiled.definition

    @property
    def messages(self) -> Mapping[str, MessageTemplate]:
        return self.compiled.messages

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(self.compiled.pages)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """By the name that rules use."""
        return {name_of(question.id): question for page in self.pages for question in page.questions}

    @cached_property
    def page_of(self) -> Mapping[str, int]:
        """On which page, counted from the first, a question is asked; by the name that rules use."""
        asked = {name_of(question.id): at for at, page in enumerate(self.pages) for question in page.questions}
        return asked | {name_of(page.page): at for at, page in enumerate(self.pages) if page.repeat}

    @cached_property
    def page_paths(self) -> tuple[Path, ...]:
        """The steps to each page; for a page of a shared block, to the line that uses the block."""
        asked = self.tree.data.get("ask", []) if isinstance(self.tree.data, dict) else []
        entries = asked if isinstance(asked, list) else []
        keys = [entry.get("page") if isinstance(entry, dict) else None for entry in entries]
        places: dict[str, list[int]] = {}
        for index, key in enumerate(keys):
            places.setdefault(str(key), []).append(index)
        paths: list[Path] = []
        at = -1
        for page in self.pages:
            own = places.get(page.page, [])
            if own:
                at = next((index for index in own if index > at), own[0])
            elif at + 1 < len(keys) and (at < 0 or keys[at] is not None):
                at += 1
            paths.append(("ask", max(at, 0)))
        return tuple(paths)

    @cached_property
    def question_paths(self) -> Mapping[str, Path]:
        """The steps to each question, by the name that rules use."""
        return {
            name_of(question.id): (*path, "questions", index)
            for page, path in zip(self.pages, self.page_paths, strict=True)
            for index, question in enumerate(page.questions)
        }

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every value of the definition, in the order of the file."""
        found: list[Leaf] = []
        for name, key in _keys(type(self.definition)):
            if name != "ask":
                _add_leaves(found, self.definition, name, getattr(self.definition, name), path=(key,))
        for page, path in zip(self.pages, self.page_paths, strict=True):
            found += _leaves(page, path)
        return tuple(found)

    @cached_property
    def rules(self) -> tuple[PlacedRule, ...]:
        """Every rule of the definition, in the order of the file."""
        return tuple(
            PlacedRule(rule=leaf.value, part=leaf.part, path=leaf.path)
            for leaf in self.leaves
            if leaf.field in RULE_FIELDS and isinstance(leaf.value, str)
        )

    @cached_property
    def texts(self) -> tuple[tuple[Text, Leaf], ...]:
        """Everything that is written for people to read, with where it stands."""
        return tuple((leaf.value, leaf) for leaf in self.leaves if isinstance(leaf.value, Text))

    def finding(
        self, path: Path, code: str, *, what: str, why: str, mend: str, weight: Weight = Weight.REFUSE
    ) -> Finding:
        """A finding at this part of the file."""
        line, column = self.tree.at(path)
        return Finding(
            file=self.file, line=line, column=column, code=code, weight=weight, what=what, why=why, mend=mend
        )

    def unknown(self, path: Path, *, what: str, name: str, there: Iterable[str], why: str) -> Finding:
        """A finding at a name that nothing carries."""
        known = list(there)
        return self.finding(
            path,
            f"unknown-{what}",
            what=f"There is no {what} called `{name}`{near(name, known)}",
            why=why,
            mend=f"Write one of these, or add it: {', '.join(known)}." if known else f"Add the {what} first.",
        )


def near(name: str, there: Iterable[str]) -> str:
    """`; did you mean ...?`, where something there is nearly called so."""
    close = get_close_matches(name, list(there), n=1, cutoff=0.7)
    return f"; did you mean `{close[0]}`?" if close else ""


@lru_cache(maxsize=4096)
def names_in(rule: str) -> frozenset[str]:
    """The names that a rule uses, without fields of theirs and without what stands in quotation marks."""
    return frozenset(_NAME.findall(_STRING.sub('""', rule)))


def _leaves(part: Part, path: Path) -> list[Leaf]:
    """The values that were written, in order; what was left to its default is not there."""
    found: list[Leaf] = []
    for name, key in _keys(type(part)):
        if name in part.model_fields_set:
            _add_leaves(found, part, name, getattr(part, name), path=(*path, key))
    return found


def _add_leaves(found: list[Leaf], part: Part, name: str, value: object, *, path: Path) -> None:
    if isinstance(value, Part):
        found += _leaves(value, path)
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            _add_leaves(found, part, name, each, path=(*path, index))
    elif isinstance(value, dict):
        for key, each in value.items():
            _add_leaves(found, part, name, each, path=(*path, key))
    elif value is not None:
        found.append(Leaf(part=part, field=name, value=value, path=path))


@cache
def _keys(kind: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a part, each with its key in the file."""
    return tuple((name, field.alias or hyphenated(name)) for name, field in kind.model_fields.items())
