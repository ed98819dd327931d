"""A definition that was checked and made ready: immutable, named by its hash, the same for every channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from trellis.services.language.model import Definition, MessageTemplate, Page, ParameterTable, Question
from trellis.services.language.plan import Plan, plan_of
from trellis.services.language.rules import CompiledRule, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """A service as it runs: blocks put in, lists copied in, every rule checked."""

    definition: Definition
    hash: str
    """SHA-256 of `content`, in hexadecimal: the name of this version."""
    content: str = field(repr=False)
    """Canonical JSON of the definition with every block, list, table and message that it uses."""
    messages: Mapping[str, MessageTemplate]
    tables: Mapping[str, ParameterTable]
    rules: Mapping[str, CompiledRule] = field(repr=False)
    """Every rule by where it stands: see `sites`."""
    vocabulary: Vocabulary = field(repr=False)

    @cached_property
    def plan(self) -> Plan:
        """What a walk needs, worked out once."""
        return plan_of(self.definition, self.tables, self.rules)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages in their order, those of blocks among them."""
        return tuple(each for each in self.definition.ask if isinstance(each, Page))

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.page: page for page in self.pages}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, those of repeated pages too."""
        return {each.id: each for page in self.pages for each in page.questions}

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        """The page on which each question is asked, by the question's id."""
        return {each.id: page for page in self.pages for each in page.questions}

    def page(self, page: str) -> Page:
        """The page of this id. Raises `KeyError`."""
        return self._pages[page]

    def has_page(self, page: str) -> bool:
        return page in self._pages

    def rule(self, site: str) -> CompiledRule | None:
        """The rule at this place, such as `page:help-paying:show`; None where there is none."""
        return self.rules.get(site)
