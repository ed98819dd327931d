"""When each page of a form is shown: from "after this page, go there if" to the ways that lead to a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trellis.services.language.xgov.conditions import Reader, UnsaidError
from trellis.services.language.xgov.source import Form, SourcePage, refused
from trellis.services.language.xgov.ways import (
    ALWAYS,
    NEVER,
    NOT_ANSWERED,
    TooManyWaysError,
    Ways,
    both,
    deny,
    either,
    way,
)


@dataclass(frozen=True, kw_only=True)
class Routing:
    """The pages that can be reached, each after those that lead to it, and the ways to each."""

    order: tuple[str, ...]
    ways: Mapping[str, Ways]
    unsaid: Mapping[str, str]
    """Conditions that could not be said, with why."""
    wide: frozenset[str]
    """Pages that are shown to more people than in the source, as a condition before them could not be said."""

    @property
    def everybody(self) -> frozenset[str]:
        """The pages that everybody is shown."""
        return frozenset(path for path, ways in self.ways.items() if ways == ALWAYS)


@dataclass
class _Route:
    form: Form
    reader: Reader
    ways: dict[str, Ways] = field(default_factory=dict)
    unsaid: dict[str, str] = field(default_factory=dict)
    wide: set[str] = field(default_factory=set)

    def along(self, order: tuple[str, ...]) -> None:
        self.ways = dict.fromkeys(order, NEVER) | {self.form.start: ALWAYS}
        for path in order:
            self.ways[path] = self._fewer(self.ways[path])
            if self.ways[path] == ALWAYS:
                self.reader = replace(self.reader, everybody=self.reader.everybody | {path})
            self._onward(self.form.paths[path])

    def _onward(self, page: SourcePage) -> None:
        """The source follows the first link whose condition holds, else the last that has none."""
        here, left, sure = self.ways[page.path], ALWAYS, page.path not in self.wide
        usual = ""
        for link in page.links:
            if link.path not in self.ways:
                if link.condition:
                    self.unsaid.setdefault(link.condition, f"it leads to `{link.path}`, which is not in the form")
                continue
            if not link.condition:
                usual = link.path
                continue
            try:
                found = self.reader.read(link.condition)
                self._lead(link.path, both(left, found), page, here=here, sure=sure)
                left = both(left, deny(found, {point: self.reader.known(point) for each in found for point, _ in each}))
            except (UnsaidError, TooManyWaysError) as error:
                why = str(error) or "it joins more answers than a rule that can be read"
                shown = "the pages it may lead to are shown to everybody who comes that far"
                self.unsaid.setdefault(link.condition, f"{why}; {shown}")
                self._lead(link.path, ALWAYS, page, here=here, sure=False)
                sure = False
        if usual:
            self._lead(usual, left, page, here=here, sure=sure)

    def _lead(self, target: str, taken: Ways, page: SourcePage, *, here: Ways, sure: bool) -> None:
        if not sure:
            self.wide.add(target)
        found: list[Ways] = [self.ways[target]]
        for each in taken:
            facts = dict(each)
            own = {point for point in facts if self.reader.asked[point.field].page == page.path}
            must = {point for point in own if not self.reader.asked[point.field].optional}
            # Who is on this page has answered what must be answered on it.
            facts |= {point: facts[point] - {NOT_ANSWERED} for point in must}
            if not all(facts.values()):
                continue
            told = any(NOT_ANSWERED not in facts[point] for point in own)
            one: Ways = frozenset({way(facts)})
            found.append(one if told else both(here, one))
        self.ways[target] = either(*found)

    def _fewer(self, ways: Ways) -> Ways:
        """Where every answer to a question leads here, being asked that question is enough."""
        while True:
            for each in ways:
                full = next(
                    (
                        (point, values)
                        for point, values in sorted(each, key=lambda fact: fact[0])
                        if values >= self.reader.known(point) - {NOT_ANSWERED}
                        and (NOT_ANSWERED in values or not self.reader.asked[point.field].optional)
                    ),
                    None,
                )
                if full is not None:
                    asked_at = ALWAYS if NOT_ANSWERED in full[1] else self.ways[self.reader.asked[full[0].field].page]
                    ways = either(ways - {each}, both(frozenset({each - {full}}), asked_at))
                    break
            else:
                return ways


def route(form: Form, reader: Reader, *, order: tuple[str, ...]) -> Routing:
    """The ways to every page that can be reached."""
    routed = _Route(form=form, reader=reader)
    routed.along(order)
    return Routing(order=order, ways=routed.ways, unsaid=routed.unsaid, wide=frozenset(routed.wide))


def ordered(form: Form, *, file: str) -> tuple[str, ...]:
    """The pages that can be reached, in the order of the form, but each after those that lead to it.

    Raises `DefinitionRefused` where pages go in a circle.
    """
    reached, waiting = {form.start}, [form.start]
    while waiting:
        for link in form.paths[waiting.pop()].links:
            if link.path in form.paths and link.path not in reached:
                reached.add(link.path)
                waiting.append(link.path)
    before = {path: {page.path for page in form.pages if page.path in reached and any(
        link.path == path for link in page.links)} for path in form.paths if path in reached}  # fmt: skip
    order: list[str] = []
    while len(order) < len(before):
        ready = next((path for path, needs in before.items() if path not in order and needs <= set(order)), None)
        if ready is None:
            stuck = _in_circle({path: needs - set(order) for path, needs in before.items() if path not in order})
            raise refused(
                file,
                f"page {stuck}",
                f"The pages go in a circle through `{stuck}`",
                f"Change `next` of one page in the circle, so that `{stuck}` is not asked again.",
            )
        order.append(ready)
    return tuple(order)


def _in_circle(before: Mapping[str, set[str]]) -> str:
    """A page of the circle itself, not one that only waits behind it."""
    seen: list[str] = []
    path = min(before)
    while path not in seen:
        seen.append(path)
        path = min(before[path])
    return path
