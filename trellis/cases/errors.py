"""What can go wrong with a case, each for one reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trellis.base.errors import NotAllowed, NotFound, Stale, TrellisError
from trellis.cases.words import say

if TYPE_CHECKING:
    from trellis.cases.shown import TimelineLine


class NoSuchCase(NotFound):
    """There is no case of this reference, or it is not for this person to see."""

    code = "no-such-case"


class NoSuchTask(NotFound):
    """This case has no such task."""

    code = "no-such-task"


class NoSuchRequest(NotFound):
    """Nobody asked for this information on this case."""

    code = "no-such-request"


class NoSuchDecision(NotFound):
    """This case has no such decision."""

    code = "no-such-decision"


class NoSuchClock(NotFound):
    """This case has no such deadline."""

    code = "no-such-clock"


class NoSuchConsultee(NotFound):
    """Nobody of this number was asked about this case."""

    code = "no-such-consultee"


class NoSuchOutcome(NotFound):
    """The service has no such outcome, or not at this stage."""

    code = "no-such-outcome"


class NoSuchStage(NotFound):
    """The service has no such stage, or the work does not come to it without a decision."""

    code = "no-such-stage"


class BroughtAlready(TrellisError):
    """This case came over from the other product before."""

    code = "brought-already"


class NotYours(NotAllowed):
    """Somebody from another team does this."""

    code = "not-yours"


class NotTheSecondPerson(NotAllowed):
    """A decision is approved by another person than the one who proposed it, from the team that approves."""

    code = "not-the-second-person"


class CaseChanged(Stale):
    """Somebody else changed this case since the page was shown; `changes` says what they did."""

    code = "case-changed"

    def __init__(self, changes: tuple[TimelineLine, ...]) -> None:
        super().__init__("; ".join(f"{each.who}: {each.words}" for each in changes))
        self.changes = changes


class CannotNow(TrellisError):
    """As the case stands, this cannot be done; `reason` says why, as a key of our words.

    A fact that a definition words brings all its languages.
    """

    code = "cannot-now"

    def __init__(self, reason: str, **facts: str | Mapping[str, str]) -> None:
        self.reason, self.facts = reason, facts
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        said = {
            name: fact if isinstance(fact, str) else fact.get(language) or fact["en"]
            for name, fact in self.facts.items()
        }
        return say(f"cannot.{self.reason}", language, **said)


class ReasonsNeeded(TrellisError):
    """This decision needs reasons: the person has a right to know why."""

    code = "reasons-needed"


class WordsNeeded(TrellisError):
    """Nothing was written."""

    code = "words-needed"


class CodeRefused(TrellisError):
    """The code is not the one that was sent, is too old, or was tried too often; `reason` says which."""

    code = "code-refused"

    WRONG, EXPIRED, TOO_MANY = "wrong", "expired", "too-many"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
