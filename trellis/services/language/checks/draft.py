"""A definition that cannot be made ready yet, as far as it can be read: enough to say everything else at once.

An author who mends one rule and is then told of ten other things, which stood there all the time, mends them angrily.
"""

from __future__ import annotations

from trellis.services.language.catalogue import Catalogue, NotInCatalogue
from trellis.services.language.compiled import Compiled
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.loader import Tree
from trellis.services.language.model import Definition, MessageTemplate, Page, Use
from trellis.services.language.reading import read_as
from trellis.services.language.rules import Vocabulary


def draft(tree: Tree, *, catalogue: Catalogue) -> Compiled | None:
    """The definition without its rules made ready; None where too much of it is missing to speak of the rest."""
    try:
        written = read_as(Definition, tree)
        pages = tuple(page for each in written.ask for page in _pages(each, catalogue))
        messages = _messages(written, catalogue)
    except (DefinitionRefused, NotInCatalogue):
        return None
    return Compiled(
        definition=written.model_copy(update={"ask": pages}),
        hash="",
        content="",
        messages=messages,
        tables={},
        rules={},
        vocabulary=Vocabulary(pages=pages, tables={}),
    )


def _pages(each: Page | Use, catalogue: Catalogue) -> tuple[Page, ...]:
    return (each,) if isinstance(each, Page) else catalogue.block(each.use).part.ask


def _messages(definition: Definition, catalogue: Catalogue) -> dict[str, MessageTemplate]:
    outcomes = definition.work.outcomes if definition.work else ()
    named = [tell.template for tell in definition.tell] + [outcome.letter for outcome in outcomes if outcome.letter]
    return {key: catalogue.message(key).part for key in named}
