"""What a form of the XGov builder says, read from its file, or refused with the mend.

Every text is read as words by language, so that two files of one form can be put side by side.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.importing import writing
from trellis.services.language.importing.parts import SourcePart, read_as

CODE = "xgov-malformed"
HERE = "here"
"""The language of a file's plain texts, before it is known which that is."""
MOST_PAGES = 300

FIELD = re.compile(r".*Field$")
CONTENT = frozenset({"Html", "Para", "InsetText", "Details", "List"})
ENDS = re.compile(r"summary|confirm", re.IGNORECASE)
"""Controllers of the page on which answers are checked: the platform has one of its own."""

Words = dict[str, str]
"""The same words by language; nothing where there are none."""


def _words(raw: object) -> object:
    if raw is None:
        return {}
    if isinstance(raw, dict):
        return {language: str(words) for language, words in raw.items() if isinstance(words, str)}
    return {HERE: raw} if isinstance(raw, str) else raw


def _settings(raw: object) -> object:
    """Some forms write an empty text where nothing is set."""
    return raw or {}


def _ways(raw: object) -> object:
    """A page without a way on may say so by nothing at all."""
    return raw or ()


def _text(raw: object) -> object:
    """Values of choices are kept as text, whatever the list says they are."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(raw) if isinstance(raw, (int, float)) else raw


Said = Annotated[Words, BeforeValidator(_words)]
Settings = Annotated[dict[str, Any], BeforeValidator(_settings)]
Value = Annotated[str, BeforeValidator(_text)]


class Item(SourcePart):
    """One thing to choose from."""

    text: Said = Field(default_factory=dict)
    value: Value
    description: Said = Field(default_factory=dict)
    condition: str | None = None


class ItemList(SourcePart):
    """A list of choices, shared by the components that name it."""

    name: str
    items: tuple[Item, ...] = ()


class Component(SourcePart):
    """Something on a page: a field to answer, or words."""

    type: str
    name: str = ""
    title: Said = Field(default_factory=dict)
    hint: Said = Field(default_factory=dict)
    content: Said = Field(default_factory=dict)
    options: Settings = Field(default_factory=dict)
    limits: Settings = Field(default_factory=dict, alias="schema")
    list_name: str | None = Field(default=None, alias="list")
    children: tuple[Component, ...] = ()

    @property
    def is_words(self) -> bool:
        return self.type in CONTENT or (bool(self.content) and not FIELD.match(self.type))

    @property
    def optional(self) -> bool:
        return self.options.get("required") is False or self.options.get("minimumRequiredFiles") == 0


class Link(SourcePart):
    """The way to another page, perhaps only where a condition holds."""

    path: str
    condition: str | None = None


class SourcePage(SourcePart):
    """A page of the form."""

    path: str = Field(min_length=1)
    title: Said = Field(default_factory=dict)
    components: tuple[Component, ...] = ()
    links: Annotated[tuple[Link, ...], BeforeValidator(_ways)] = Field(default=(), alias="next")
    section: str | None = None
    controller: str | None = None
    repeat_field: str | None = Field(default=None, alias="repeatField")

    @property
    def fields(self) -> tuple[Component, ...]:
        return tuple(each for each in self.components if not each.is_words)

    @property
    def checks_answers(self) -> bool:
        return bool(ENDS.search(self.controller or "")) or (self.path == "/summary" and not self.components)


class SourceSection(SourcePart):
    """A part of the form with a title of its own."""

    name: str
    title: Said = Field(default_factory=dict)
    hide_title: bool = Field(default=False, alias="hideTitle")


class SourceCondition(SourcePart):
    """A condition that links use by its name."""

    name: str
    value: Any = None


class Form(SourcePart):
    """One form in one language, or in several once they were put together."""

    start: str = Field(alias="startPage", min_length=1)
    pages: tuple[SourcePage, ...] = Field(min_length=1, max_length=MOST_PAGES)
    lists: tuple[ItemList, ...] = ()
    sections: tuple[SourceSection, ...] = ()
    conditions: tuple[SourceCondition, ...] = ()
    name: Said = Field(default_factory=dict)
    metadata: Settings = Field(default_factory=dict)

    @property
    def paths(self) -> dict[str, SourcePage]:
        return {page.path: page for page in self.pages}

    @property
    def choices(self) -> dict[str, tuple[Item, ...]]:
        return {each.name: each.items for each in self.lists}


def read_form(raw: object, *, file: str) -> Form:
    """The form, or a refusal that says where the file is wrong."""
    form = read_as(Form, raw, file=file, code=CODE)
    twice = [path for path, count in Counter(page.path for page in form.pages).items() if count > 1]
    if twice:
        raise refused(
            file, f"page {twice[0]}", f"Two pages have the path `{twice[0]}`", "Give one of them another path."
        )
    if form.start not in form.paths:
        known = ", ".join(list(form.paths)[:5])
        raise refused(
            file,
            "startPage",
            f"The form begins at `{form.start}`, which is not one of its pages",
            f"Write the path of a page, like one of these: {known}.",
        )
    return form


def refused(file: str, where: str, what: str, mend: str = "") -> DefinitionRefused:
    """One refusal, worded as the checker words its own."""
    return writing.refused(file, where, what, code=CODE, mend=mend)
