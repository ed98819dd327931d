"""What the platform knows of a service that is about to be opened: gathered once, for every paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from trellis.insight.going_live.purposes import purposes
from trellis.organisations.actors import Actor
from trellis.organisations.brand import contrast
from trellis.organisations.queries import Organisation, teams
from trellis.services import queries
from trellis.services.contract import Handling, handlings
from trellis.services.language import readability
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Definition, Kind, Question
from trellis.services.language.values import Text
from trellis.services.privacy import Notice, notice
from trellis.services.queries import VersionLine

LANGUAGE = "en"
"""The papers are written for staff, auditors and the regulator."""

_PROTECTED = {
    "age": "", "disability": "health", "gender reassignment": "", "marriage and civil partnership": "",
    "pregnancy and maternity": "", "race": "ethnicity", "religion or belief": "religion", "sex": "",
    "sexual orientation": "sex-life",
}  # fmt: skip
"""The characteristics of the Equality Act 2010, section 4, and the kind of special data that tells of each."""


def english(text: Text | None) -> str:
    return text.to(LANGUAGE) if text else ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One service of one organisation, as it is live. What the papers show of it are properties, in English."""

    organisation: Organisation
    compiled: Compiled
    notice: Notice
    version: VersionLine
    titles: dict[str, str]
    """Titles of the organisation's teams, by key."""
    handled: tuple[Handling, ...]
    at: datetime

    highest_reading_age = readability.HIGHEST_AGE_TOGETHER

    @property
    def said(self) -> Definition:
        return self.compiled.definition

    @property
    def title(self) -> str:
        return english(self.said.title)

    @property
    def called(self) -> str:
        return self.organisation.called(LANGUAGE)

    @property
    def day(self) -> str:
        return f"{self.at.day} {self.at:%B %Y}"

    @property
    def contact(self) -> str:
        return ", ".join(each for each in (self.organisation.phone, self.organisation.email) if each)

    @property
    def contrast(self) -> float:
        """Of white words on the organisation's colour, from 1 to 21."""
        return contrast(self.organisation.colour, "#ffffff")

    @property
    def reading_age(self) -> float:
        """Of everything in English that a resident may read, in years."""
        return readability.reading_age("\n".join(_words(self.compiled)))

    @property
    def asked(self) -> tuple[Question, ...]:
        return tuple(self.compiled.questions.values())

    @property
    def asked_rows(self) -> list[tuple[str, ...]]:
        return [
            (
                english(each.ask),
                each.type.value.replace("-", " "),
                each.special or "no",
                "may be left out" if each.optional else "needed",
                "; ".join(purposes(each, self.compiled)),
            )
            for each in self.asked
        ]

    @property
    def handled_rows(self) -> list[tuple[str, ...]]:
        return [(each.what, each.data, each.by, each.where) for each in self.handled]

    @property
    def special(self) -> tuple[str, ...]:
        """Kinds of special category or criminal data that are asked for."""
        return tuple(dict.fromkeys(each.special for each in self.asked if each.special))

    @property
    def signs_of_risk(self) -> list[str]:
        """What in the definition is on the regulator's list of likely high risks."""
        signs = {
            f"It asks for special category or criminal data: {', '.join(self.special)}": bool(self.special),
            "A machine may grant it alone, where every rule is certain": self.notice.automatic,
            "It holds data on other people than the one who applies": bool(set(self.said.participants) - {"applicant"}),
            "Data goes to others than the organisation that decides": bool(self.notice.share),
        }
        return [sign for sign, there in signs.items() if there]

    @property
    def kept(self) -> list[str]:
        unsent = [f"Answers that are not sent: {self.notice.unfinished}"] if self.notice.unfinished else []
        return unsent + [f"{outcome}: {period}" for outcome, period in self.notice.keep]

    @property
    def needs(self) -> list[str]:
        return [f"{english(each.as_)}: to {english(each.need)}, so that {english(each.so)}" for each in self.said.needs]

    @property
    def needs_with_evidence(self) -> list[str]:
        return [
            f"To {english(each.need)}. "
            + ("; ".join(f"{it.says} ({it.source})" for it in each.evidence) or "No evidence is recorded")
            for each in self.said.needs
        ]

    @property
    def prevention(self) -> list[str]:
        found = [f"It works to prevent the need: {english(each.because)}" for each in self.said.prevent]
        return found or ["Nothing in the definition works to prevent the need"]

    @property
    def other_ways(self) -> list[str]:
        """How somebody who is not online gets the same."""
        by = self.said.help
        ways = {f"By phone: {by.phone}": by.hours, "At a counter": by.counter, "On paper": by.paper}
        return [f"{way}: {english(words)}" for way, words in ways.items() if words]

    @property
    def languages(self) -> list[str]:
        drafts = self.said.draft_languages
        return [f"{each} (draft: not yet reviewed)" if each in drafts else each for each in self.said.languages]

    @property
    def characteristics(self) -> list[tuple[str, str]]:
        return [
            (name.capitalize(), "asked about" if kind and kind in self.special else "not asked about")
            for name, kind in _PROTECTED.items()
        ]

    @property
    def measures(self) -> list[str]:
        hoped = self.said.measures
        good = [f"Good is: {hoped.good}"] if hoped.good else []
        share = [f"{hoped.completion} in 100 who begin should finish"] if hoped.completion else []
        return [f"Outcome: {hoped.outcome}", *good, *share]

    @property
    def record(self) -> list[tuple[str, str]]:
        """The entry of the record of processing, in the order of UK GDPR article 30(1)."""
        others = [key.replace("-", " ") for key in self.said.participants if key != "applicant"]
        recipients = [*self.notice.share, *(each.by for each in self.handled if not each.ours)]
        return [
            ("Name of the processing", self.title),
            ("Controller", self.notice.controller),
            ("Purpose", self.notice.purpose),
            ("Lawful basis", f"{self.notice.basis} {self.notice.law}."),
            ("Whose data", ", ".join(["people who apply", *others])),
            ("Which data", "; ".join(dict.fromkeys(english(each.ask) for each in self.asked))),
            ("Special category or criminal data", ", ".join(self.special) or "none"),
            ("Condition for it", self.notice.condition or "not needed"),
            ("Who receives it", "; ".join(recipients) or "nobody outside the teams that do the work"),
            ("How long it is kept", "; ".join(self.kept)),
            ("Security", "sealed with a key for each person’s part of a case; kept apart by organisation; one log"),
        ]

    @property
    def stops(self) -> list[str]:
        return [english(each.say) for each in self.said.eligible if each.then == "stop"]

    @property
    def teams(self) -> list[str]:
        """The teams that do the work or may see it, each once."""
        work = self.said.work
        if work is None:
            return []
        named = [work.owner, *(each.by for each in work.stages), *(each.approve for each in work.stages), *work.see]
        return [self._team(each) for each in dict.fromkeys(named) if each and each != "nobody"]

    @property
    def stages(self) -> list[tuple[str, ...]]:
        stages = self.said.work.stages if self.said.work else ()
        return [
            (english(each.title), "; ".join(english(task.title) for task in each.tasks) or "none", self._team(each.by))
            for each in stages
        ]

    def _team(self, key: str) -> str:
        return self.titles.get(key, key)

    @property
    def outcomes(self) -> list[str]:
        return [english(each.title) for each in (self.said.work.outcomes if self.said.work else ())]

    @property
    def clocks(self) -> list[str]:
        return [english(each.title) for each in (self.said.work.clocks if self.said.work else ())]

    @property
    def needs_approval(self) -> bool:
        return any(each.approve for each in (self.said.work.stages if self.said.work else ()))


