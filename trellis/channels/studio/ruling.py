"""The rules of a draft: where each stands, what it decides, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.channels.studio.addresses import to_id, to_path
from trellis.channels.studio.telling import english
from trellis.services.language.conditions import Condition, Group, Subjects, conditions_of, in_words, subjects_of
from trellis.services.language.editing import Address, NotThere, look
from trellis.services.language.editing.places import name_of
from trellis.services.language.rules import Scope
from trellis.services.language.rules_in_words import Speaker
from trellis.services.queries import DraftView, FindingAt


@dataclass(frozen=True, kw_only=True)
class RulePlace:
    """A place at which a rule stands, or could."""

    address: Address
    decides: Promise
    """`“Was there a tag?” is asked when`: what is decided, up to the rule."""
    of: str
    """What the thing is called that it decides on."""
    scope: Scope = Scope.JOURNEY
    repeat: str = ""
    money: bool = False

    @property
    def path(self) -> str:
        return to_path(self.address)


@dataclass(frozen=True, kw_only=True)
class RuleTold:
    """One rule, as a list tells it."""

    place: RulePlace
    text: str
    words: str
    findings: tuple[FindingAt, ...]


@dataclass(frozen=True)
class _Kind:
    """A kind of place: the steps that lead there, and how many of them lead to the thing that it decides on."""

    steps: str
    decides: Promise
    thing: int
    scope: Scope = Scope.JOURNEY
    money: bool = False

    def fits(self, address: Address) -> bool:
        steps = self.steps.split("/")
        return len(steps) == len(address) and all(
            step in ("*", told) for step, told in zip(steps, address, strict=True)
        )


_KINDS: Final = (
    _Kind("ask/*/show", _("The page is shown when"), 2),
    _Kind("ask/*/questions/*/show", _("The question is asked when"), 4),
    _Kind("ask/*/questions/*/must/*/must", _("An answer is only taken when"), 4),
    _Kind("eligible/*/when", _("This holds when"), 2),
    _Kind("eligible/*/unless", _("This holds unless"), 2),
    _Kind("results/list/*/when", _("This is among the results when"), 3),
    _Kind("fee/*/when", _("This line is on the bill when"), 2),
    _Kind("fee/*/amount", _("This line comes to"), 2, money=True),
    _Kind("prevent/*/when", _("This is offered when"), 2),
    _Kind("participants/*/when", _("There is such a person when"), 2),
    _Kind("work/stages/*/when", _("This stage is needed when"), 3, scope=Scope.WORK),
    _Kind("work/stages/*/automatic/when", _("This is decided without a person when"), 3, scope=Scope.WORK),
    _Kind("work/stages/*/tasks/*/when", _("This task is needed when"), 5, scope=Scope.WORK),
)


def place_at(data: Any, address: Address) -> RulePlace | None:
    """What a rule at this address decides; None where no rule can stand there."""
    kind = next((each for each in _KINDS if each.fits(address)), None)
    try:
        holder = look(data, address[:-1]) if kind else None
    except NotThere:
        return None
    if kind is None or not isinstance(holder, Mapping):
        return None
    repeat = _repeat(data, address[1]) if len(address) > 3 and address[0] == "ask" else ""
    return RulePlace(
        address=address,
        decides=kind.decides,
        of=_called(look(data, address[: kind.thing])),
        scope=kind.scope,
        repeat=repeat,
        money=kind.money,
    )


class Rulebook:
    """Says the rules of one draft in words."""

    def __init__(self, draft: DraftView) -> None:
        self.draft, self.compiled = draft, draft.sources.readable()
        self._subjects: dict[tuple[Scope, str], Subjects] = {}

    def subjects(self, place: RulePlace) -> Subjects | None:
        """What the conditions of a rule can be about; None where it is an amount, or nothing can be read yet."""
        if self.compiled is None or place.money:
            return None
        key = (place.scope, place.repeat)
        if key not in self._subjects:
            work = self.compiled.definition.work
            self._subjects[key] = subjects_of(
                self.compiled.pages,
                tables=self.compiled.tables,
                outcomes=work.outcomes if work else (),
                scope=place.scope,
                repeat=place.repeat,
            )
        return self._subjects[key]

    def say(self, place: RulePlace, text: str) -> str:
        """A rule in words, as far as there are words for it; otherwise as it is written."""
        subjects = self.subjects(place)
        if subjects is None or self.compiled is None:
            return text
        group = conditions_of(text, subjects)
        return in_words(group, subjects) if group else Speaker.of(self.compiled.pages).say(text)

    def told(self) -> Iterator[RuleTold]:
        """Every rule that the file holds, in its order."""
        findings: dict[Address, list[FindingAt]] = {}
        for each in self.draft.findings:
            findings.setdefault(each.address, []).append(each)
        for address in _addresses(self.draft.data):
            place = place_at(self.draft.data, address)
            text = look(self.draft.data, address)
            if place and isinstance(text, str):
                words = self.say(place, text)
                yield RuleTold(place=place, text=text, words=words, findings=tuple(findings.get(address, ())))

    def beside(self) -> dict[str, list[RuleTold]]:
        """The rules by the part of the draft's page that each stands in, those that could be there among them."""
        found: dict[str, list[RuleTold]] = {}
        for each in self.told():
            found.setdefault(to_id(part_of_rule(each.place.address)), []).append(each)
        for address in _could_be(self.draft.data):
            place = place_at(self.draft.data, address)
            own = found.setdefault(to_id(address[:-1]), [])
            if place and not any(each.place.address[-1] in {"show", "when", "unless"} for each in own):
                own.append(RuleTold(place=place, text="", words="", findings=()))
        return found


