"""Is there a need, do we know it, is everything written, and can someone get through without the web?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trellis.services.language.checks.subject import Subject
from trellis.services.language.findings import Finding, Weight
from trellis.services.language.placeholders import KEY_TO_WRITE, TO_WRITE, is_unwritten
from trellis.services.language.values import Text


def check_needs(subject: Subject) -> Iterator[Finding]:
    """No need, no service; and a need is known from somewhere."""
    if not subject.definition.needs:
        yield subject.finding(
            ("needs",),
            "no-need",
            what="This service does not say who needs it",
            why="A service that nobody needs is asked for all the same, and paid for by everybody.",
            mend="Add `needs:` with who has the need (`as`), what they need (`need`) and what for (`so`).",
        )
    for index, need in enumerate(subject.definition.needs):
        if not need.evidence:
            yield subject.finding(
                ("needs", index),
                "need-without-evidence",
                weight=Weight.ADVISE,
                what=f"Nothing shows that people need to {_clipped(need.need.to('en'))}",
                why="A need that nobody has seen is a guess, and guesses are built at full price.",
                mend="Add `evidence:` with a source and what it says: calls, complaints, visits, searches, research.",
            )


def check_assumptions(subject: Subject) -> Iterator[Finding]:
    """What is only assumed is said to be, until somebody has asked."""
    for index, need in enumerate(subject.definition.needs):
        if need.evidence and all(each.assumption for each in need.evidence):
            yield subject.finding(
                ("needs", index),
                "need-only-assumed",
                weight=Weight.ADVISE,
                what=f"We only assume that people need to {_clipped(need.need.to('en'))}",
                why="What nobody has been asked about is often not so.",
                mend="Ask some of them, or look at calls and complaints, and write what was found as `evidence:`.",
            )


def check_written(subject: Subject) -> Iterator[Finding]:
    """Nothing is published while a person still has to write it."""
    for leaf in subject.leaves:
        text = leaf.value.to("en") if isinstance(leaf.value, Text) else leaf.value
        if not isinstance(text, str) or not is_unwritten(text):
            continue
        note = text.removeprefix(TO_WRITE).strip() if text != KEY_TO_WRITE else "the key of the organisation"
        yield subject.finding(
            leaf.path,
            "not-written",
            what=f"`{leaf.path[-1]}` is still to be written: {note}",
            why="An importer or a template left it open, because only somebody who knows the service can say it.",
            mend="Write it here, in your own words.",
        )


def check_help(subject: Subject) -> Iterator[Finding]:
    """Somebody who cannot go online has a way too."""
    help_ = subject.definition.help
    if is_unwritten(help_.phone):
        return
    has_number = len(re.sub(r"\D", "", help_.phone)) >= 3
    if not has_number and not (help_.counter or help_.paper):
        yield subject.finding(
            ("help", "phone"),
            "no-offline-route",
            what=f"`{help_.phone}` is not a number that anybody can ring",
            why="Someone who cannot, or would rather not, go online has no way to this service.",
            mend="Give a phone number, or say where the counter is (`counter:`) or how to get it on paper (`paper:`).",
        )


def _clipped(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."
