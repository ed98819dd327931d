"""A form on paper or a saved page becomes a draft: a definition with its guesses beside it, and a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.checker import check_text
from trellis.services.language.importing import Converted, Tally
from trellis.services.language.importing.comments import with_comments
from trellis.services.language.importing.names import key
from trellis.services.language.importing.writing import closing, needs, work, written
from trellis.services.language.loader import Place
from trellis.services.language.model import Kind
from trellis.services.language.paper.pages import MOST_ON_A_PAGE, Said, Section, Sheet, page_keys
from trellis.services.language.paper.questions import Made
from trellis.services.language.paper.source import Paper, Thing, Words, refused
from trellis.services.language.paper.wording import answer_named, goes_to
from trellis.services.language.placeholders import KEY_TO_WRITE, to_write

MOST_QUESTIONS = 400
MOST_LETTERS = 300_000
"""A long form has a tenth of this; more is another kind of document, or meant to keep a reader busy."""
NO_MARKS = "nothing in the source says what may be left empty, so everything is asked of everybody"
TOP = (
    "A draft made from {name}. Comments say where each part came from and what was guessed.",
    "Take each away once you have settled it.",
    "Nothing is published by oversight: `trellis check` refuses until what is marked “To be written” is written.",
)


def convert(papers: Sequence[Paper]) -> Converted:
    """Turn a form, in one file or several that follow each other, into a draft. Raises `DefinitionRefused` where there
    is nothing to ask in it."""
    paper = _one(papers)
    if sum(len(each.text) for each in paper.things if isinstance(each, Words)) > MOST_LETTERS:
        raise refused(
            paper.name,
            "the whole file",
            f"It has more than {MOST_LETTERS} letters, as no form does",
            mend="Choose the form alone, without the book of guidance that comes with it.",
        )
    sheet = Sheet(paper=paper)
    sheet.gather()
    if not sheet.made:
        raise refused(
            paper.name,
            "the whole file",
            "There is no place to answer in it",
            mend="Choose the file that people fill in. Questions without places to answer are written by hand.",
        )
    if len(sheet.made) > MOST_QUESTIONS:
        raise refused(
            paper.name,
            "the whole file",
            f"It asks more than {MOST_QUESTIONS} questions",
            mend="Import it in parts, a file for each service.",
        )
    asked = [each for each in sheet.sections if each.made]
    conditions = _Conditions(sheet)
    definition = _definition(sheet, asked)
    yaml = with_comments(
        written(definition), _comments(asked, conditions), top=[each.format(name=paper.name) for each in TOP]
    )
    report: dict[str, object] = {
        "components": sheet.components.as_report(),
        "conditions": conditions.tally.as_report(),
        "notes": sheet.notes,
        "guesses": _guesses(sheet, asked),
        "to-settle": _to_settle(yaml),
    }
    return Converted(yaml=yaml, report=report)


def _one(papers: Sequence[Paper]) -> Paper:
    first = papers[0]
    if len(papers) == 1:
        return first
    return Paper(
        name=first.name,
        title=first.title,
        drawn=first.drawn,
        things=[thing for each in papers for thing in _of_several(each, first=first)],
        left_out=[each for paper in papers for each in paper.left_out],
        notes=[each for paper in papers for each in paper.notes],
        marks_required=any(each.marks_required for each in papers),
    )


def _of_several(paper: Paper, *, first: Paper) -> Iterator[Thing]:
    """The things of one file of several: each says from which it is, and the title of a later one is a heading."""
    if paper is not first and paper.title:
        yield Words(text=paper.title, where=paper.name, level=1)
    for thing in paper.things:
        named = replace(thing, where=f"{paper.name}, {thing.where}")
        if isinstance(named, Words):
            named = replace(
                named, blanks=tuple(replace(each, where=f"{paper.name}, {each.where}") for each in named.blanks)
            )
        yield named


def _definition(sheet: Sheet, asked: list[Section]) -> dict[str, object]:
    opening: dict[str, object] = {
        "service": key(Path(sheet.paper.name).stem),
        "title": sheet.paper.title or to_write("what this service is called"),
        "summary": to_write("one sentence that says what this service does"),
        "for": [KEY_TO_WRITE],
        "needs": needs(),
    }
    _words_alone(sheet, asked, opening)
    keys = page_keys(asked, (made.id for made in sheet.made))
    pages = [_page(section, name, sheet) for section, name in zip(asked, keys, strict=True)]
    return opening | {"ask": pages} | work() | closing()


def _words_alone(sheet: Sheet, asked: list[Section], opening: dict[str, object]) -> None:
    """Words under a heading that asks nothing: before the first question they say what to have at hand."""
    first = sheet.sections.index(asked[0])
    before: list[str] = []
    for number, section in enumerate(sheet.sections):
        if section.made:
            continue
        if number < first:
            head = [] if section.title == sheet.paper.title or not section.guidance else [f"# {section.title}"]
            before += [*head, *section.guidance]
        elif section.guidance:
            told = " ".join(section.guidance)
            sheet.note(f"“{section.title}” ({section.where})", f"it asks nothing, so its words are left out: “{told}”")
        else:
            sheet.note(f"“{section.title}” ({section.where})", "a heading with nothing of its own under it is left out")
    if before:
        opening["before"] = "\n\n".join(before)


def _page(section: Section, name: str, sheet: Sheet) -> dict[str, object]:
    page: dict[str, object] = {"page": name, "title": section.title or to_write("the heading of this page")}
    if section.guidance:
        page["guidance"] = "\n\n".join(section.guidance)
    if section.table:
        rows = str(max(made.blank.rows for made in section.made))
        page["repeat"] = {"as": KEY_TO_WRITE, "from": "0", "to": rows}
        sheet.note(f"page {name}", f"a table of {rows} empty rows is asked as often as needed, to {rows} at most")
    if len(section.made) > MOST_ON_A_PAGE:
        sheet.note(f"page {name}", f"it has {len(section.made)} questions; make several pages of it")
    return page | {"questions": [made.part for made in section.made]}


class _Conditions:
    """Conditions in words: each is counted, named, and shown beside the questions that it is about."""

    def __init__(self, sheet: Sheet) -> None:
        self.tally = Tally()
        self.beside: dict[str, list[str]] = defaultdict(list)
        self._made = sheet.made
        for said in sheet.said:
            self._read(said)

    def _read(self, said: Said) -> None:
        decided = "a script of the old page decides it" if said.words.startswith("a script") else "it is in words"
        named = f"{decided}, and everybody is asked; a person has to write the rule"
        self.tally.count(f"“{said.words}” ({said.where})", lost=named)
        decides = self._decides(said)
        about, rule = self._about(said, decides)
        perhaps = f" Perhaps: show: {rule}" if rule else ""
        for each in about or self._made[said.after : said.after + 1] or self._made[-1:]:
            words = (
                f"CONDITION in words ({said.where}): “{said.words}”. Everybody is asked until a person writes `show:`."
            )
            self.beside[each.id].append(words + perhaps)

    def _decides(self, said: Said) -> Made | None:
        """The question whose answer a condition speaks of: the one before it, or itself where its own boxes say it."""
        own = self._made[said.after] if said.own and said.after < len(self._made) else None
        if own and own.kind.value == Kind.YES_NO:
            return own
        before = self._made[said.after - 1] if said.after else None
        return before if before and before.kind.value == Kind.YES_NO else None

    def _about(self, said: Said, decides: Made | None) -> tuple[list[Made], str]:
        """The questions that it shows or passes over, and the rule that it may mean."""
        answer = answer_named(said.words) or next(
            (each for each in ("yes", "no") if said.words.lower().startswith(f"{each}:")), ""
        )
        target = next(
            (n for n, made in enumerate(self._made) if made.number and made.number == goes_to(said.words)), None
        )
        if decides is None or not answer:
            return [], ""
        holds, denied = (decides.name, f"!{decides.name}") if answer == "yes" else (f"!{decides.name}", decides.name)
        start = self._made.index(decides) + 1
        if goes_to(said.words):
            return (self._made[start:target], denied) if target is not None and target > start else ([], "")
        return self._made[start : start + 1], holds


def _comments(asked: list[Section], conditions: _Conditions) -> dict[Place, list[str]]:
    comments: dict[Place, list[str]] = {}
    for number, section in enumerate(asked):
        comments["ask", number] = [f"Page: from {section.where}."]
        for place, made in enumerate(section.made):
            kind = f"Kind: {made.kind.value}, {made.kind.trust}, because {made.kind.because}."
            found = f" (label: {made.blank.labelled_by})" if made.blank.labelled_by else ""
            others = [
                f"{name.capitalize()}: {each.trust}, because {each.because}."
                for name, each in made.guesses
                if name != "label"
            ]
            line = " ".join([f"From {made.where}{found}.", kind, *others])
            comments["ask", number, "questions", place] = [line, *conditions.beside[made.id]]
    return comments


def _guesses(sheet: Sheet, asked: list[Section]) -> list[dict[str, str]]:
    """Every guess, in the order of the questions."""
    listed: list[dict[str, str]] = []
    for made in (each for section in asked for each in section.made):
        for what, guess in (("kind", made.kind), *made.guesses):
            listed.append(
                {
                    "about": made.id,
                    "what": what,
                    "guess": guess.value,
                    "trust": guess.trust.value,
                    "because": guess.because,
                    "from": made.where,
                }
            )
    if not any(what == "optional" for made in sheet.made for what, _ in made.guesses):
        listed.append(
            {"about": "every question", "what": "optional", "guess": "no", "trust": "unsure", "because": NO_MARKS,
             "from": sheet.paper.name}
        )  # fmt: skip
    return listed


def _to_settle(yaml: str) -> list[dict[str, object]]:
    """What the checker finds, which is what a person still has to settle."""
    found = check_text(yaml, file="the draft", catalogue=Catalogue(Path()))
    return [{"line": each.line, "code": each.code, "what": each.what, "mend": each.mend} for each in found]
