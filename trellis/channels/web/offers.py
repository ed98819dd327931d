"""How a need could be kept from arising: what a definition offers before a journey, and what the answers bring up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trellis.channels.web.addresses import service_address
from trellis.organisations.queries import Organisation
from trellis.services import queries
from trellis.services.language.compiler import Compiled
from trellis.services.language.evaluate import Walk
from trellis.services.language.model import Prevention
from trellis.services.language.rules import decide_all


@dataclass(frozen=True, kw_only=True)
class Offer:
    title: str
    because: str
    href: str


def offers_before(compiled: Compiled, *, organisation: Organisation, language: str) -> list[Offer]:
    """What is offered to everybody, before they begin."""
    always = (each for each in compiled.definition.prevent if each.when is None)
    return _worded(always, organisation=organisation, language=language)


def offers_after(compiled: Compiled, walk: Walk, *, organisation: Organisation, language: str) -> list[Offer]:
    """What the answers bring up, beside what is offered to everybody."""
    numbered = dict(enumerate(compiled.definition.prevent))
    rules = {number: rule for number in numbered if (rule := compiled.rule(f"prevent:{number}"))}
    held = dict(zip(rules, decide_all(list(rules.values()), walk.facts), strict=True))
    # `decide_all` answers "unknown" with something other than True: an offer must be certain to help.
    fitting = (each for number, each in numbered.items() if number not in rules or held[number] is True)
    return _worded(fitting, organisation=organisation, language=language)


def _worded(offers: Iterable[Prevention], *, organisation: Organisation, language: str) -> list[Offer]:
    wanted = list(offers)
    if not wanted:
        return []
    cards = {card.service: card for card in queries.live_services(organisation=organisation, language=language)}
    found = []
    for each in wanted:
        card = cards.get(each.offer)
        href = each.link or (service_address(organisation.key, each.offer) if card else "")
        title = each.title.to(language) if each.title else (card.title if card else "")
        if title:
            found.append(Offer(title=title, because=each.because.to(language), href=href))
    return found
