"""Payments: takes the money for a submission, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trellis.base.money import pounds
from trellis.components.payments import actions, queries
from trellis.components.payments.providers import provider_in_use
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.services.contract import Charge, ChargeLine, Handling, Panel, PanelLine

_IN_WORDS = {
    "en": {"payment": "Payment", "pending": "not paid yet", "paid": "paid", "failed": "not paid"},
    # Draft: nobody has reviewed this Welsh yet.
    "cy": {"payment": "Taliad", "pending": "heb ei dalu eto", "paid": "wedi’i dalu", "failed": "heb ei dalu"},
}


class Payments:
    """Keeps the `Charger`, `SubmissionParticipant`, `CasePanel` and `Handler` protocols."""

    key = "payments"

    def handles(self, *, service: str, seen_by: Actor) -> tuple[Handling, ...]:
        provider = provider_in_use().key
        real = provider != "sandbox"
        taken = Handling(
            what="Takes payments",
            data="Reference and amount; the person gives their card to the provider, never to us",
            by=f"the payment provider {provider}" if real else "nobody yet: the sandbox takes no money",
            where="outside the installation" if real else "on the installation",
            ours=not real,
            needed_for="payments",
        )
        return (taken,)

    def begin_charge(
        self, *, about: str, lines: Sequence[ChargeLine], description: str, return_to: str, at: datetime, by: Actor
    ) -> Charge:
        row = actions.begin(about=about, lines=lines, description=description, return_to=return_to, at=at, by=by)
        return queries.as_charge(row)

    def charge_for(self, *, about: str, at: datetime, by: Actor) -> Charge | None:
        with reading(by):
            row = queries.charge_in_force(about=about, seen_by=by)
        return queries.as_charge(actions.ask_how_it_stands(row=row, at=at, by=by)) if row else None

    def give_up_charge(self, *, about: str, at: datetime, by: Actor) -> Charge | None:
        with reading(by):
            row = queries.charge_in_force(about=about, seen_by=by)
        return queries.as_charge(actions.give_up(row=row, at=at, by=by)) if row else None

    def take_part(self, *, journey: str, reference: str, at: datetime, by: Actor) -> None:
        actions.hand_over(journey=journey, reference=reference, by=by)

    def panel(
        self, *, about: str, seen_by: Actor, language: str = "en", happened: frozenset[str] | None = None
    ) -> Panel | None:
        with reading(seen_by):
            row = queries.charge_in_force(about=about, seen_by=seen_by)
        if row is None:
            return None
        lines = tuple(
            PanelLine(label=line["line"], value=pounds(line["pence"]), note=line["income_code"]) for line in row.lines
        )
        words = _IN_WORDS.get(language, _IN_WORDS["en"])
        settled = PanelLine(label=words["payment"], value=f"{pounds(row.pence)} {words[row.state]}", note=row.reference)
        return Panel(title=words["payment"], lines=(*lines, settled))


COMPONENT = Payments()
