"""Making the decision letter, once the decision is made."""

from __future__ import annotations

from datetime import datetime

from trellis.cases import events
from trellis.cases.actions.changing import Change
from trellis.cases.letters import decision_letter
from trellis.cases.models import Case
from trellis.cases.rules.deciding import outcome_called
from trellis.cases.situation import situation
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.services.contract import Upload, document_store, letter_maker

EVIDENCE = "decision-letter"


def make_decision_letter(*, reference: str, outcome: str, at: datetime, by: Actor) -> bool:
    """Set the letter of a decision and keep it with the case; says whether the outcome has one."""
    with acting(by):
        case = Case.objects.select_related("key").get(reference=reference)
        change = Change(case=case, by=by, at=at)
        chosen = outcome_called(outcome, work=change.work)
        if chosen is None or chosen.letter is None or case.key.wrapped is None:
            return False
        letter = decision_letter(chosen.letter, situation(reference, at=at, by=by))
        if letter is None:
            return False
        upload = Upload(name=f"{reference}-decision.pdf", content=letter_maker().make(letter))
        kept = document_store().keep(about=reference, evidence=EVIDENCE, upload=upload, key=case.key, at=at, by=by)
        change.record(events.LetterMade(subject=reference, document=kept.id, template=chosen.letter))
    return True
