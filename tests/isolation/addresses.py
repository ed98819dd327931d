"""Every address of the installation, and how the parts of each that name something are filled in with a town's own.

An address is swept as soon as it is there. Where it names something that nobody has said here how to name, the sweep
fails; and unless it stands below as open to everybody, it must show a stranger nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

from tests.isolation.towns import SERVICE, Town
from trellis.channels.staff.case.verbs import VERBS
from trellis.channels.staff.one_time import link_for

Namer = Callable[[Town], list[str]]
"""What a part of an address can be, of this town."""

OPEN = {
    "web-council": "the front page of an organisation",
    "web-brand": "its colours",
    "web-accessibility": "its accessibility statement",
    "web-cookies": "its page on cookies",
    "content-list": "the list of its pages of guidance",
    "content-page": "a page of guidance that was approved for everybody",
    "directory-contacts": "how to reach its teams, and when they are there",
    "directory-wards": "who represents an address, by a postcode that anybody may type",
    "directory-ward": "who represents a ward",
    "directory-councillor": "what everybody may know of a councillor",
    "web-status": "asks for a reference and an email address",
    "web-status-by-phone": "says whom to ask without an e-mail address: every service, whoever asks",
    "web-start": "the start page of a service",
    "web-leave-fast": "leaves for elsewhere, and lets go of what one's own browser held",
    "web-begin": "begins a journey of one's own; opened like a page, it is the start page",
    "web-start-again": "lets go of a journey of one's own; opened like a page, it is the start page",
    "web-privacy": "what a service does with answers",
    "payment-notified": "a provider says that something changed: it is not believed, and told nothing",
}
"""Addresses that answer everybody, with why. They too show nothing of what is one person's."""

KEYS = {
    "web-saved": "whoever has the link holds the journey; under another organisation's address it does not work",
    "research-agree": "whoever has the link of a test is asked for its code; elsewhere it does not work",
    **{
        f"research-{name}": "whoever has this tries a prototype, and holds what was recorded of them alone"
        for name in ("try", "end", "take-back")
    },
    "pay-sandbox": "the page of an outside provider, played here; whoever has its reference pays",
    "pay-sandbox-choose": "the same page's buttons",
}
"""Addresses that are keys themselves: whoever knows them is let in, so they are not tried with what they let in to."""

DEMO_ONLY = {
    "outbox": "shows a demo's messages to everybody; it is not there in production",
    "connector-sandbox": "plays another organisation's system for everybody; it is not there in production",
}


class UnknownPart(Exception):
    """An address names something, and nobody said how this names what is another town's."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address, as it is written in a urls.py."""

    name: str
    route: str
    parts: tuple[str, ...]

    @property
    def of_an_organisation(self) -> bool:
        return bool({"organisation", "organisation_key"} & set(self.parts))

    @property
    def at_the_desk(self) -> bool:
        return "organisation_key" in self.parts

    @property
    def names_something(self) -> bool:
        """Whether it names what belongs to somebody, beyond the organisation and its services."""
        return any(_is_somebodys(self.name, part) for part in self.parts)

    def filled(self, *, place: Town, things: Town) -> Iterator[str]:
        """Its paths under the address of `place`, naming what is of `things`."""
        whose = [place if part.startswith("organisation") else things for part in self.parts]
        for chosen in product(*(namer(town) for namer, town in zip(self.namers, whose, strict=True))):
            path = "/" + self.route
            for part, value in zip(self.parts, chosen, strict=True):
                path = _put(path, part, value)
            yield path

    @property
    def namers(self) -> list[Namer]:
        """How each of its parts is named.

        :raises UnknownPart: where nobody has said.
        """
        return [self._namer(part) for part in self.parts]

    def _namer(self, part: str) -> Namer:
        namer = _OF_ADDRESS.get((self.name, part)) or _ANYWHERE.get(part)
        if namer is None:
            raise UnknownPart(
                f"{self.name} ({self.route}): say in tests/isolation/addresses.py what its <{part}> names"
            )
        return namer


def addresses() -> list[Address]:
    """Every address there is, of every channel and component."""
    return list(_walked(get_resolver(), "", ()))


def _walked(resolver: URLResolver, before: str, parts: tuple[str, ...]) -> Iterator[Address]:
    for each in resolver.url_patterns:
        route, named = before + str(each.pattern), (*parts, *each.pattern.converters)
        if isinstance(each, URLResolver):
            yield from _walked(each, route, named)
        elif isinstance(each, URLPattern):
            yield Address(name=each.name or "", route=route, parts=named)


def _put(path: str, part: str, value: str) -> str:
    before, _, after = path.partition(f":{part}>")
    return before[: before.rindex("<")] + value + after


def _is_somebodys(name: str, part: str) -> bool:
    return (name, part) in _OF_ADDRESS and (name, part) not in _POSITIONS | _LISTS


def _one(value: Callable[[Town], object]) -> Namer:
    return lambda town: [str(value(town))]


def _staff(town: Town) -> list[str]:
    return [str(town.number_of("caseworker")), str(town.number_of("administrator"))]


def _document(town: Town) -> list[str]:
    return [town.document]


def _link_of_ours(town: Town) -> list[str]:
    """A sign-in token that is right, for another account than the one that the address names."""
    return [link_for(town.staff["second"]).rstrip("/").rsplit("/", 1)[-1]]


