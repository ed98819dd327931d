"""Headings, words and questions become pages: what stands under one heading is one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from trellis.services.language.importing import Tally
from trellis.services.language.importing.names import Names
from trellis.services.language.model import Kind
from trellis.services.language.paper.gaps import places_to_answer
from trellis.services.language.paper.joining import Joined, joined
from trellis.services.language.paper.kinds import declares
from trellis.services.language.paper.questions import Made, label_of, question, words_of
from trellis.services.language.paper.source import Blank, Paper, Thing, Words
from trellis.services.language.paper.wording import condition_in, heading, is_about_paper, is_for_the_office

LONGEST_LINE = 200
MOST_ON_A_PAGE = 8
_HOW_TO_ANSWER = re.compile(r"(?:please )?(?:tick|choose|select|mark)\b[^?]{0,40}", re.IGNORECASE)
_DAY_OF_SIGNING = re.compile(r"date(?: signed| of signature)?\s*[:.]?", re.IGNORECASE)


@dataclass(kw_only=True)
class Section:
    """What stands under one heading."""

    title: str
    where: str
    number: str = ""
    guidance: list[str] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    table: str = ""
    """The table of several things that it asks, line by line."""
    conditions: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A condition in words: what it says, where it stood, and between which questions (by their place in the order)."""

    words: str
    where: str
    after: int
    own: bool
    """Whether it stands in the words of the question itself, and not before it."""


