"""The rest of a draft as its page tells it: fees, results, the work, deadlines, and whatever no form shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.channels.studio.addresses import to_id, to_path
from trellis.channels.studio.telling import Outline, Teller, Told, english
from trellis.channels.studio.work_parts import part_at
from trellis.services.language.editing import Address
from trellis.services.language.editing.places import NAMED_BY, name_of
from trellis.services.language.editing.writing import flow
from trellis.services.queries import DraftView, FindingAt


@dataclass(frozen=True, kw_only=True)
class Section:
    """Several parts of one kind."""

    at: Address
    heading: Promise
    empty: Promise
    add: Promise
    parts: tuple[Told, ...] = ()
    inner: str = ""
    """What the list within each of them is called in the file, where one can be added to."""
    add_inner: Promise | str = ""

    @property
    def id(self) -> str:
        return to_id(self.at)

    @property
    def path(self) -> str:
        return to_path(self.at)


@dataclass(frozen=True, kw_only=True)
class Loose:
    """A part of the file that has no form: what it says, and where it is changed as text."""

    key: str
    words: str
    path: str
    findings: tuple[FindingAt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Work:
    """What the page of a draft tells beside its outline."""

    sections: tuple[Section, ...]
    loose: tuple[Loose, ...]
    shared: tuple[Loose, ...]


@dataclass(frozen=True, kw_only=True)
class Also:
    """What a part says that its form does not ask."""

    lines: tuple[tuple[str, str], ...]
    path: str


_SECTIONS: Final = (
    Section(at=("fee",), heading=_("What it costs"), empty=_("Nothing."), add=_("Add a line of the bill")),
    Section(at=("results", "list"), heading=_("What may fit"), empty=_("Nothing is listed."), add=_("Add a result")),
    Section(at=("prevent",), heading=_("What is offered before it comes to this"), empty=_("Nothing."),
            add=_("Add an offer")),
    Section(at=("work", "stages"), heading=_("What the council does"), empty=_("Nobody works on it."),
            add=_("Add a stage"), inner="tasks", add_inner=_("Add a task")),
    Section(at=("work", "outcomes"), heading=_("How it can end"), empty=_("In no way yet."),
            add=_("Add a way it can end")),
    Section(at=("work", "clocks"), heading=_("Deadlines"), empty=_("There are none."), add=_("Add a deadline"),
            inner="rules", add_inner=_("Add a length")),
    Section(at=("tell",), heading=_("Who is told what, and when"), empty=_("Nobody is told anything."),
            add=_("Add a message that is sent")),
)  # fmt: skip
_OUTLINED: Final = frozenset({"needs", "ask", "eligible", "data", "measures", "help", "examples"})
_WITHIN: Final = frozenset({"questions", "evidence", "tasks", "rules", "choices", "from", "type"})
_RULES: Final = frozenset({"show", "when", "unless"})


def with_work(told: Outline, draft: DraftView) -> tuple[Outline, Work]:
    """Everything that the outline leaves out, with the findings that are about it."""
    teller = Teller(draft, open_ones=told.elsewhere)
    said = draft.data if isinstance(draft.data, Mapping) else {}
    sections = tuple(_section(each, said, teller) for each in _SECTIONS if _can_stand(each, said))
    loose = tuple(
        Loose(key=to_path(at), words=_short(thing), path=to_path(at), findings=teller.taken(at))
        for at, thing in _loose(said)
    )
    shared = tuple(
        Loose(key=name, words="", path=name, findings=teller.taken((name,)))
        for name in sorted(draft.sources.shared)
        if not name.startswith("messages/")
    )
    return replace(told, elsewhere=teller.left()), Work(sections=sections, loose=loose, shared=shared)


def _can_stand(section: Section, said: Mapping[str, Any]) -> bool:
    """Whether there is a place for it: stages need `work`, and results a heading of theirs."""
    return len(section.at) == 1 or isinstance(said.get(str(section.at[0])), Mapping)


def _section(section: Section, said: Mapping[str, Any], teller: Teller) -> Section:
    holder: Any = said
    for step in section.at:
        holder = holder.get(step) if isinstance(holder, Mapping) else None
    return replace(section, parts=tuple(teller.listed(section.at, holder, _part)))


def _part(teller: Teller, at: Address, thing: Any, **place: bool) -> Told:
    said = thing if isinstance(thing, Mapping) else {}
    part = part_at(at, thing)
    inner_key = next((key for key in ("tasks", "rules") if key in said), "")
    inner = tuple(teller.listed((*at, inner_key), said.get(inner_key), _part)) if inner_key else ()
    first, *rest = part.fields if part else ()
    lines = tuple(
        (field.label, _short(said[field.name])) for field in rest if said.get(field.name) and field.name not in _RULES
    )
    heading = _heading(said.get(first.name)) if part else ""
    return teller.part(at, thing, heading=heading, lines=lines, inner=inner, **place)


def _heading(words: Any) -> str:
    return english(words) if isinstance(words, str | Mapping) else str(words or "")


def _loose(said: Mapping[str, Any]) -> list[tuple[Address, Any]]:
    """The keys that neither the outline nor a section nor the form of the service shows."""
    shown = _OUTLINED | {str(each.at[0]) for each in _SECTIONS} | {"service", "title", "summary", "before", "next"}
    found: list[tuple[Address, Any]] = [((key,), thing) for key, thing in said.items() if key not in shown]
    for holder, inner in (("work", {"stages", "outcomes", "clocks"}), ("results", {"list"})):
        held = said.get(holder)
        if isinstance(held, Mapping):
            found += [((holder, key), thing) for key, thing in held.items() if key not in inner]
        elif held is not None:
            found.append(((holder,), held))
    return found


def also_said(draft: DraftView) -> dict[str, Also]:
    """What parts say that their forms do not ask, by the part of the page."""
    found: dict[str, Also] = {}
    _gather(draft.data, (), found)
    return found


def _gather(thing: Any, here: Address, found: dict[str, Also]) -> None:
    if isinstance(thing, list):
        names = [name_of(each) for each in thing]
        for number, each in enumerate(thing):
            own = names[number] and names.count(names[number]) == 1
            _gather(each, (*here, names[number] if own else number), found)
    elif isinstance(thing, Mapping):
        part = part_at(here, thing) if here else None
        if part:
            asked = {field.name for field in part.fields} | {*NAMED_BY} | _WITHIN | _RULES
            alone = len(here) == 1
            lines = [(key, _short(each)) for key, each in thing.items() if key not in asked
                     and not (alone and isinstance(each, str))]  # fmt: skip
            if lines:
                found[to_id(here)] = Also(lines=tuple(lines), path=to_path(here))
        for key, each in thing.items():
            if isinstance(each, list | Mapping):
                _gather(each, (*here, key), found)


def _short(thing: Any) -> str:
    """What something says, in one line of words."""
    if isinstance(thing, Mapping) and set(thing) & {"en", "cy"}:
        return english(thing)
    if isinstance(thing, str):
        return thing
    if isinstance(thing, Sequence) and all(isinstance(each, str) for each in thing):
        return ", ".join(thing)
    return flow(thing)