_ANYWHERE: dict[str, Namer] = {
    "organisation": _one(lambda town: town.key),
    "organisation_key": _one(lambda town: town.key),
    "service": lambda town: [SERVICE],
    "page": lambda town: ["papers"],
    "rule": lambda town: ["no-such-rule"],
    "verb": lambda town: list(VERBS),
    "rest": lambda town: ["somewhere/else.aspx"],
    "address": lambda town: ["market-days"],
    "ward": lambda town: ["market"],
    "councillor": lambda town: ["alma-renn"],
    "language": lambda town: ["en"],
    "place": lambda town: ["ask/goods"],
    "version": lambda town: ["1"],
    "revision": lambda town: ["1"],
    "connection": lambda town: ["crews"],
    "system": lambda town: ["on-crews"],
    "secret": lambda town: ["token"],
}
"""Parts that mean the same wherever they stand, and that are the same in every town."""

STUDIO = tuple(
    f"studio-{name}"
    for name in (
        "draft", "compare", "try", "ask", "publish", "drop", "file", "bring-back", "undo", "change", "add", "remove", "move",
        "options", "comments", "comment-choose", "comment-answer", "comment-settle", "comment-reopen", "comment",
        "plan", "plan-cancel", "template", "template-update",
        "rules", "rule", "rule-text", "rule-join", "rule-without", "condition", "examples", "example-add",
        "example", "example-remove", "as-text", "shared", "message-add",
    )
)  # fmt: skip
"""Pages of one draft."""

_POSITIONS: dict[tuple[str, str], Namer] = {
    (f"web-{name}", "number"): lambda town: ["1"]
    for name in (
        "step", "items-remove", "find-address", "address-by-hand", "another-address", "in-language", "stay", "upload",
        "remove-document",
    )
}  # fmt: skip
"""The first, the second ... of the things that somebody added on a page of their own."""

_LISTS: dict[tuple[str, str], Namer] = {
    **{(name, "page"): lambda town: ["goods"] for name in ("web-items", "web-items-add", "web-items-remove")},
    # Every town has a first release of its own market stall.
    ("studio-release-withdraw", "number"): lambda town: ["1"],
}
"""The page on which somebody adds one thing after another; and what has the same number in every town."""

_OF_ADDRESS: dict[tuple[str, str], Namer] = {
    **_POSITIONS,
    **_LISTS,
    ("pay-sandbox", "reference"): _one(lambda town: town.charge),
    ("pay-sandbox-choose", "reference"): _one(lambda town: town.charge),
    ("payment-notified", "reference"): _one(lambda town: town.charge),
    ("connector-sandbox", "connection"): lambda town: ["crews"],
    ("account-one-time", "number"): _one(lambda town: town.staff["administrator"].pk),
    ("account-one-time", "token"): _link_of_ours,
    ("account-begin", "number"): _one(lambda town: town.staff["administrator"].pk),
    ("account-begin", "token"): _link_of_ours,
    ("desk-case", "reference"): _one(lambda town: town.proposed),
    ("desk-document", "reference"): _one(lambda town: town.proposed),
    ("desk-document", "document"): _document,
    ("desk-letter", "reference"): _one(lambda town: town.proposed),
    ("desk-list-act", "listed"): lambda town: ["differences"],
    ("desk-list-act", "row"): _one(lambda town: town.difference),
    ("desk-list-act", "verb"): lambda town: ["settle", "send-again"],
    ("desk-act", "reference"): _one(lambda town: town.proposed),
    ("desk-act-on", "reference"): _one(lambda town: town.proposed),
    ("desk-act-on", "target"): _one(lambda town: town.decision),
    ("desk-staff-change", "number"): _staff,
    ("desk-staff-end", "number"): _staff,
    ("desk-staff-reset", "number"): _staff,
    ("desk-review-keep", "number"): _staff,
    ("desk-review-end", "number"): _staff,
    **{
        (f"desk-content-{verb}", "number"): _one(lambda town: town.page)
        for verb in (
            "page",
            "write",
            "look",
            "preview",
            "ask",
            "approve",
            "send-back",
            "withdraw",
            "review",
            "take",
        )
    },
    ("desk-content-old-forget", "number"): _one(lambda town: town.redirect),
    **{
        (f"desk-contacts-{verb}", "number"): _one(lambda town: town.contact)
        for verb in ("one", "show-at", "show-no-longer", "remove")
    },
    **{(f"desk-councillors-{verb}", "number"): _one(lambda town: town.councillor) for verb in ("one", "remove")},
    **{(name, "draft"): _one(lambda town: town.draft) for name in STUDIO},
    **{
        (f"studio-comment-{verb}", "comment"): _one(lambda town: town.comment)
        for verb in ("answer", "settle", "reopen")
    },
    ("studio-template-take", "owner"): _one(lambda town: town.key),
    ("studio-plan-cancel", "plan"): _one(lambda town: town.plan),
    ("desk-research", "draft"): _one(lambda town: town.draft),
    **{
        (f"desk-research-{name}", "prototype"): _one(lambda town: town.prototype)
        for name in ("summary", "close", "note", "sitting", "evidence", "point")
    },
    ("desk-research-sitting", "sitting"): _one(lambda town: town.sitting),
    ("desk-research-evidence", "note"): _one(lambda town: town.note),
    ("desk-research-point", "note"): _one(lambda town: town.note),
    **{
        (f"research-{name}", "link"): _one(lambda town: town.test_link) for name in ("agree", "try", "end", "take-back")
    },
    **{(f"research-{name}", "secret"): _one(lambda town: town.test_secret) for name in ("try", "end", "take-back")},
    **{(f"studio-{name}", "place"): lambda town: ["ask/power/show"] for name in ("rule", "condition")},
    ("studio-example", "number"): lambda town: ["0"],
    ("studio-example-remove", "number"): lambda town: ["0"],
    ("studio-shared", "name"): lambda town: ["messages/stall-letter.yaml"],
    ("web-application-document", "document"): _document,
    ("web-answer", "number"): _one(lambda town: town.request),
    ("web-saved", "token"): _one(lambda town: town.link),
    ("web-document", "document"): _document,
}
