"""Can residents read it, in every language that is promised?"""

from __future__ import annotations

from collections.abc import Iterator

from trellis.services.language import readability
from trellis.services.language.checks.subject import Leaf, Path, Subject
from trellis.services.language.findings import Finding, Weight
from trellis.services.language.model import (
    Check,
    Choice,
    Clock,
    Definition,
    Eligibility,
    Extension,
    FeeLine,
    Help,
    Outcome,
    Page,
    Participant,
    Prevention,
    Question,
    Repeat,
    Result,
    Results,
    Section,
    Task,
)
from trellis.services.language.placeholders import is_unwritten
from trellis.services.language.values import Text

LANGUAGES = {"en": "English", "cy": "Welsh", "gd": "Scottish Gaelic", "ga": "Irish", "pl": "Polish", "ur": "Urdu"}

FOR_RESIDENTS = (
    Check, Choice, Clock, Definition, Eligibility, Extension, FeeLine, Help, Outcome, Page, Participant, Prevention,
    Question, Repeat, Result, Results, Section,
)  # fmt: skip
"""Parts whose words residents read. Needs are in the residents' own words; stages and tasks are read by staff."""

OLDEST = 18
"""Above this a reading age says no more than that nobody reads it with ease."""

MOST_OF_A_KIND = 20
"""The checker stops telling the same of one file after so many: the author has understood."""


def check_languages(subject: Subject) -> Iterator[Finding]:
    """Everything is written in every language that the service promises."""
    definition = subject.definition
    drafts = set(definition.draft_languages)
    for draft in sorted(drafts - set(definition.languages)):
        yield subject.finding(
            ("draft-languages",),
            "draft-not-promised",
            what=f"{_language(draft)} is a draft here, and not one of the `languages:`",
            why="Nobody would ever see it.",
            mend=f"Add {draft} to `languages:`, or take it out of `draft-languages:`.",
        )
    for language in definition.languages:
        lacking = [(text, path) for text, path in _all_texts(subject) if not text.get(language, "").strip()]
        if language in drafts and lacking:
            yield _draft_lacks(subject, language, lacking)
        elif language not in drafts:
            for text, path in lacking[:MOST_OF_A_KIND]:
                yield _lacks(subject, language, text, path)


def check_reading_age(subject: Subject) -> Iterator[Finding]:
    """Words for residents can be read at the age of 9 to 11."""
    told = 0
    whole: list[str] = []
    for text, path in _for_residents(subject):
        english = text.get("en", "")
        if is_unwritten(english):
            continue
        whole.append(english)
        finding = _hard(subject, english, path)
        if finding and told < MOST_OF_A_KIND:
            told += 1
            yield finding
    together = ".\n".join(whole)
    age = readability.reading_age(together)
    if len(readability.words(together)) >= 100 and age > readability.HOPED_AGE:
        yield subject.finding(
            ("title",),
            "service-hard-to-read",
            what=f"All the words of this service together have a reading age of {age:.0f}",
            why="About one in six adults in England reads no better than a child of 11, and they need councils most.",
            mend="Shorten sentences first, then swap long words: "
            f"{', '.join(readability.hardest_words(together, most=6))}.",
            weight=Weight.REFUSE if age > readability.HIGHEST_AGE_TOGETHER else Weight.ADVISE,
        )


def check_jargon(subject: Subject) -> Iterator[Finding]:
    """No word of our trade stands where residents read."""
    told: set[tuple[str, Path]] = set()
    texts = [(text.get("en", ""), path) for text, path in _for_residents(subject)]
    likely = readability.likely_in(text for text, _ in texts)
    for text, path in texts:
        for avoided in readability.avoided_in(text, among=likely):
            if (avoided.word, path) in told or len(told) >= MOST_OF_A_KIND:
                continue
            told.add((avoided.word, path))
            yield subject.finding(
                path,
                "jargon",
                weight=Weight.ADVISE if avoided.advise else Weight.REFUSE,
                what=f"“{avoided.word}” stands in words that residents read",
                why=avoided.why,
                mend=f"Instead: {avoided.better}.",
            )


def _for_residents(subject: Subject) -> Iterator[tuple[Text, Path]]:
    for text, leaf in subject.texts:
        if _read_by_residents(leaf):
            yield text, leaf.path
    yield from _of_messages(subject)


def _all_texts(subject: Subject) -> Iterator[tuple[Text, Path]]:
    for text, leaf in subject.texts:
        if leaf.path[0] != "needs" and not isinstance(leaf.part, Task):
            yield text, leaf.path
    yield from _of_messages(subject)


def _read_by_residents(leaf: Leaf) -> bool:
    return isinstance(leaf.part, FOR_RESIDENTS) or leaf.path[:2] in (("data", "purpose"), ("data", "share"))


def _of_messages(subject: Subject) -> Iterator[tuple[Text, Path]]:
    """The words of messages, told at the line that sends them: a message stands in a file of its own."""
    for index, tell in enumerate(subject.definition.tell):
        message = subject.messages.get(tell.template)
        for text in (message.subject, message.body) if message else ():
            yield text, ("tell", index, "template")


def _hard(subject: Subject, text: str, path: Path) -> Finding | None:
    if len(readability.words(text)) < readability.FEWEST_WORDS:
        return None
    age = readability.reading_age(text)
    longest = readability.longest_sentence(text)
    words = len(readability.words(longest))
    if age <= readability.HIGHEST_AGE and words <= readability.LONGEST_SENTENCE:
        return None
    hard = readability.hardest_words(text)
    too_hard = age > readability.HIGHEST_AGE
    mend = f"Its longest sentence has {words} words: “{_clipped(longest)}” Make two of it."
    if hard:
        mend += f" Look for shorter words than {', '.join(hard)}."
    return subject.finding(
        path,
        "reading-age",
        weight=Weight.REFUSE if too_hard else Weight.ADVISE,
        what=f"This has a reading age of {f'{age:.0f}' if age < OLDEST else f'{OLDEST} or more'}"
        if too_hard
        else f"One sentence here has {words} words",
        why="Residents are of all ages and often in a hurry or in trouble; we write for a reading age of 9 to 11.",
        mend=mend,
    )


def _lacks(subject: Subject, language: str, text: Text, path: Path) -> Finding:
    there = next(iter(text.values()), "")
    return subject.finding(
        path,
        "missing-translation",
        what=f"“{_clipped(there)}” is not written in {_language(language)}",
        why=f"The service promises {_language(language)}, and a page half in another language serves nobody.",
        mend=f"Add `{language}:` beside it; or put {language} under `draft-languages:` until it is whole and reviewed.",
    )


def _draft_lacks(subject: Subject, language: str, lacking: list[tuple[Text, Path]]) -> Finding:
    text, path = lacking[0]
    pieces = "One piece of text is" if len(lacking) == 1 else f"{len(lacking)} pieces of text are"
    return subject.finding(
        path,
        "missing-translation",
        weight=Weight.ADVISE,
        what=f"{pieces} not written in {_language(language)} yet; the first is “{_clipped(text.to('en'))}”",
        why=f"{_language(language)} is a draft here, so English is shown in their place.",
        mend=f"Add `{language}:` beside each, have it reviewed, and take {language} out of `draft-languages:`.",
    )


def _language(code: str) -> str:
    return LANGUAGES.get(code, code)


def _clipped(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}..."
