"""Every place of a definition where a rule may stand, and the key by which it is found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trellis.services.language.loader import Place, Tree
from trellis.services.language.model import Definition, Page
from trellis.services.language.rules import Scope


@dataclass(frozen=True, kw_only=True)
class PageOrigin:
    """A page, and where it is written: in the definition itself or in a block."""

    page: Page
    tree: Tree
    path: Place
    combined: bool = False
    """Its `show` was made from that of a block and that of the place where the block is used."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """One rule where it stands.

    The keys are `page:PAGE:show`, `question:ID:show`, `question:ID:must:N`, `eligible:ID:when|unless`, `result:ID`,
    `fee:N:when|amount`, `prevent:N`, `participant:KEY`, `stage:ID:when|automatic` and `task:STAGE:ID`; N counts from 0.
    """

    key: str
    source: str
    tree: Tree
    path: Place
    scope: Scope = Scope.JOURNEY
    repeat: str = ""
    money: bool = False
    only_checked: bool = False
    """One of the two halves of a combined rule: checked by itself, so that a mistake is shown where it is written."""
    combined: bool = False


def sites_of(definition: Definition, origins: list[PageOrigin], tree: Tree) -> Iterator[Site]:
    """Every rule of a definition, in the order of the file."""
    for origin in origins:
        yield from _of_page(origin)
    yield from _of_prevention(definition, tree)
    yield from _of_eligibility(definition, tree)
    yield from _of_results(definition, tree)
    yield from _of_fee(definition, tree)
    yield from _of_work(definition, tree)


def _of_page(origin: PageOrigin) -> Iterator[Site]:
    page, tree, path = origin.page, origin.tree, origin.path
    repeat = page.page if page.repeat else ""
    if page.show:
        key = f"page:{page.page}:show"
        yield Site(key=key, source=page.show, tree=tree, path=(*path, "show"), combined=origin.combined)
    for number, question in enumerate(page.questions):
        here = (*path, "questions", number)
        if question.show:
            yield Site(
                key=f"question:{question.id}:show",
                source=question.show,
                tree=tree,
                path=(*here, "show"),
                repeat=repeat,
            )
        for count, check in enumerate(question.must):
            yield Site(
                key=f"question:{question.id}:must:{count}",
                source=check.must,
                tree=tree,
                path=(*here, "must", count, "must"),
                repeat=repeat,
            )


def _of_prevention(definition: Definition, tree: Tree) -> Iterator[Site]:
    for number, offer in enumerate(definition.prevent):
        if offer.when:
            yield Site(key=f"prevent:{number}", source=offer.when, tree=tree, path=("prevent", number, "when"))
    for key, participant in definition.participants.items():
        if participant.when:
            path = ("participants", key, "when")
            yield Site(key=f"participant:{key}", source=participant.when, tree=tree, path=path)


def _of_eligibility(definition: Definition, tree: Tree) -> Iterator[Site]:
    for number, each in enumerate(definition.eligible):
        if each.when:
            path: Place = ("eligible", number, "when")
            yield Site(key=f"eligible:{each.id}:when", source=each.when, tree=tree, path=path)
        if each.unless:
            path = ("eligible", number, "unless")
            yield Site(key=f"eligible:{each.id}:unless", source=each.unless, tree=tree, path=path)


def _of_results(definition: Definition, tree: Tree) -> Iterator[Site]:
    for number, each in enumerate(definition.results.list if definition.results else ()):
        if each.when:
            path = ("results", "list", number, "when")
            yield Site(key=f"result:{each.id}", source=each.when, tree=tree, path=path)


def _of_fee(definition: Definition, tree: Tree) -> Iterator[Site]:
    for number, line in enumerate(definition.fee):
        if line.when:
            yield Site(key=f"fee:{number}:when", source=line.when, tree=tree, path=("fee", number, "when"))
        if line.amount:
            path = ("fee", number, "amount")
            yield Site(key=f"fee:{number}:amount", source=line.amount, tree=tree, path=path, money=True)


def _of_work(definition: Definition, tree: Tree) -> Iterator[Site]:
    for number, stage in enumerate(definition.work.stages if definition.work else ()):
        here: Place = ("work", "stages", number)
        if stage.when:
            path = (*here, "when")
            yield Site(key=f"stage:{stage.id}:when", source=stage.when, tree=tree, path=path, scope=Scope.WORK)
        if stage.automatic:
            path, source = (*here, "automatic", "when"), stage.automatic.when
            yield Site(key=f"stage:{stage.id}:automatic", source=source, tree=tree, path=path, scope=Scope.WORK)
        for count, task in enumerate(stage.tasks):
            if task.when:
                path = (*here, "tasks", count, "when")
                yield Site(key=f"task:{stage.id}:{task.id}", source=task.when, tree=tree, path=path, scope=Scope.WORK)
