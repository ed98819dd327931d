"""What the engine says of a faulty rule, said again in plain words with the mend."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from trellis.services.language.model import Page
from trellis.services.language.rules.functions import CALLS, MACROS
from trellis.services.language.rules.source import ANSWERED, Fault, Prepared
from trellis.services.language.rules.vocabulary import Vocabulary, name_of

COMPLAINT = re.compile(r"ERROR: <input>:(?P<line>\d+):(?P<column>\d+): (?P<says>.*)")
TYPE_WORDS = {
    "string": "text",
    "int": "a whole number",
    "double": "a number with decimals",
    "bool": "yes or no",
    "google.protobuf.Timestamp": "a date",
    "trellis.Address": "an address",
    "trellis.Place": "a place",
    "trellis.Name": "a name",
    "trellis.BankDetails": "bank details",
    "trellis.DateRange": "a range of dates",
    "list(string)": "a list of texts",
    "null_type": "nothing at all",
    "bytes": "bytes",
    "uint": "an unsigned number",
    "list(trellis.File)": "files",
}
SIGNS = {"_==_": "==", "_!=_": "!=", "_&&_": "&&", "_||_": "||", "!_": "!", "@in": "in", "_?_:_": "? :"}
TAKES = {
    "age": "a date: age(date_of_birth)",
    "date": 'a day in quotation marks: date("2026-04-01")',
    "days_between": "two dates: days_between(from, to)",
    "months_between": "two dates: months_between(from, to)",
    "in_area": 'an address and the key of an area: in_area(address, "anyborough")',
}


@dataclass(frozen=True, kw_only=True)
class _Spot:
    """Where the engine complains, and what is known there."""

    offset: int
    source: str
    vocabulary: Vocabulary
    names: frozenset[str]


def like(wrong: str, known: Iterable[str]) -> str:
    """A question back to the author where something known is spelt nearly so; else nothing."""
    close = get_close_matches(wrong, sorted(known), n=1, cutoff=0.6)
    return f"Did you mean `{close[0]}`?" if close else ""


def faults_from(message: str, prepared: Prepared, vocabulary: Vocabulary, names: Iterable[str]) -> list[Fault]:
    """Every fault the engine names, without those that only follow from another."""
    faults: list[Fault] = []
    known = frozenset(each for each in names if not each.endswith(ANSWERED))
    for found in COMPLAINT.finditer(message):
        says = found["says"]
        if "*error*" in says:
            continue
        offset = prepared.origin(_offset(prepared.text, int(found["line"]), int(found["column"])))
        fault = _fault(says, _Spot(offset=offset, source=prepared.source, vocabulary=vocabulary, names=known))
        faults.append(fault)
        if fault.code == "rule-syntax":
            break
    if faults:
        return faults
    if "recursion limit" in message or "Exceeded" in message:
        return [_too_deep()]
    return [_unclear(message.splitlines()[0])]


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return sum(len(each) + 1 for each in lines[: line - 1]) + column - 1


def _fault(says: str, spot: _Spot) -> Fault:
    offset = spot.offset
    if found := re.match(r"undeclared reference to '([^']*)'", says):
        return _unknown(found[1], spot)
    if found := re.match(r"undefined field '([^']*)' not found in struct '([^']*)'", says):
        return _unknown_field(found[1], found[2], offset, spot.vocabulary)
    if found := re.match(r"found no matching overload for '([^']*)' applied to '\((.*)\)'", says):
        return _mismatch(found[1], found[2], offset)
    if found := re.match(r"reserved identifier: (\w+)", says):
        return _syntax(offset, f"`{found[1]}` is a word that the rule language keeps for itself")
    if says.startswith("Syntax error"):
        return _syntax(offset, _syntax_words(says))
    if "has() argument" in says:
        return _syntax(offset, "`has` looks at a part of something, like has(item.note)", "Use answered(...) instead.")
    return _unclear(says, offset)


def _unknown(name: str, spot: _Spot) -> Fault:
    first = name.partition(".")[0].removesuffix(ANSWERED)
    # The engine points behind the name it does not know.
    here = max(spot.source.rfind(first, 0, spot.offset + len(first) + 1), 0)
    if first in TAKES:
        return _wrong_call(first, here)
    page = next((page for page in spot.vocabulary.repeats.values() if first in map(name_of, _ids(page))), None)
    if page:
        return _asked_for_each(first, page, here)
    if re.match(r"\w+\s*\(", spot.source[here:]):
        return _unknown_function(first, here)
    return Fault(
        offset=here,
        code="unknown-name",
        what=f"`{first}` is not a question here",
        why="The rule could never be decided.",
        mend=like(first, spot.names)
        or "Ask it first, or take the rule away. Text in a rule stands in quotation marks.",
    )


def _asked_for_each(name: str, page: Page, offset: int) -> Fault:
    return Fault(
        offset=offset,
        code="asked-for-each",
        what=f"`{name}` is asked for each of `{page.page}`, so there is not one answer to it",
        why="A rule has to say whether it means any of them, all of them or how many.",
        mend=f"Write for example `{name_of(page.page)}.exists(i, i.{name} == ...)`.",
    )


def _unknown_function(name: str, offset: int) -> Fault:
    return Fault(
        offset=offset,
        code="unknown-function",
        what=f"`{name}` is not a function of the rule language",
        why="The rule could not be decided.",
        mend=like(name, {*CALLS, *MACROS}) or f"Rules have these: {', '.join(sorted({*CALLS, *MACROS}))}.",
    )


def _wrong_call(function: str, offset: int) -> Fault:
    return Fault(
        offset=offset,
        code="rule-type",
        what=f"`{function}` is used with something it does not take here",
        why="The rule could not be decided.",
        mend=f"It takes {TAKES[function]}.",
    )


def _ids(page: Page) -> list[str]:
    return [each.id for each in page.questions]


def _unknown_field(field: str, structure: str, offset: int, vocabulary: Vocabulary) -> Fault:
    known = list(vocabulary.fields_of(structure)) or vocabulary.structure_fields(structure)
    of = TYPE_WORDS.get(structure) or f"`{structure.removeprefix('trellis.').partition('_')[2]}`"
    asked = field.removesuffix(ANSWERED)
    return Fault(
        offset=offset + 1,
        code="unknown-field",
        what=f"`{asked}` is not a part of {of}",
        why="The rule could never be decided.",
        mend=like(asked, known) or f"It has {', '.join(f'`{each}`' for each in known)}.",
    )


def _mismatch(operator: str, types: str, offset: int) -> Fault:
    if operator in TAKES:
        return _wrong_call(operator, offset)
    sign = SIGNS.get(operator, operator.strip("_"))
    said = " and ".join(map(type_said, _split(types)))
    mend = "Compare things of the same kind."
    if "double" in types and "int" in types:
        mend = "This number may have decimals, so write the other one with decimals too: 2.0."
    elif operator in {"_&&_", "_||_", "!_"}:
        mend = 'Only yes-or-no things can be joined or turned round; compare others first: `kind == "sofa"`.'
    elif "list(string)" in types and operator in {"_==_", "_!=_"}:
        mend = 'Several can be chosen here: write `"value" in name`.'
    elif "Timestamp" in types:
        mend = 'Compare a date with a date: `today`, or date("2026-04-01").'
    elif operator in {"_==_", "_!=_"} and "bool" in types:
        mend = "A yes-no question is used by itself: `lives_here`, or `!lives_here` for no."
    return Fault(
        offset=offset,
        code="rule-type",
        what=f"`{sign}` does not go with {said}",
        why="The two are different kinds of thing, so the rule could not be decided.",
        mend=mend,
    )


def type_said(kind: str) -> str:
    """The engine's name of a type in words."""
    if kind in TYPE_WORDS:
        return TYPE_WORDS[kind]
    if found := re.fullmatch(r"list\(trellis\.Item_(\w+)\)", kind):
        return f"the list of `{found[1]}`"
    if found := re.fullmatch(r"trellis\.Item_(\w+)", kind):
        return f"one of `{found[1]}`"
    return f"`{kind}`"


