"""The elements of a definition that somebody may speak about: each with its address, what it is and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from trellis.services.language.addresses import WHOLE, to_place
from trellis.services.language.editing import Address
from trellis.services.language.editing.places import name_of
from trellis.services.language.sources import Sources

LISTED: Final = {
    "needs": "Need",
    "evidence": "Finding",
    "ask": "Page",
    "questions": "Question",
    "eligible": "Rule",
    "list": "Result",
    "fee": "Fee",
    "stages": "Stage",
    "tasks": "Task",
    "outcomes": "Outcome",
    "clocks": "Clock",
    "tell": "Message that is sent",
}
"""Lists whose things are elements, and what each thing is called."""
ALONE: Final = {
    "data": "What happens to the answers",
    "measures": "How you will know that it works",
    "help": "Help for people who cannot go online",
}
_WITHIN: Final = ("work", "results")
_SAYS: Final = ("title", "ask", "need", "says", "line", "use", "on", "id", "say")


@dataclass(frozen=True, kw_only=True)
class Element:
    """One thing of a definition that has an address."""

    place: str
    """Its address with slashes: `ask/bin-address/questions/address`."""
    kind: str
    words: str

    @property
    def heading(self) -> str:
        return f"{self.kind}: {self.words}" if self.words else self.kind


def elements_of(sources: Sources) -> tuple[Element, ...]:
    """Every element of a definition, in the order of its file; then its messages."""
    said = sources.tree().data
    data = said if isinstance(said, Mapping) else {}
    whole = Element(place=WHOLE, kind="The service", words=in_english(data.get("title")) or sources.service)
    shared = (_message(sources, name) for name in sorted(sources.shared) if name.startswith("messages/"))
    return (whole, *_within(data, ()), *shared)


def pages_at(sources: Sources) -> dict[str, str]:
    """Where each page stands, and each question as `page/question`: that of a shared block stands where it is used."""
    said = sources.tree().data
    listed = said.get("ask") if isinstance(said, Mapping) else None
    found: dict[str, str] = {}
    for each in listed if isinstance(listed, list) else []:
        if not isinstance(each, Mapping):
            continue
        if "use" in each:
            block = f"blocks/{each['use']}.yaml"
            inner = sources.tree(block).data if block in sources.shared else {}
            pages = inner.get("ask") if isinstance(inner, Mapping) else []
            found |= {name: f"ask/{each['use']}" for page in pages or [] for name in _names(page)}
        else:
            at = f"ask/{each.get('page')}"
            found |= {name: f"{at}/questions/{name.partition('/')[2]}" if "/" in name else at for name in _names(each)}
    return found


def in_english(words: Any) -> str:
    """Words in English, or in whichever language there are some."""
    if isinstance(words, Mapping):
        return str(words.get("en") or next(iter(words.values()), ""))
    return str(words or "")


def _names(page: Any) -> Iterator[str]:
    if isinstance(page, Mapping) and page.get("page"):
        yield str(page["page"])
        for question in page.get("questions") or []:
            if isinstance(question, Mapping) and question.get("id"):
                yield f"{page['page']}/{question['id']}"


def _within(data: Mapping[str, Any], at: Address) -> Iterator[Element]:
    for key, value in data.items():
        if key in LISTED and isinstance(value, list):
            yield from _listed(value, (*at, key), LISTED[key])
        elif not at and key in ALONE and isinstance(value, Mapping):
            yield Element(place=key, kind=ALONE[key], words="")
        elif not at and key in _WITHIN and isinstance(value, Mapping):
            yield from _within(value, (key,))


def _listed(things: list[Any], at: Address, kind: str) -> Iterator[Element]:
    names = [name_of(each) for each in things]
    for number, thing in enumerate(things):
        if not isinstance(thing, Mapping):
            continue
        alone = names[number] and names.count(names[number]) == 1
        address = (*at, names[number] if alone else number)
        words = next((in_english(thing[key]) for key in _SAYS if thing.get(key)), "")
        yield Element(place=to_place(address), kind="Shared pages" if "use" in thing else kind, words=words)
        yield from _within(thing, address)


def _message(sources: Sources, name: str) -> Element:
    said = sources.tree(name).data
    subject = in_english(said.get("subject")) if isinstance(said, Mapping) else ""
    place = name.removesuffix(".yaml")
    return Element(place=place, kind="Message", words=subject or place.partition("/")[2])
