"""Closing a case because the system where the work is done says that it is done."""

from __future__ import annotations

from datetime import datetime

from trellis.cases.actions.changing import changing
from trellis.cases.actions.deciding import Words, decide_without_anybody
from trellis.cases.actions.settling import settle
from trellis.cases.actions.staging import end_all_stages, overtake_proposals
from trellis.cases.errors import CannotNow, NoSuchOutcome
from trellis.cases.rules.deciding import outcome_called
from trellis.organisations.actors import Actor, Permission


def close_as_reported(*, reference: str, outcome: str, at: datetime, by: Actor) -> bool:
    """Give a case the outcome that follows from work reported as done; says whether it was open until now.

    Only an outcome that means done: that something is refused is always decided by a person.

    :raises NoSuchOutcome: where the service has no such outcome, or it does not mean done.
    :raises CannotNow: where somebody has decided otherwise.
    """
    with changing(reference, at=at, by=by, needs=Permission.CASE_WORK) as change:
        chosen = outcome_called(outcome, work=change.work)
        if chosen is None or chosen.means != "done":
            raise NoSuchOutcome
        if change.case.outcome == outcome:
            return False
        if change.case.outcome:
            raise CannotNow("decided-already")
        change.must_run()
        overtake_proposals(change)
        end_all_stages(change)
        decide_without_anybody(change, None, outcome=outcome, words=Words(), how="reported")
        settle(change)
    return True
