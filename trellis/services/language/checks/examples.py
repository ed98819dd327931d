"""Examples that do not come out as they say: the rule is wrong, or the example is."""

from __future__ import annotations

from collections.abc import Iterator

from trellis.services.language.checks.subject import Subject
from trellis.services.language.checks.trial import Trial
from trellis.services.language.examples import Differs, TriedExample, tried
from trellis.services.language.findings import Finding


def check_examples(subject: Subject, _: Trial) -> Iterator[Finding]:
    """Each example is run as a test."""
    for each in tried(subject.compiled):
        yield from _unknown(subject, each)
        for differs in each.differs:
            yield subject.finding(
                ("examples", each.number, "expect"),
                "example-contradicts",
                what=f"The example “{each.example.says}” says that {differs.expected}, and {differs.found}",
                why=because(differs),
                mend="Change the rule, or the example: one of the two does not say what you mean.",
            )


def because(differs: Differs) -> str:
    """Which answers made it come out so."""
    answers = "; ".join(f"{each.label}: {' '.join(each.answer.split())}" for each in differs.reasons)
    return f"What made the difference: {answers}." if answers else "No answer of it makes a difference here."


def _unknown(subject: Subject, each: TriedExample) -> Iterator[Finding]:
    for words in each.unknown:
        yield subject.finding(
            ("examples", each.number),
            "example-unknown",
            what=f"The example “{each.example.says}” cannot be run: {words}",
            why="A test that cannot be run shows nothing.",
            mend="Write it as the questions and rules are called here, or take the example away.",
        )
