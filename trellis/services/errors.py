from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trellis.base.errors import NotAllowed, NotFound, Stale, TrellisError

if TYPE_CHECKING:
    from trellis.services.contract import Place, Step


class NoSuchService(NotFound):
    """The organisation offers no service of this name, or not any more."""

    code = "no-such-service"


class NoSuchVersion(NotFound):
    """No version of a service has this hash here."""

    code = "no-such-version"


class NoSuchJourney(NotFound):
    """Nobody began a journey with this secret, or not with this organisation."""

    code = "no-such-journey"


class NoSuchPage(NotFound):
    """This page is not on the way of this journey."""

    code = "no-such-page"


class NoSuchSubmission(NotFound):
    """Nothing was sent under this reference, or not to this organisation."""

    code = "no-such-submission"


class NoSuchLink(NotFound):
    """This link to come back with was never given out, or belongs to something that is no longer kept."""

    code = "no-such-link"


class LinkUsed(TrellisError):
    """This link to come back with was used already; each works once."""

    code = "link-used"


class LinkExpired(TrellisError):
    """This link to come back with is too old."""

    code = "link-expired"


class JourneyExpired(TrellisError):
    """The answers were not sent in time, so they were erased."""

    code = "journey-expired"


class JourneySent(Stale):
    """The answers have been sent, or are being paid for, so they cannot be changed here any more."""

    code = "journey-sent"


class NotFinished(TrellisError):
    """Something is still to be answered before this can be sent; `place` says where."""

    code = "not-finished"

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class AnswersRefused(TrellisError):
    """Some answers on a page cannot be used; the step says which, and how to mend each."""

    code = "answers-refused"

    def __init__(self, step: Step) -> None:
        super().__init__("; ".join(f"{problem.question}: {problem.words}" for problem in step.problems))
        self.step = step


class FileRefused(TrellisError):
    """A file that cannot be kept; `said` tells why, and what can, in the language of whoever sent it.

    Whoever keeps documents raises a subclass of it.
    """

    code = "document-refused"

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words["en"])
        self.words = words

    def said(self, language: str) -> str:
        return self.words.get(language) or self.words["en"]


class TooManyItems(TrellisError):
    """No more of these can be added."""

    code = "too-many-items"


class LanguageNotOffered(TrellisError):
    """This service is not written in this language."""

    code = "language-not-offered"


class NotPublishable(TrellisError):
    """The checker found something that must be mended before this service can be published."""

    code = "not-publishable"


class NoSuchDraft(NotFound):
    """There is no draft under this number here, or nobody works on it any more."""

    code = "no-such-draft"


class DraftExists(TrellisError):
    """Somebody is writing this service already: go on with their draft."""

    code = "draft-exists"


class ElementChanged(Stale):
    """Somebody changed the same thing meanwhile."""

    code = "element-changed"


class NothingToUndo(Stale):
    """Something was changed since, so this cannot be taken back by itself."""

    code = "nothing-to-undo"


class NotAsked(TrellisError):
    """Nobody asked for a review of this draft since its last change."""

    code = "not-asked"


class SecondPersonPublishes(NotAllowed):
    """A draft is published by another person than the one who asked for its review."""

    code = "second-person-publishes"


class PublishedMeanwhile(Stale):
    """Another version went live since the list of changes was read."""

    code = "published-meanwhile"


class NoSuchComment(NotFound):
    """There is no comment under this number here."""

    code = "no-such-comment"


class NoSuchPlan(NotFound):
    """Nothing is planned under this number, or not any more."""

    code = "no-such-plan"


class PlannedAlready(Stale):
    """This draft is to be published at a time already: cancel that first."""

    code = "planned-already"


class NotInTheFuture(TrellisError):
    """What is planned for a time has to lie ahead, and within a year."""

    code = "not-in-the-future"


class NoSuchTemplate(NotFound):
    """Nobody offers this template to this organisation, or not this release of it."""

    code = "no-such-template"


class NothingNew(Stale):
    """The version that is offered now was released as a template already."""

    code = "nothing-new"


class NotTaken(TrellisError):
    """This draft was not taken from a template, so no update can be brought into it."""

    code = "not-taken"


class ClashUndecided(Stale):
    """Nobody has chosen yet what to do about something that the template and this organisation both changed."""

    code = "clash-undecided"
