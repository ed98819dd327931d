"""A draft as its page tells it: parts in the order of the file, each with its findings and where it is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trellis.channels.studio.addresses import to_id, to_path
from trellis.channels.studio.parts import KIND_WORDS
from trellis.channels.studio.work_parts import part_at
from trellis.services.language.editing import Address
from trellis.services.language.editing.places import name_of
from trellis.services.language.model import Kind
from trellis.services.queries import DraftView, FindingAt


@dataclass(frozen=True, kw_only=True)
class Told:
    """One part of a draft."""

    id: str
    path: str
    """Its address, as a part of the address of its page; empty where no form changes it."""
    heading: str
    lines: tuple[tuple[str, str], ...] = ()
    """What else is said of it: a word for it, and what it says."""
    findings: tuple[FindingAt, ...] = ()
    inner: tuple[Told, ...] = ()
    first: bool = False
    last: bool = False
    shared: bool = False
    """Pages that are written elsewhere and only put here."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """All of a draft."""

    service: Told
    needs: tuple[Told, ...]
    pages: tuple[Told, ...]
    rules: tuple[Told, ...]
    messages: tuple[Told, ...]
    others: tuple[Told, ...]
    elsewhere: tuple[FindingAt, ...] = field(default=())
    """Findings about what no part here is."""


def outline_of(draft: DraftView) -> Outline:
    """Everything that stands in a draft, with the checker's findings beside what they are about."""
    teller = Teller(draft)
    said = draft.data if isinstance(draft.data, dict) else {}
    # The innermost part takes a finding first, so that it stands once and closest to what it is about.
    pages = tuple(teller.listed(("ask",), said.get("ask"), _page))
    needs = tuple(teller.listed(("needs",), said.get("needs"), _need))
    rules = tuple(teller.listed(("eligible",), said.get("eligible"), _rule))
    messages = tuple(teller.message(name) for name in sorted(draft.sources.shared) if name.startswith("messages/"))
    others = tuple(teller.alone((key,), words) for key, words in _OTHERS if isinstance(said.get(key), dict))
    service = teller.service(said)
    return Outline(
        service=service,
        needs=needs,
        pages=pages,
        rules=rules,
        messages=messages,
        others=others,
        elsewhere=teller.left(),
    )


_OTHERS = (
    ("data", "What happens to the answers"),
    ("measures", "How you will know that it works"),
    ("help", "Help for people who cannot go online"),
)
_SERVICE = frozenset({"service", "title", "summary", "before", "next", "lgsl", "for", "nation", "languages"})


class Teller:
    """Tells the parts one by one, and remembers which findings have found their place."""

    def __init__(self, draft: DraftView, *, open_ones: Sequence[FindingAt] | None = None) -> None:
        self.draft = draft
        self.open = list(draft.findings if open_ones is None else open_ones)

    def listed(self, at: Address, things: Any, said: Any) -> Iterator[Told]:
        things = things if isinstance(things, list) else []
        names = [name_of(each) for each in things]
        for number, thing in enumerate(things):
            step = names[number] if names[number] and names.count(names[number]) == 1 else number
            yield said(self, (*at, step), thing, first=number == 0, last=number == len(things) - 1)

    def message(self, name: str) -> Told:
        tree = self.draft.sources.tree(name)
        subject = tree.data.get("subject") if isinstance(tree.data, dict) else ""
        key = name.removesuffix(".yaml")
        return Told(id=to_id((key.replace("/", "-"),)), path=key, heading=english(subject) or key,
                    findings=self.taken((name,)))  # fmt: skip

    def alone(self, at: Address, words: str) -> Told:
        said = self.draft.data[at[0]]
        lines = tuple((str(key), english(each)) for key, each in said.items() if isinstance(each, str | dict))
        return self.part(at, said, heading=words, lines=tuple(each for each in lines if each[1]))

    def service(self, said: Mapping[str, Any]) -> Told:
        mine = tuple(each for each in self.open if not each.address or each.address[0] in _SERVICE)
        self.open = [each for each in self.open if each not in mine]
        lines = tuple((words, english(said.get(key))) for key, words in _SAID if said.get(key))
        heading = english(said.get("title")) or self.draft.service
        return Told(id=to_id(("service",)), path=to_path(()), heading=heading, lines=lines, findings=mine)

    def part(self, at: Address, thing: Any, *, heading: str, **more: Any) -> Told:
        path = to_path(at) if part_at(at, thing) else ""
        return Told(id=to_id(at), path=path, heading=heading, findings=self.taken(at), **more)

    def taken(self, at: Address) -> tuple[FindingAt, ...]:
        mine = tuple(each for each in self.open if each.address[: len(at)] == at)
        self.open = [each for each in self.open if each not in mine]
        return mine

    def left(self) -> tuple[FindingAt, ...]:
        return tuple(self.open)