def gather(*, organisation: Organisation, service: str, at: datetime, seen_by: Actor) -> Facts:
    """Everything the papers say of one service.

    :raises NoSuchService: where the organisation offers none of this name.
    """
    compiled = queries.live(organisation=organisation, service=service)
    return Facts(
        organisation=organisation,
        compiled=compiled,
        notice=notice(compiled, organisation=organisation, language=LANGUAGE),
        version=next(each for each in queries.versions(service, seen_by=seen_by) if each.live),
        titles={each.key: each.title for each in teams(seen_by=seen_by)},
        handled=_handled(compiled, seen_by),
        at=at,
    )


def _handled(compiled: Compiled, seen_by: Actor) -> tuple[Handling, ...]:
    every = handlings(service=compiled.definition.service, seen_by=seen_by)
    return tuple(each for each in every if _concerns(each, compiled))


def _concerns(handling: Handling, compiled: Compiled) -> bool:
    """Whether the service gives a component anything to handle."""
    said = compiled.definition
    asks_for_files = any(each.type is Kind.FILE for each in compiled.questions.values())
    present = {
        "documents": asks_for_files or bool(said.work),
        "payments": bool(said.fee),
        "messages": bool(said.tell or said.work),
    }
    return present.get(handling.needed_for, True)


def _words(compiled: Compiled) -> Iterator[str]:
    said = compiled.definition
    yield from (english(each) for each in (said.title, said.summary, said.before, said.next))
    for page in compiled.pages:
        yield from (english(page.title), english(page.guidance))
        yield from (english(text) for each in page.questions for text in (each.ask, each.hint, each.statement))
    yield from (english(each.say) for each in said.eligible)
    yield from (english(each.body) for each in compiled.messages.values())
