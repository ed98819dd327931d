"""A place to answer becomes a question, with each guess and why it was made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from trellis.services.language.importing.names import key
from trellis.services.language.model import Kind
from trellis.services.language.paper.joining import Joined
from trellis.services.language.paper.kinds import Guess, Trust, declares, kind_of
from trellis.services.language.paper.source import Blank, Shows
from trellis.services.language.paper.wording import Label, condition_in, label
from trellis.services.language.placeholders import TO_WRITE, to_write

LONGEST_HINT = 300
MOST_WRITTEN = 4000
_NONE_OF_THESE = re.compile(r"none(?: of (?:these|them|the above))?|not applicable|n/a", re.IGNORECASE)
_SENT_ON = re.compile(
    r"^(?P<option>.{1,60}?)[\s,–-]*[([]?(?P<condition>"
    r"(?:please |then |now )?(?:go|skip|move|jump)(?: straight| on)? to\b.*|"
    r"please (?:give|provide|complete|answer)\b.*|if (?:yes|no|so)\b.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A question, what was guessed of it, and the conditions that its words speak of."""

    part: dict[str, object]
    where: str
    kind: Guess
    number: str = ""
    guesses: tuple[tuple[str, Guess], ...] = ()
    conditions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    blank: Blank = field(default_factory=lambda: Blank(where=""))

    @property
    def id(self) -> str:
        return str(self.part["id"])

    @property
    def name(self) -> str:
        """Its name in rules."""
        return self.id.replace("-", "_")


def words_of(blank: Blank) -> tuple[Blank, list[str]]:
    """The blank without words that send people elsewhere, and those words."""
    conditions = [blank.only_if] if blank.only_if else []
    options: list[str] = []
    for each in blank.options:
        sent_on = _SENT_ON.match(each)
        options.append(sent_on["option"].strip() if sent_on else each)
        if sent_on:
            conditions.append(f"{sent_on['option'].strip()}: {sent_on['condition'].strip(' )]')}")
    found = [each for each in (condition_in(blank.label), condition_in(blank.hint)) if each]
    return replace(blank, options=tuple(options)), [*conditions, *found]


def question(
    thing: Blank | Joined, *, given: Label, name: str, hint: str, statement: str, marks_required: bool
) -> Made:
    """The question that this place asks. `hint` and `statement` stood above it."""
    whole = thing.blank if isinstance(thing, Joined) else thing
    blank, conditions = words_of(whole)
    kind = kind_of(replace(blank, label=given.ask, hint=f"{blank.hint} {given.hint}"))
    if isinstance(thing, Joined):
        parts = ", ".join(f"“{each.label.rpartition(': ')[2]}”" for each in thing.parts)
        kind = Guess(value=kind.value, trust=Trust.LIKELY, because=f"its parts stood side by side: {parts}")
    part: dict[str, object] = {"id": name, "ask": given.ask or to_write("what is asked here"), "type": kind.value}
    guesses = [] if not blank.labelled_by else [("label", _labelled(blank, given))]
    notes: list[str] = []
    if kind.value == Kind.DECLARATION:
        part["ask"], part["statement"] = _declared(blank, given, statement)
    else:
        said = _hint(hint, given.hint, blank.hint)
        if said and said != given.ask:
            part["hint"] = said[:LONGEST_HINT]
        if said[LONGEST_HINT:]:
            notes.append(f"its hint was cut; it went on: “{said[LONGEST_HINT:]}”")
    empty = _may_be_empty(blank, given, conditions, marks_required=marks_required)
    if empty and kind.value != Kind.DECLARATION:
        part["optional"] = "yes"
        guesses.append(("optional", empty))
    if kind.value in {Kind.CHOICE, Kind.CHOICES, Kind.SELECT}:
        part["choices"] = _choices(blank)
    elif blank.most and kind.value in {Kind.TEXT, Kind.LONG_TEXT} and blank.most <= MOST_WRITTEN:
        part["most"] = str(blank.most)
    return Made(
        part=part,
        where=blank.where,
        kind=kind,
        number=given.number,
        guesses=tuple(guesses),
        conditions=tuple(conditions),
        notes=tuple(notes),
        blank=blank,
    )


def _hint(*several: str) -> str:
    """What helps to answer, from all the places where the source says it: one phrase, or sentences."""
    parts = [each for each in dict.fromkeys(several) if each]
    if len(parts) < 2:
        return "".join(parts)
    return " ".join(each if each[-1] in ".?!" else f"{each}." for each in parts)


def label_of(blank: Blank) -> Label:
    """What its label says; one box by itself is labelled by the words beside it."""
    lone = len(blank.options) == 1 and not blank.label
    found = label(blank.options[0] if lone else blank.label)
    if lone and declares(blank.options[0]):
        return replace(found, ask=blank.options[0], hint="")
    return found


def _labelled(blank: Blank, given: Label) -> Guess:
    unsure = "its own" in blank.labelled_by or "without" in blank.labelled_by or "placeholder" in blank.labelled_by
    return Guess(value=given.ask, trust=Trust.UNSURE if unsure else Trust.LIKELY, because=blank.labelled_by)


def _declared(blank: Blank, given: Label, statement: str) -> tuple[str, str]:
    said = next((each for each in (*blank.options, given.ask, given.hint, statement) if declares(each)), statement)
    ask = "Your declaration" if declares(given.ask) or not given.ask or blank.shows is not Shows.BOX else given.ask
    return ask, said or to_write("what the person declares to be true; the form had a signature here")


def _may_be_empty(blank: Blank, given: Label, conditions: list[str], *, marks_required: bool) -> Guess | None:
    """Whether it may be left empty, where the source lets us think so."""
    required = blank.required if blank.required is not None else given.required
    if required:
        return None
    if any(not re.match(r".{1,60}: ", each) for each in conditions):
        because = "its words say that not everybody is asked, and no rule says whom"
        return Guess(value="yes", trust=Trust.UNSURE, because=because)
    if required is False:
        return Guess(value="yes", trust=Trust.LIKELY, because="the source says that it may be left empty")
    if marks_required:
        return Guess(value="yes", trust=Trust.LIKELY, because="the source marks what is compulsory, and not this")
    if len(blank.options) == 1:
        return Guess(value="yes", trust=Trust.LIKELY, because="a box by itself may be left unticked")
    return None


def _choices(blank: Blank) -> list[dict[str, object]]:
    choices: list[dict[str, object]] = []
    taken: set[str] = set()
    for number, option in enumerate(blank.options, 1):
        said = " ".join(option.split()) or f"{TO_WRITE} the words of choice {number}"
        value = key(said)[:40].strip("-")
        if not value or value in taken:
            value = f"choice-{number}"
        taken.add(value)
        choice: dict[str, object] = {"value": value, "label": said}
        if _NONE_OF_THESE.fullmatch(said) and kind_of(blank).value == Kind.CHOICES:
            choice["exclusive"] = "yes"
        choices.append(choice)
    return choices
