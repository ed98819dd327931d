"""The rules of a draft: where each stands, what it decides, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

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


def fits(steps: str, address: Address) -> bool:
    """Whether an address goes by these steps, where `*` is any."""
    wanted = steps.split("/")
    return len(wanted) == len(address) and all(step in {"*", told} for step, told in zip(wanted, address, strict=True))


@dataclass(frozen=True)
class _Kind:
    """A kind of place: the steps that lead there, and how many of them lead to the thing that it decides on."""

    steps: str
    decides: Promise
    thing: int
    scope: Scope = Scope.JOURNEY
    money: bool = False

    def fits(self, address: Address) -> bool:
        """Whether this is such a place."""
        return fits(self.steps, address)


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
    trail, thing = [data], data
    try:
        for step in address[:-1]:
            thing = look(thing, (step,))
            trail.append(thing)
    except NotThere:
        return None
    return _place(address, trail)


def _place(address: Address, trail: Sequence[Any]) -> RulePlace | None:
    """The same, where everything on the way there is at hand: a long draft has hundreds of places."""
    kind = next((each for each in _KINDS if each.fits(address)), None)
    if kind is None or not isinstance(trail[-1], Mapping):
        return None
    return RulePlace(
        address=address,
        decides=kind.decides,
        of=_called(trail[kind.thing]),
        scope=kind.scope,
        repeat=_repeat(trail[2]) if len(address) > 3 and address[0] == "ask" else "",
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
        return (each for each in self._placed() if each.text)

    def beside(self) -> dict[str, list[RuleTold]]:
        """The rules by the part of the draft's page that each stands in, those that could be there among them."""
        found: dict[str, list[RuleTold]] = {}
        for each in self._placed():
            found.setdefault(to_id(part_of_rule(each.place.address)), []).append(each)
        return found

    def _placed(self) -> Iterator[RuleTold]:
        findings: dict[Address, list[FindingAt]] = {}
        for each in self.draft.findings:
            findings.setdefault(each.address, []).append(each)
        for address, trail, text in _addresses(self.draft.data, (), ()):
            if place := _place(address, trail):
                words = self.say(place, text) if text else ""
                yield RuleTold(place=place, text=text, words=words, findings=tuple(findings.get(address, ())))


def part_of_rule(address: Address) -> Address:
    """The part of the draft's page that a rule at this address stands in."""
    if address[0] == "ask":
        return address[:4] if len(address) > 4 else address[:2]
    return address[:3] if address[0] in {"work", "results"} else address[:2]


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
_CONDITIONS: Final = frozenset({"show", "when", "unless"})
_COULD_BE: Final = (
    ("ask/*", "show"),
    ("ask/*/questions/*", "show"),
    ("eligible/*", "when"),
    ("fee/*", "when"),
    ("work/stages/*", "when"),
)
"""Where a rule could stand that people look for."""
Found: TypeAlias = tuple[Address, tuple[Any, ...], str]
"""Where a rule stands or could, everything on the way there, and what it says."""


def _addresses(thing: Any, here: Address, above: tuple[Any, ...]) -> Iterator[Found]:
    """Wherever a rule stands or is looked for, in the order of the file."""
    trail = (*above, thing)
    if isinstance(thing, Mapping):
        for key, each in thing.items():
            if key in _KEYS and isinstance(each, str):
                yield ((*here, key), trail, each)
        if not _CONDITIONS & thing.keys():
            yield from (((*here, key), trail, "") for steps, key in _COULD_BE if fits(steps, here))
        for key, each in thing.items():
            if isinstance(each, list | Mapping):
                yield from _addresses(each, (*here, key), trail)
    elif isinstance(thing, list):
        for step, each in zip(_named(thing), thing, strict=True):
            yield from _addresses(each, (*here, step), trail)


def _named(things: list[Any]) -> Iterator[str | int]:
    names = [name_of(each) for each in things]
    for number, name in enumerate(names):
        yield name if name and names.count(name) == 1 else number


def _repeat(page: Any) -> str:
    return str(page.get("page", "")) if isinstance(page, Mapping) and page.get("repeat") else ""


def _called(thing: Mapping[str, Any]) -> str:
    return next((words for key in _CALLED_BY if (words := english(thing.get(key)))), "")


_CALLED_BY: Final = ("title", "ask", "line", "say", "use", "offer", "id", "page")