_SAID = (("summary", "What it does"), ("before", "To have at hand"), ("next", "What happens next"))


def _page(teller: Teller, at: Address, thing: Any, **place: bool) -> Told:
    if not isinstance(thing, dict):
        return teller.part(at, thing, heading="Not a page yet", **place)
    if "use" in thing:
        return teller.part(at, thing, heading=f"Shared pages: {thing['use']}", shared=True, **place)
    inner = tuple(teller.listed((*at, "questions"), thing.get("questions"), _question))
    lines = tuple((words, english(thing.get(key))) for key, words in _OF_PAGE if thing.get(key))
    return teller.part(at, thing, heading=english(thing.get("title")), lines=lines, inner=inner, **place)


_OF_PAGE = (("guidance", "Guidance"), ("section", "Section"))


def _question(teller: Teller, at: Address, thing: Any, **place: bool) -> Told:
    said = thing if isinstance(thing, dict) else {}
    lines = [("Kind", kind_words(said.get("type")))]
    if english(said.get("hint")):
        lines.append(("Hint", english(said.get("hint"))))
    if options := _options(said):
        lines.append(("Options", options))
    if said.get("optional") == "yes":
        lines.append(("May be left empty", "Yes"))
    lines += [(words, english(said.get(key))) for key, words in _OF_QUESTION if said.get(key)]
    return teller.part(at, thing, heading=english(said.get("ask")), lines=tuple(lines), **place)


_OF_QUESTION = (("why", "Why we ask"),)


def _options(said: Mapping[str, Any]) -> str:
    listed = said.get("choices") if isinstance(said.get("choices"), list) else []
    labels = (
        [english(each.get("label")) for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )
    shared = [f"the shared list {said['from']}"] if said.get("from") else []
    return "; ".join([*shared, *labels])


def _need(teller: Teller, at: Address, thing: Any, **place: bool) -> Told:
    said = thing if isinstance(thing, dict) else {}
    inner = tuple(teller.listed((*at, "evidence"), said.get("evidence"), _evidence))
    lines = (("Who", english(said.get("as"))), ("So that", english(said.get("so"))))
    return teller.part(at, thing, heading=english(said.get("need")), lines=lines, inner=inner, **place)


def _evidence(teller: Teller, at: Address, thing: Any, **place: bool) -> Told:
    said = thing if isinstance(thing, dict) else {}
    lines = [("From", str(said.get("source", "")))]
    lines += [(words, str(said[key])) for key, words in (("asked", "Asked"), ("period", "When")) if said.get(key)]
    what = "Assumption" if said.get("assumption") == "yes" else "Found"
    return teller.part(at, thing, heading=f"{what}: {said.get('says', '')}", lines=tuple(lines), **place)


def _rule(teller: Teller, at: Address, thing: Any, **place: bool) -> Told:
    said = thing if isinstance(thing, dict) else {}
    lines = [(words, english(said.get(key))) for key, words in _OF_RULE if said.get(key)]
    heading = english(said.get("title")) or str(said.get("id", ""))
    return teller.part(at, thing, heading=heading, lines=tuple(lines), **place)


_OF_RULE = (("say", "What people read"), ("explain", "Source"))


def kind_words(kind: Any) -> str:
    """What a kind of question is called."""
    return KIND_WORDS[Kind(kind)] if kind in set(Kind) else str(kind or "")


def english(words: Any) -> str:
    """Words in English, or in whichever language there are some."""
    if isinstance(words, Mapping):
        return str(words.get("en") or next(iter(words.values()), ""))
    return str(words or "")


def needs_of(data: Any) -> Sequence[tuple[str, str]]:
    """The needs that a question may cite: key and words."""
    listed = data.get("needs") if isinstance(data, dict) else []
    return [
        (str(each["id"]), f"The need to {english(each.get('need'))}")
        for each in listed or []
        if isinstance(each, dict) and each.get("id")
    ]
