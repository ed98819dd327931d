"""What has to be right before a rule can be checked: each name used once, choices to choose from, bounds that bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from trellis.services.language.findings import Finding
from trellis.services.language.kinds.amounts import pence_of
from trellis.services.language.loader import Place, Tree
from trellis.services.language.model import Kind, ParameterTable, Question
from trellis.services.language.rules import name_of
from trellis.services.language.rules.functions import OWN
from trellis.services.language.rules.vocabulary import ENGINE_WORDS, TAKEN
from trellis.services.language.sites import PageOrigin

NEEDS_CHOICES = frozenset({Kind.CHOICE, Kind.SELECT, Kind.CHOICES})
A_DAY = re.compile(r"\d{4}-\d\d-\d\d|today( [+-] \d{1,4} (day|week|month|year)s?)?")


def name_findings(origins: list[PageOrigin], tables: Mapping[str, ParameterTable], tree: Tree) -> list[Finding]:
    """Every name that is used twice or taken, and every question that could not be answered."""
    return [
        *_twice(origins, tables, tree),
        *(finding for origin in origins for finding in _of_page(origin)),
    ]


def _twice(origins: list[PageOrigin], tables: Mapping[str, ParameterTable], tree: Tree) -> Iterator[Finding]:
    used: dict[str, str] = {}
    pages: set[str] = set()
    for number, key in enumerate(tables):
        yield from _name(key, "table", used, at=(tree, ("tables", number)))
    for origin in origins:
        page, path = origin.page, origin.path
        if page.page in pages:
            yield _finding(
                origin.tree,
                (*path, "page"),
                code="duplicate-id",
                what=f"The page `{page.page}` is there twice",
                why="A link to it could mean either.",
                mend="Give one of them another name.",
            )
        pages.add(page.page)
        if page.repeat:
            yield from _name(page.page, "repeated page", used, at=(origin.tree, (*path, "page")))
        for number, question in enumerate(page.questions):
            place = (*path, "questions", number, "id")
            yield from _name(question.id, "question", used, at=(origin.tree, place))


def _name(key: str, kind: str, used: dict[str, str], *, at: tuple[Tree, Place]) -> Iterator[Finding]:
    """Note a name as used. `used` keeps what each name stands for."""
    name, what, (tree, path) = name_of(key), f"{kind} `{key}`", at
    if name in TAKEN | ENGINE_WORDS | {*OWN}:
        yield _finding(
            tree,
            path,
            code="taken-name",
            what=f"`{key}` is a word of the rule language",
            why="A rule that says it would not mean your question.",
            mend=f"Call it something longer, like `{key}-given`.",
        )
    elif name in used:
        yield _finding(
            tree,
            path,
            code="duplicate-id",
            what=f"The {what} has a name that is used already, by the {used[name]}",
            why="Rules, messages and answers could not tell them apart (in rules, - and _ are the same).",
            mend="Give one of them another name.",
        )
    else:
        used[name] = what


def _of_page(origin: PageOrigin) -> Iterator[Finding]:
    page, path = origin.page, origin.path
    if page.repeat and not 0 <= page.repeat.from_ <= page.repeat.to <= 100:
        yield _finding(
            origin.tree,
            (*path, "repeat"),
            code="bad-bound",
            what=f"From {page.repeat.from_} to {page.repeat.to} is not a count of things that can be added",
            why="Nobody could finish the page, or nobody could read what was sent.",
            mend="Write from 0 or more to 100 or fewer.",
        )
    for number, question in enumerate(page.questions):
        here = (*path, "questions", number)
        yield from _choices(question, origin.tree, here)
        for bound in ("least", "most"):
            yield from _bound(question, bound, origin.tree, (*here, bound))


def _choices(question: Question, tree: Tree, here: Place) -> Iterator[Finding]:
    if question.type in NEEDS_CHOICES and not question.choices:
        if question.from_:
            # The list itself is missing, and that was said.
            return
        yield _finding(
            tree,
            here,
            code="no-choices",
            what=f"`{question.id}` has nothing to choose from",
            why="Nobody could answer it.",
            mend="Add `choices:`, or `from:` with the name of a list in lists/.",
        )
    seen: set[str] = set()
    for number, choice in enumerate(question.choices):
        if choice.value in seen or not choice.value or "," in choice.value:
            yield _finding(
                tree,
                (*here, "choices", number),
                code="bad-choice",
                what=f"The value `{choice.value}` is empty, has a comma in it, or is there twice",
                why="The answer could not be told from another.",
                mend="Give each choice a short value of its own.",
            )
        seen.add(choice.value)


def _bound(question: Question, bound: str, tree: Tree, path: Place) -> Iterator[Finding]:
    words = getattr(question, bound)
    if words and not _bounds(question.type, words):
        yield _finding(
            tree,
            path,
            code="bad-bound",
            what=f"`{words}` is not something that `{bound}` can be for a question of the kind {question.type}",
            why="No answer could be compared with it.",
            mend={
                Kind.MONEY: "Write an amount: 10.00.",
                Kind.DATE: "Write 2026-04-01, today, or today + 6 weeks.",
                Kind.DATE_RANGE: "Write 2026-04-01, today, or today + 6 weeks.",
            }.get(question.type, "Write a number, or take the line away."),
        )


def _bounds(kind: Kind, words: str) -> bool:
    if kind is Kind.MONEY:
        return pence_of(words) is not None
    if kind in {Kind.DATE, Kind.DATE_RANGE}:
        return _is_day(words.strip())
    if kind is Kind.NUMBER:
        return bool(re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", words))
    if kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICES}:
        return bool(re.fullmatch(r"\d{1,6}", words))
    return False


def _is_day(words: str) -> bool:
    if words.startswith("today"):
        return bool(A_DAY.fullmatch(words))
    try:
        return bool(A_DAY.fullmatch(words) and date.fromisoformat(words))
    except ValueError:
        return False


def _finding(tree: Tree, path: Place, *, code: str, what: str, why: str, mend: str) -> Finding:
    line, column = tree.at(path)
    return Finding(file=tree.file, line=line, column=column, code=code, what=what, why=why, mend=mend)
