"""A definition that cannot be made ready yet, as far as it can be read: enough to say everything else at once.

An author who mends one rule and is then told of ten other things, which stood there all the time, mends them angrily.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trellis.services.language.catalogue import Catalogue, NotInCatalogue
from trellis.services.language.compiled import Compiled
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.loader import Tree
from trellis.services.language.model import Choice, Definition, MessageTemplate, Page, ParameterTable, Question, Use
from trellis.services.language.reading import read_as
from trellis.services.language.rules import Vocabulary


def draft(tree: Tree, *, catalogue: Catalogue) -> Compiled | None:
    """The definition without its rules made ready; None where too much of it is missing to speak of the rest."""
    try:
        written = read_as(Definition, tree)
        pages = tuple(page for each in written.ask for page in _pages(each, catalogue))
        messages = _messages(written, catalogue)
        tables = dict(_tables(written, catalogue))
    except (DefinitionRefused, NotInCatalogue):
        return None
    return Compiled(
        definition=written.model_copy(update={"ask": pages}),
        hash="",
        content="",
        messages=messages,
        tables=tables,
        rules={},
        vocabulary=Vocabulary(pages=pages, tables=tables),
    )


def with_lists(compiled: Compiled, *, catalogue: Catalogue) -> Compiled:
    """The same with the options of shared lists in its questions, as far as the lists are there."""

    def listed(question: Question) -> Question:
        shared = _choices(question.from_, catalogue) if question.from_ else ()
        return question.model_copy(update={"choices": (*shared, *question.choices)}) if shared else question

    asked = tuple(page.model_copy(update={"questions": tuple(map(listed, page.questions))}) for page in compiled.pages)
    return replace(compiled, definition=compiled.definition.model_copy(update={"ask": asked}))


def _choices(key: str, catalogue: Catalogue) -> tuple[Choice, ...]:
    try:
        return catalogue.shared_list(key).part.choices
    except (DefinitionRefused, NotInCatalogue):
        return ()


def _tables(definition: Definition, catalogue: Catalogue) -> Iterator[tuple[str, ParameterTable]]:
    """The tables that are there: that one is missing was said already."""
    for key in definition.tables:
        try:
            yield key, catalogue.table(key).part
        except (DefinitionRefused, NotInCatalogue):
            continue


def _pages(each: Page | Use, catalogue: Catalogue) -> tuple[Page, ...]:
    return (each,) if isinstance(each, Page) else catalogue.block(each.use).part.ask


def _messages(definition: Definition, catalogue: Catalogue) -> dict[str, MessageTemplate]:
    outcomes = definition.work.outcomes if definition.work else ()
    named = [tell.template for tell in definition.tell] + [outcome.letter for outcome in outcomes if outcome.letter]
    return {key: catalogue.message(key).part for key in named}