@dataclass(kw_only=True)
class Sheet:
    """The form as it is gathered, page by page."""

    paper: Paper
    sections: list[Section] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    components: Tally = field(default_factory=Tally)
    notes: list[dict[str, str]] = field(default_factory=list)
    _names: Names = field(default_factory=Names)
    _hint: list[Words] = field(default_factory=list)
    _statement: str = ""

    @property
    def made(self) -> list[Made]:
        return [each for section in self.sections for each in section.made]

    def note(self, what: str, why: str) -> None:
        self.notes.append({"what": what, "why": why})

    def gather(self) -> None:
        """Read the whole form into sections."""
        for what, why in self.paper.left_out:
            self.components.count(what, lost=why)
        for what, why in self.paper.notes:
            self.note(what, why)
        residents = self._without_the_office(places_to_answer(self.paper.things, drawn=self.paper.drawn))
        self.paper.marks_required |= any(isinstance(each, Blank) and label_of(each).required for each in residents)
        for thing in joined(residents):
            if isinstance(thing, Words):
                self._words(thing)
            else:
                self._question(thing)
        self._spill()

    def _without_the_office(self, things: Iterable[Thing]) -> list[Thing]:
        """What residents are asked; the part for official use ends with the next heading of its rank."""
        kept: list[Thing] = []
        office: int | None = None
        for thing in things:
            if isinstance(thing, Words) and is_for_the_office(thing.text):
                office = thing.level or 9
                self.note(f"“{thing.text}” ({thing.where})", "what stands here is for the council, and is left out")
            elif office is not None and isinstance(thing, Words) and 0 < thing.level <= office:
                office = None
                kept.append(thing)
            elif office is None and isinstance(thing, Blank) and is_for_the_office(thing.label):
                self._left(thing)
            elif office is None:
                kept.append(thing)
            elif isinstance(thing, Blank):
                self._left(thing)
        return kept

    def _left(self, blank: Blank) -> None:
        why = "it stands in the part for official use, so residents are not asked"
        self.components.count(f"“{blank.label}” ({blank.where})", lost=why)

    def _words(self, words: Words) -> None:
        if words.level:
            self._spill()
            title, number = heading(words.text)
            if not self.paper.title:
                self.paper.title = title
            elif title != self.paper.title or self.sections:
                self.sections.append(Section(title=title, where=words.where, number=number))
        elif is_about_paper(words.text):
            self.note(f"“{words.text}” ({words.where})", "words about paper or about the old page are left out")
        elif condition := condition_in(words.text):
            self._spill()
            self.said.append(Said(words=condition, where=words.where, after=len(self.made), own=False))
            if not _is_only(condition, words.text):
                self._hint.append(words)
        elif declares(words.text):
            self._statement = f"{self._statement} {words.text}".strip()
        else:
            self._hint.append(words)

    @property
    def _section(self) -> Section:
        if not self.sections:
            self.sections.append(Section(title=self.paper.title, where=self.paper.name))
        return self.sections[-1]

    def _question(self, thing: Blank | Joined) -> None:
        if isinstance(thing, Joined):
            thing = self._named(thing)
        blank = thing.blank if isinstance(thing, Joined) else thing
        given = label_of(words_of(blank)[0])
        if self._is_day_of_signing(blank):
            why = "it is the day of a signature; the platform keeps when the form was sent"
            self.components.count(f"“{blank.label}” ({blank.where})", lost=why)
            return
        section = self._begin_table(blank) if blank.table or self._section.table else self._section
        if _HOW_TO_ANSWER.fullmatch(given.ask) and section.title:
            given = replace(given, ask=section.title, hint=given.ask)
        hint = self._take_hint(section)
        name = self._names.give(given.ask.replace("'", "") or "question")
        made = question(
            thing,
            given=given,
            name=name,
            hint=hint,
            statement=self._statement,
            marks_required=self.paper.marks_required,
        )
        self.said += [Said(words=each, where=made.where, after=len(self.made), own=True) for each in made.conditions]
        section.made.append(made)
        if made.kind.value == Kind.DECLARATION:
            self._statement = ""
        self._count(thing, made)

    def _named(self, thing: Joined) -> Joined:
        """Parts without words for the whole: the short line before them names it, as in “Since: day, month, year”."""
        before = self._hint[-1] if self._hint else None
        if not thing.is_unnamed or before is None or len(before.text.split()) > 8:
            return thing
        self._hint.pop()
        return replace(thing, blank=replace(thing.blank, label=before.text))

    def _count(self, thing: Blank | Joined, made: Made) -> None:
        for each in thing.parts if isinstance(thing, Joined) else (made.blank,):
            lost = (
                ""
                if (made.part["ask"] and made.blank.label) or made.blank.options
                else "it has no words that say what is asked"
            )
            self.components.count(f"“{each.label or made.id}” ({each.where})", lost=lost)
        for why in made.notes:
            self.note(made.id, why)

    def _is_day_of_signing(self, blank: Blank) -> bool:
        signed = bool(self.sections) and any(
            each.kind.value == Kind.DECLARATION for each in self.sections[-1].made[-2:]
        )
        return signed and bool(_DAY_OF_SIGNING.fullmatch(blank.label))

    def _begin_table(self, blank: Blank) -> Section:
        """A table of several things is a page of its own, and so is what stands below it."""
        here = self._section
        if here.table == blank.table:
            return here
        if here.made or here.table:
            title = here.title if not blank.table else f"{here.title}: {blank.label.lower()} and more"
            self.sections.append(Section(title=title, where=blank.where))
        self._section.table = blank.table
        return self._section

    def _take_hint(self, section: Section) -> str:
        """A short line between two questions belongs to the second; all else stands above the page's questions."""
        waiting, self._hint = self._hint, []
        if section.made and len(waiting) == 1 and len(waiting[0].text) <= LONGEST_LINE:
            return waiting[0].text
        self._put(section, waiting)
        return ""

    def _put(self, section: Section, waiting: Sequence[Words]) -> None:
        if section.made and waiting:
            why = "it stood below a question, and stands above the page's questions"
            self.note(f"“{waiting[0].text[:60]}” ({waiting[0].where})", why)
        section.guidance += [each.text for each in waiting]

    def _spill(self) -> None:
        """Words that no question followed."""
        if self._hint:
            waiting, self._hint = self._hint, []
            self._put(self._section, waiting)


def page_keys(sections: Sequence[Section], taken: Iterable[str]) -> list[str]:
    """A key for each page; of a page that is asked for each of several things, one that no question has."""
    names = Names()
    for each in taken:
        names.give(each)
    return [names.give(each.title or "questions") for each in sections]


def _is_only(condition: str, text: str) -> bool:
    return len(condition) >= len(text.strip(" .()")) * 0.8