def _split(types: str) -> list[str]:
    return [each for each in re.split(r",\s*(?![^()]*\))", types) if each]


def _syntax_words(says: str) -> str:
    if "<EOF>" in says and "expecting <EOF>" not in says:
        return "The rule stops here, before it is finished"
    if found := re.search(r"token recognition error at: '(.)", says):
        if found[1] in "\"'":
            return "A quotation mark is opened here and not closed"
        return f"`{found[1]}` has no meaning here"
    if found := re.search(r"(?:extraneous|mismatched) input '([^']*)'", says):
        return f"`{found[1]}` is not expected here"
    return "This is not a rule from here on"


def _syntax(offset: int, what: str, mend: str = "") -> Fault:
    return Fault(
        offset=offset,
        code="rule-syntax",
        what=what,
        why="Rules are written in the Common Expression Language, and this is not a sentence of it.",
        mend=mend or 'Check the signs and brackets. A rule looks like `age(born) >= 18 && kind == "sofa"`.',
    )


def _too_deep() -> Fault:
    return Fault(
        offset=0,
        code="rule-too-deep",
        what="This rule goes too many levels deep",
        why="Nobody can check such a rule by reading it.",
        mend="Take brackets away, or split it.",
    )


def _unclear(says: str, offset: int = 0) -> Fault:
    return Fault(
        offset=offset,
        code="rule",
        what=f"The rule engine does not take this: {says}",
        why="The rule could not be decided.",
        mend="Write it in a simpler way.",
    )
