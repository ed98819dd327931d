"""From the text of a rule to its conditions, where it is made of such; nothing is lost, or it is not taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trellis.services.language.conditions.subjects import Sort, Subject, Subjects
from trellis.services.language.conditions.tree import Condition, Group, Join
from trellis.services.language.conditions.ways import Wanted, Way, ways_for
from trellis.services.language.conditions.writing import unquoted
from trellis.services.language.rules_in_words import Unsaid, tokens_of

DEEPEST = 4
"""Groups within groups that a page can still show."""
_EACH = re.compile(r"([a-z_]\w*)\.(exists|all) \( ([a-z_]\w*) , (.*) \)")
_NAME = re.compile(r"[a-z_]\w*(?:\.[a-z_]\w*)?")


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


class _NotConditions(Exception):
    """This rule says something that no list of conditions can say."""


def conditions_of(rule: str, subjects: Subjects) -> Group | None:
    """The conditions of a rule; None where only its text can say it. No rule at all has none."""
    if not rule.strip():
        return Group(join=Join.ALL)
    try:
        whole = _Reader(rule, subjects).read(_tokens(rule), deep=0)
    except (_NotConditions, Unsaid):
        return None
    return whole if isinstance(whole, Group) else Group(join=Join.ALL, parts=(whole,))


class _Reader:
    def __init__(self, rule: str, subjects: Subjects) -> None:
        self.rule, self.subjects = rule, subjects

    def read(self, tokens: Sequence[_Token], *, deep: int) -> Condition | Group:
        tokens = _without_brackets(tokens)
        for sign, join in (("||", Join.ANY), ("&&", Join.ALL)):
            parts = list(_split(tokens, sign))
            if len(parts) > 1:
                if deep >= DEEPEST:
                    raise _NotConditions
                return Group(join=join, parts=tuple(self._flat(join, parts, deep)))
        return self._condition(tokens)

    def _flat(self, join: Join, parts: Sequence[Sequence[_Token]], deep: int) -> Iterator[Condition | Group]:
        """The parts; one that joins the same way is no group of its own."""
        for each in parts:
            read = self.read(each, deep=deep + 1)
            if isinstance(read, Group) and read.join is join:
                yield from read.parts
            else:
                yield read

    def _condition(self, tokens: Sequence[_Token]) -> Condition:
        if not tokens:
            raise _NotConditions
        said = " ".join(each.text for each in tokens)
        source = self.rule[tokens[0].start : tokens[-1].end]
        found = self._of_each(said) or self._matched(said, within="")
        if found is None:
            raise _NotConditions
        return replace(found, source=source)

    def _of_each(self, said: str) -> Condition | None:
        """`children.exists(c, c.age < 5)`: about one question of a repeated page."""
        found = _EACH.fullmatch(said)
        if not found:
            return None
        page, every, own, inner = found.groups()
        texts = re.split(r'("(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\')', inner)
        bare = [part if part[:1] in {'"', "'"} else re.sub(rf"\b{own}\.", "", part) for part in texts]
        return self._matched("".join(bare), within=f"{page}.{every}.")

    def _matched(self, said: str, *, within: str) -> Condition | None:
        for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", said)):
            subject = self.subjects.get(f"{within}{name}")
            if subject is None:
                continue
            for way in ways_for(subject.sort):
                read = way.read(said)
                if read and read[0] == name and (values := self._values(read[1], subject, way)) is not None:
                    return Condition(about=subject.key, way=way.key, values=values)
        return None

    def _values(self, said: str, subject: Subject, way: Way) -> tuple[str, ...] | None:
        said = re.sub(r"date \( (\S+) \)", r"date(\1)", said)
        match way.wants:
            case Wanted.NOTHING:
                return () if not said else None
            case Wanted.OPTIONS:
                return _options(said)
            case Wanted.OPTION | Wanted.AREA | Wanted.WORDS:
                return (said,) if _is_text(said) else None
            case Wanted.COUNT:
                return (said,) if re.fullmatch(r"\d{1,6}", said) or self._is_name(said, subject) else None
        return (said,) if _is_amount(said, subject.sort) or self._is_name(said, subject) else None

    def _is_name(self, said: str, subject: Subject) -> bool:
        known = {name for name, _ in self.subjects.beside(subject)} | {name for name, _ in self.subjects.figures}
        return bool(_NAME.fullmatch(said)) and said in known


def _is_text(said: str) -> bool:
    found = unquoted(said)
    # One text, and not two with a sign between them that begin and end alike.
    return bool(found) and len(tokens_of(said)) == 1


def _options(said: str) -> tuple[str, ...] | None:
    if not (said.startswith("[ ") and said.endswith(" ]")):
        return None
    tokens = tokens_of(said)[1:-1]
    values = tokens[::2]
    fits = all(_is_text(each) for each in values) and all(each == "," for each in tokens[1::2])
    return tuple(values) if fits and len(tokens) % 2 else None


def _is_amount(said: str, sort: Sort) -> bool:
    match sort:
        case Sort.MONEY:
            return bool(re.fullmatch(r"£\d+(\.\d\d)?|0", said))
        case Sort.DAY | Sort.TODAY:
            return bool(re.fullmatch(r'date\("\d{4}-\d\d-\d\d"\)', said))
        case Sort.DECIMAL:
            return bool(re.fullmatch(r"\d+\.\d+", said))
    return bool(re.fullmatch(r"\d{1,12}", said))


def _tokens(rule: str) -> list[_Token]:
    found, at = [], 0
    for text in tokens_of(rule):
        start = rule.index(text, at)
        at = start + len(text)
        found.append(_Token(text, start, at))
    return found


def _without_brackets(tokens: Sequence[_Token]) -> Sequence[_Token]:
    while len(tokens) > 1 and tokens[0].text == "(" and _closes(tokens) == len(tokens) - 1:
        tokens = tokens[1:-1]
    return tokens


def _closes(tokens: Sequence[_Token]) -> int:
    """Where the bracket closes that opens first."""
    deep = 0
    for number, each in enumerate(tokens):
        deep += (each.text in "([") - (each.text in ")]")
        if deep == 0:
            return number
    raise _NotConditions


def _split(tokens: Sequence[_Token], sign: str) -> Iterator[Sequence[_Token]]:
    """The parts between this sign, where it stands in no brackets."""
    deep, begun = 0, 0
    for number, each in enumerate(tokens):
        deep += (each.text in "([") - (each.text in ")]")
        if deep == 0 and each.text == sign:
            yield tokens[begun:number]
            begun = number + 1
    yield tokens[begun:]
