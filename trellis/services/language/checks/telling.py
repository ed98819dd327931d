"""Can every message be sent, and does it say only what is known?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trellis.services.language.blanks import KNOWN, blanks_in, filled_from
from trellis.services.language.checks.subject import Path, Subject, near
from trellis.services.language.findings import Finding
from trellis.services.language.model import Kind, Tell

DELIVERS = frozenset({Kind.EMAIL, Kind.PHONE, Kind.ADDRESS})
"""Kinds whose answer is a way to reach someone."""

_ON = (
    r"submitted|opened|decided|withdrawn|information requested|information received|extended|paid"
    r"|outcome (?P<outcome>\S+)|stage (?P<stage>\S+)"
    r"|\d{1,4} (?:minute|hour|day|working day|week|month|year)s? (?:before|after) (?P<clock>\S+)"
)


def check_messages(subject: Subject) -> Iterator[Finding]:
    """Every message has an occasion, and somebody who can be reached."""
    for index, tell in enumerate(subject.definition.tell):
        path: Path = ("tell", index)
        yield from _occasion(subject, tell, path)
        yield from _reached(subject, tell, path)


def check_blanks(subject: Subject) -> Iterator[Finding]:
    """Every blank in a message can be filled, and none stands anywhere else."""
    known = KNOWN | set(subject.questions)
    for key, message in subject.messages.items():
        path = _told_at(subject, key)
        for text in (message.subject, message.body):
            for words in text.values():
                yield from _unknown_blanks(subject, words, known, path=path, where=f"The message `{key}`")
    for text, leaf in subject.texts:
        for blank in dict.fromkeys(blank for words in text.values() for blank in blanks_in(words)):
            yield subject.finding(
                leaf.path,
                "blank-outside-message",
                what=f"`{leaf.path[-1]}` has a blank, {{{{ {blank} }}}}, and only messages and letters are filled in",
                why="People would read the braces on the page.",
                mend="Say it in words that are true for everybody, or move it into a message.",
            )


def _occasion(subject: Subject, tell: Tell, path: Path) -> Iterator[Finding]:
    found = re.fullmatch(_ON, tell.on)
    if not found:
        yield subject.finding(
            (*path, "on"),
            "unknown-occasion",
            what=f"Nothing ever happens that is called `{tell.on}`",
            why="The message would never be sent, and nobody would notice that it is missing.",
            mend="Write submitted, opened, decided, withdrawn, information requested, outcome and its id, stage and "
            "its id, or a time like 5 working days before and a clock's id.",
        )
        return
    work = subject.definition.work
    named = {
        "outcome": [outcome.id for outcome in work.outcomes] if work else [],
        "stage": [stage.id for stage in work.stages] if work else [],
        "clock": [clock.id for clock in work.clocks] if work else [],
    }
    for what, there in named.items():
        name = found[what]
        if name and name not in there:
            why = "The message waits for it, and would never be sent."
            yield subject.unknown((*path, "on"), what=what, name=name, there=there, why=why)


def _reached(subject: Subject, tell: Tell, path: Path) -> Iterator[Finding]:
    definition = subject.definition
    teams = teams_of(subject)
    if tell.to in teams:
        return
    if tell.to != "applicant" and tell.to not in definition.participants:
        people = ["applicant", *definition.participants, *sorted(teams)]
        why = "The message has nobody to go to."
        yield subject.unknown((*path, "to"), what="recipient", name=tell.to, there=people, why=why)
        return
    asked = {question.type for page in subject.pages if page.by == tell.to for question in page.questions}
    if not asked & DELIVERS:
        yield subject.finding(
            (*path, "to"),
            "cannot-deliver",
            what=f"The message `{tell.template}` cannot reach the {tell.to}: nothing asks for an email address, "
            "a phone number or an address",
            why="They would wait for an answer that can never come, and then ring to ask.",
            mend="Ask for contact details (`use: contact-details`), or take the message out.",
        )


def _unknown_blanks(
    subject: Subject, words: str, known: frozenset[str] | set[str], *, path: Path, where: str
) -> Iterator[Finding]:
    for blank in blanks_in(words):
        name = filled_from(blank)
        if name in known:
            continue
        yield subject.finding(
            path,
            "unknown-blank",
            what=f"{where} has a blank, {{{{ {blank} }}}}, that nothing fills{near(name, sorted(known))}",
            why="People would read a letter with a hole in it.",
            mend="Use a question's id, or one of: reference, name, service, organisation, outcome, reasons, phone.",
        )


def teams_of(subject: Subject) -> frozenset[str]:
    """The teams that the work names."""
    work = subject.definition.work
    if not work:
        return frozenset()
    named = {work.owner, *work.see}
    for stage in work.stages:
        named |= {stage.by, stage.approve or "", *(task.by or "" for task in stage.tasks)}
    return frozenset(named - {"", "nobody"})


def _told_at(subject: Subject, key: str) -> Path:
    for index, tell in enumerate(subject.definition.tell):
        if tell.template == key:
            return ("tell", index, "template")
    for index, outcome in enumerate(subject.definition.work.outcomes if subject.definition.work else ()):
        if outcome.letter == key:
            return ("work", "outcomes", index, "letter")
    return ("tell",)
