"""What stands on a page: the words above its questions, and each question with the line that stood before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trellis.services.language.importing import Tally
from trellis.services.language.xgov.plain import read
from trellis.services.language.xgov.questions import lost_in
from trellis.services.language.xgov.source import Component, Item, SourcePage, Words

LONGEST_LINE = 200
Notes = list[dict[str, str]]


@dataclass
class Layout:
    """A page, put in order."""

    guidance: dict[str, list[str]] = field(default_factory=dict)
    fields: list[tuple[Component, Words]] = field(default_factory=list)

    def add(self, passages: Words) -> None:
        for language, passage in passages.items():
            self.guidance.setdefault(language, []).append(passage)

    @property
    def passages(self) -> dict[str, str]:
        """The words above the questions, in each language."""
        return {language: "\n\n".join(passages) for language, passages in self.guidance.items()}


def layout(page: SourcePage, choices: Mapping[str, tuple[Item, ...]], tally: Tally, notes: Notes) -> Layout:
    """Put a page in order, and count its words. Its fields are counted where they are made questions."""
    made = Layout()
    above: Words = {}
    left = len(page.fields)
    for each in page.components:
        if not each.is_words:
            made.fields.append((each, above))
            above, left = {}, left - 1
            continue
        what = f"{each.type} {each.name}"
        said, lost = passages(each, choices)
        tally.count(what, lost="; ".join(lost))
        if made.fields and left and not above and all(map(_is_short, said.values())):
            above = said
        else:
            if made.fields and said:
                notes.append({"what": what, "why": "it stood below a question, and stands above the page's questions"})
            made.add(said)
    return made


def passages(each: Component, choices: Mapping[str, tuple[Item, ...]]) -> tuple[Words, list[str]]:
    """The words of a component in plain text, and what of it is lost."""
    lost = lost_in(each.content)
    if each.options.get("condition"):
        lost.append("it is shown only on a condition of its own; here it is always shown")
    if each.type == "List":
        items = choices.get(each.list_name or "", ())
        if not items:
            lost.append(f"its list `{each.list_name}` is not in the form")
        if any(item.condition for item in items):
            lost.append("some of its lines are shown only on a condition; here they are always shown")
        return _bullets(each, items), lost
    said = {language: read(html).passage for language, html in each.content.items() if read(html).passage}
    if each.type == "Details":
        titles = {language: read(title).line for language, title in each.title.items()}
        said = {language: f"**{titles[language]}**\n\n{words}" if titles.get(language) else words
                for language, words in said.items()}  # fmt: skip
    elif not FAMILIAR & {each.type} and said:
        lost.append(f"the kind `{each.type}` is not one of ours; its words stand above the questions")
    return said, lost


FAMILIAR = frozenset({"Html", "Para", "InsetText", "Details"})


def _bullets(each: Component, items: tuple[Item, ...]) -> Words:
    said: dict[str, list[str]] = {}
    for item in items:
        for language, text in item.text.items():
            said.setdefault(language, []).append(f"- {read(text).line}")
    titles = {language: read(title).line for language, title in each.title.items() if read(title).line}
    return {language: "\n\n".join(filter(None, [titles.get(language, ""), "\n".join(lines)]))
            for language, lines in said.items()}  # fmt: skip


def _is_short(passage: str) -> bool:
    return len(passage) <= LONGEST_LINE and "\n" not in passage.strip("# ") and "](" not in passage