def part_of_rule(address: Address) -> Address:
    """The part of the draft's page that a rule at this address stands in."""
    if address[0] == "ask":
        return address[:4] if len(address) > 4 else address[:2]
    return address[:3] if address[0] in {"work", "results"} else address[:2]


def _could_be(data: Any) -> Iterator[Address]:
    """Where a rule could stand that people look for: on pages, questions, fee lines, stages, and who can have it."""
    said = data if isinstance(data, Mapping) else {}
    for page in _named(said.get("ask")):
        yield ("ask", page, "show")
        held = look(said, ("ask", page))
        for question in _named(held.get("questions") if isinstance(held, Mapping) else None):
            yield ("ask", page, "questions", question, "show")
    yield from (("eligible", each, "when") for each in _named(said.get("eligible")))
    yield from (("fee", each, "when") for each in _named(said.get("fee")))
    work = said.get("work")
    stages = work.get("stages") if isinstance(work, Mapping) else None
    yield from (("work", "stages", each, "when") for each in _named(stages))


def _named(things: Any) -> Iterator[str | int]:
    things = things if isinstance(things, list) else []
    names = [name_of(each) for each in things]
    for number, name in enumerate(names):
        yield name if name and names.count(name) == 1 else number


@dataclass(frozen=True, kw_only=True)
class PartTold:
    """A condition, or a group of them, as the page of a rule tells it."""

    spot: str
    words: str
    join: str = ""
    parts: tuple[PartTold, ...] = ()


def told(part: Condition | Group, subjects: Subjects, spot: tuple[int, ...] = ()) -> PartTold:
    """The conditions of a rule, each with its words and its spot."""
    here = "-".join(map(str, spot))
    if isinstance(part, Condition):
        return PartTold(spot=here, words=in_words(part, subjects))
    parts = tuple(told(each, subjects, (*spot, number)) for number, each in enumerate(part.parts))
    return PartTold(spot=here, words="", join=part.join, parts=parts)


_KEYS: Final = frozenset({"show", "when", "unless", "must", "amount"})


def _addresses(thing: Any, here: Address = ()) -> Iterator[Address]:
    """Wherever a rule may stand, in the order of the file."""
    if isinstance(thing, Mapping):
        for key, each in thing.items():
            if key in _KEYS and isinstance(each, str):
                yield (*here, key)
            else:
                yield from _addresses(each, (*here, key))
    elif isinstance(thing, list):
        for step, each in zip(_named(thing), thing, strict=True):
            yield from _addresses(each, (*here, step))


def _repeat(data: Any, page: str | int) -> str:
    held = look(data, ("ask", page))
    return str(held.get("page", "")) if held.get("repeat") else ""


def _called(thing: Mapping[str, Any]) -> str:
    return next((words for key in _CALLED_BY if (words := english(thing.get(key)))), "")


_CALLED_BY: Final = ("title", "ask", "line", "say", "use", "offer", "id", "page")
