"""Makes a definition ready: reads the file, puts in what it shares with others, checks every rule, names the version.

What comes out is immutable. `Compiled.content` is what is stored: it holds all that the version uses, so that a case
can be explained years later without any other file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from trellis.services.language.catalogue import Catalogue, NotInCatalogue
from trellis.services.language.compiled import Compiled
from trellis.services.language.findings import DefinitionRefused, Finding
from trellis.services.language.loader import Place, Tree, read_file, read_yaml
from trellis.services.language.model import Definition, MessageTemplate, Page, ParameterTable, Use
from trellis.services.language.names import name_findings
from trellis.services.language.reading import read_as
from trellis.services.language.rules import CompiledRule, RuleRefused, Vocabulary, compile_rule
from trellis.services.language.sites import PageOrigin, Site, sites_of

__all__ = ["Compiled", "compile_file", "compile_text", "compile_tree", "from_json"]

FORMAT = 1
"""The form of the stored content. A new form gets a new number, and the old one is still read."""
NOWHERE = Tree(file="stored definition", data={})


def compile_file(path: Path) -> Compiled:
    """Make the definition in this file ready. Raises `DefinitionRefused` with every finding."""
    return compile_tree(read_file(path), catalogue=Catalogue.near(path))


def compile_text(text: str, *, file: str, catalogue: Catalogue) -> Compiled:
    """Make a definition ready that is not in a file yet. Raises `DefinitionRefused` with every finding."""
    return compile_tree(read_yaml(text, file=file), catalogue=catalogue)


def compile_tree(tree: Tree, *, catalogue: Catalogue) -> Compiled:
    """Make a definition ready whose file was read already. Raises `DefinitionRefused` with every finding."""
    written = read_as(Definition, tree)
    work = _Work(tree=tree, catalogue=catalogue)
    origins = [origin for number, each in enumerate(written.ask) for origin in work.pages(each, number)]
    definition = written.model_copy(update={"ask": tuple(origin.page for origin in origins)})
    tables = work.tables(definition)
    messages = work.messages(definition)
    work.findings += name_findings(origins, tables, tree)
    if work.findings:
        raise DefinitionRefused(sorted(set(work.findings)))
    sites = [*work.sites, *sites_of(definition, origins, tree)]
    return _compiled(definition, tables=tables, messages=messages, sites=sites)


def from_json(content: str) -> Compiled:
    """Make a stored version ready again. Raises `ValueError` where the content is not one of ours."""
    stored = json.loads(content)
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise ValueError("this content is not a stored definition that this version of Trellis can read")
    definition = Definition.model_validate(stored["definition"])
    origins = [PageOrigin(page=each, tree=NOWHERE, path=()) for each in definition.ask if isinstance(each, Page)]
    return _compiled(
        definition,
        tables={key: ParameterTable.model_validate(table) for key, table in stored["tables"].items()},
        messages={key: MessageTemplate.model_validate(each) for key, each in stored["messages"].items()},
        sites=sites_of(definition, origins, NOWHERE),
    )


def _compiled(
    definition: Definition,
    *,
    tables: Mapping[str, ParameterTable],
    messages: Mapping[str, MessageTemplate],
    sites: Iterable[Site],
) -> Compiled:
    pages = tuple(each for each in definition.ask if isinstance(each, Page))
    vocabulary = Vocabulary(pages=pages, tables=tables)
    rules = _rules(sites, vocabulary)
    content = _canonical(definition, tables, messages)
    return Compiled(
        definition=definition,
        hash=hashlib.sha256(content.encode()).hexdigest(),
        content=content,
        messages=messages,
        tables=tables,
        rules=rules,
        vocabulary=vocabulary,
    )


def _canonical(
    definition: Definition, tables: Mapping[str, ParameterTable], messages: Mapping[str, MessageTemplate]
) -> str:
    """The same definition always gives the same text: keys sorted, nothing that only repeats a default."""

    def plain(part: Definition | ParameterTable | MessageTemplate) -> dict[str, Any]:
        return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    whole = {
        "format": FORMAT,
        "definition": plain(definition),
        "tables": {key: plain(each) for key, each in tables.items()},
        "messages": {key: plain(each) for key, each in messages.items()},
    }
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _rules(sites: Iterable[Site], vocabulary: Vocabulary) -> dict[str, CompiledRule]:
    rules: dict[str, CompiledRule] = {}
    refused: list[tuple[Site, RuleRefused]] = []
    for site in sites:
        try:
            rule = compile_rule(
                site.source, vocabulary=vocabulary, scope=site.scope, repeat=site.repeat, money=site.money
            )
        except RuleRefused as error:
            refused.append((site, error))
            continue
        if not site.only_checked:
            rules[site.key] = rule
    if refused:
        # A combined rule is wrong only where one of its halves is, and that is said where the half is written.
        told = [(site, error) for site, error in refused if not site.combined] or refused
        findings = [found for site, error in told for found in _rule_findings(site, error)]
        raise DefinitionRefused(sorted(set(findings)))
    return rules


def _rule_findings(site: Site, refused: RuleRefused) -> Iterable[Finding]:
    for fault in refused.faults:
        line, column = site.tree.inside(site.path, site.source, fault.offset)
        yield Finding(
            file=site.tree.file,
            line=line,
            column=column,
            code=fault.code,
            what=fault.what,
            why=fault.why,
            mend=fault.mend,
        )


@dataclass(kw_only=True)
class _Work:
    """A definition while what it shares is put in."""

    tree: Tree
    catalogue: Catalogue
    findings: list[Finding] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    """Rules that are checked for themselves beside those of the finished definition."""

    def pages(self, each: Page | Use, number: int) -> list[PageOrigin]:
        """The pages that stand at one place of `ask`, their lists copied in."""
        if isinstance(each, Page):
            return [self._with_lists(PageOrigin(page=each, tree=self.tree, path=("ask", number)))]
        try:
            block = self.catalogue.block(each.use)
        except NotInCatalogue as absent:
            self.findings.append(absent.finding(self.tree, self.tree.at(("ask", number, "use"))))
            return []
        except DefinitionRefused as refused:
            self.findings += refused.findings
            return []
        origins = [
            PageOrigin(page=page, tree=block.tree, path=("ask", count)) for count, page in enumerate(block.part.ask)
        ]
        return [self._used(self._with_lists(origin), each, number) for origin in origins]

    def _used(self, origin: PageOrigin, use: Use, number: int) -> PageOrigin:
        """A page of a block as it is used here: in this section, and shown only where both say so."""
        page = origin.page
        changes: dict[str, object] = {"section": use.section} if use.section else {}
        if not use.show:
            return replace(origin, page=page.model_copy(update=changes))
        halves = [Site(key="", source=use.show, tree=self.tree, path=("ask", number, "show"), only_checked=True)]
        if page.show:
            path = (*origin.path, "show")
            halves.append(Site(key="", source=page.show, tree=origin.tree, path=path, only_checked=True))
        self.sites += halves
        changes["show"] = f"({use.show}) && ({page.show})" if page.show else use.show
        return replace(origin, page=page.model_copy(update=changes), combined=True)

    def _with_lists(self, origin: PageOrigin) -> PageOrigin:
        page = origin.page
        if not any(question.from_ for question in page.questions):
            return origin
        questions = list(page.questions)
        for number, question in enumerate(questions):
            if question.from_:
                shared = self._choices(origin, number, question.from_)
                questions[number] = question.model_copy(update={"choices": (*shared, *question.choices)})
        changed = page.model_copy(update={"questions": tuple(questions)})
        return replace(origin, page=changed)

    def _choices(self, origin: PageOrigin, number: int, key: str) -> tuple[Any, ...]:
        try:
            return self.catalogue.shared_list(key).part.choices
        except NotInCatalogue as absent:
            place = origin.tree.at((*origin.path, "questions", number, "from"))
            self.findings.append(absent.finding(origin.tree, place))
        except DefinitionRefused as refused:
            self.findings += refused.findings
        return ()

    def tables(self, definition: Definition) -> dict[str, ParameterTable]:
        """The tables that the definition names."""
        found: dict[str, ParameterTable] = {}
        for number, key in enumerate(definition.tables):
            try:
                found[key] = self.catalogue.table(key).part
            except NotInCatalogue as absent:
                self.findings.append(absent.finding(self.tree, self.tree.at(("tables", number))))
            except DefinitionRefused as refused:
                self.findings += refused.findings
        return found

    def messages(self, definition: Definition) -> dict[str, MessageTemplate]:
        """The messages and letters that the definition names."""
        named: list[tuple[str, Place]] = [
            (each.template, ("tell", number, "template")) for number, each in enumerate(definition.tell)
        ]
        outcomes = definition.work.outcomes if definition.work else ()
        named += [
            (each.letter, ("work", "outcomes", number, "letter")) for number, each in enumerate(outcomes) if each.letter
        ]
        found: dict[str, MessageTemplate] = {}
        for key, path in named:
            try:
                found[key] = self.catalogue.message(key).part
            except NotInCatalogue as absent:
                self.findings.append(absent.finding(self.tree, self.tree.at(path)))
            except DefinitionRefused as refused:
                self.findings += refused.findings
        return found
