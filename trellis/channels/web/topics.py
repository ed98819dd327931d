"""A front page with many services: they stand together by what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from trellis.services.queries import ServiceCard

MANY = 6
"""With more services than this, the front page shows them by what they are about."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What some of a council's services are about."""

    called: str
    cards: list[ServiceCard]
    spoken: str = ""
    """The language of its name, where that is not the one of the page."""


def topics(cards: Iterable[ServiceCard], language: str) -> list[Topic]:
    """The services under what they are about, by its name; last come those that say nothing of it."""
    together: dict[str, list[ServiceCard]] = {}
    for card in cards:
        together.setdefault(card.topic.to("en") if card.topic else "", []).append(card)
    found = [_topic(these, language) for key, these in together.items() if key]
    others = [Topic(called=gettext("Other services"), cards=together[""])] if "" in together else []
    return [*sorted(found, key=lambda topic: topic.called.casefold()), *others]


def _topic(cards: list[ServiceCard], language: str) -> Topic:
    """One of the services may name it in this language where another does not."""
    names = [card.topic for card in cards if card.topic]
    name = next((each for each in names if each.get(language)), names[0])
    spoken = "" if name.get(language) else next(iter(name))
    return Topic(called=name.to(language), cards=cards, spoken=spoken)
