"""Why do you ask? Nothing is asked that nobody uses, nothing twice, nothing sensitive without a lawful condition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from trellis.services.language.blanks import blanks_in, filled_from
from trellis.services.language.checks.subject import Subject
from trellis.services.language.checks.trial import Trial
from trellis.services.language.findings import Finding, Weight
from trellis.services.language.model import Kind, Question

REACHES = frozenset({Kind.EMAIL, Kind.PHONE, Kind.NAME, Kind.ADDRESS})
"""Kinds that are needed to tell someone what happened to their case."""

SENSITIVE = {
    "health": r"disab\w*|health condition|illness|diagnos\w+|medical|medication|pregnan\w+|mental health|mobility",
    "ethnicity": r"ethnic\w*|\brace\b",
    "religion": r"religio\w*|faith|belief",
    "sex-life": r"sexual orientation|sexuality",
    "union": r"trade union",
    "criminal": r"criminal|conviction\w*|caution\w*|offence\w*",
}
"""Words that make it likely that a question asks for special category or criminal data (UK GDPR articles 9 and 10)."""


def check_why(subject: Subject) -> Iterator[Finding]:
    """Every question is used by a rule or a message, reaches the person, or says why it is asked."""
    used = _used_names(subject)
    told = bool(subject.definition.tell or subject.definition.work)
    for name, question in subject.questions.items():
        reaches = question.type in REACHES and told
        if name in used or question.fact or reaches or question.type is Kind.DECLARATION:
            continue
        if not question.why:
            yield subject.finding(
                subject.question_paths[name],
                "why-ask",
                what=f"Why do you ask “{question.ask.to('en')}”? No rule, fee or message uses `{question.id}`",
                why="Each question costs every applicant time and some of them the courage to go on, and data that "
                "nobody uses may not be collected (UK GDPR article 5(1)(c)).",
                mend="Take the question out, or add `why:` with the need it serves, the law that asks for it, or who "
                "reads the answer and what they do with it.",
            )
        elif not _says_why(question.why, subject):
            yield subject.finding(
                (*subject.question_paths[name], "why"),
                "why-says-nothing",
                what=f"`why: {question.why}` does not tell why `{question.id}` is asked",
                why="In a year nobody will know whether the question can go.",
                mend="Name a need of this service by its `id`, or say in a few words who reads the answer and what "
                "they do with it.",
            )


def check_asked_once(subject: Subject, trial: Trial) -> Iterator[Finding]:
    """The same fact is not asked twice on one journey."""
    by_fact: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, question in subject.questions.items():
        if question.fact:
            by_fact[question.fact, subject.pages[subject.page_of[name]].by].append(name)
    for (fact, _), names in by_fact.items():
        for later, name in enumerate(names[1:], start=1):
            earlier = next((each for each in names[:later] if trial.may_meet_both(each, name)), None)
            if earlier is None:
                continue
            yield subject.finding(
                (*subject.question_paths[name], "fact"),
                "asked-twice",
                what=f"`{name}` asks for the same fact as `{earlier}`: {fact}",
                why="To be asked the same thing twice tells people that nobody listened the first time.",
                mend=f"Take `{name}` out and use `{earlier}`, or show only one of them by a rule.",
            )


def check_special(subject: Subject) -> Iterator[Finding]:
    """Special category data has its condition, and is marked as such."""
    condition = subject.definition.data.condition
    for name, question in subject.questions.items():
        path = subject.question_paths[name]
        if question.special and not condition:
            kind = "criminal data" if question.special == "criminal" else f"special category data ({question.special})"
            yield subject.finding(
                (*path, "special"),
                "special-without-condition",
                what=f"`{question.id}` asks for {kind}, and `data:` names no condition for it",
                why="Without a condition of UK GDPR article 9 or 10 it is unlawful to collect it.",
                mend="Add `condition:` under `data:`, with the article and the paragraph of Schedule 1 to the Data "
                "Protection Act 2018; or do not ask.",
            )
        likely = "" if question.special else _sensitive(question)
        if likely:
            yield subject.finding(
                (*path, "ask"),
                "perhaps-special",
                weight=Weight.ADVISE,
                what=f"`{question.id}` reads as if it asked for {likely} data",
                why="Special category and criminal data need a condition, and are kept and shown with more care.",
                mend=f"Add `special: {likely}` if it does. If it does not, ask in words that nobody can mistake.",
            )


def _used_names(subject: Subject) -> frozenset[str]:
    """The names that something other than the question itself uses."""
    used: set[str] = set()
    owners = {path: name for name, path in subject.question_paths.items()}
    repeated = {name for name, at in subject.page_of.items() if subject.pages[at].repeat}
    for rule in subject.rules:
        own = owners.get(rule.path[:4], "")
        used |= rule.names - {own} if own and _is_written(subject.questions[own]) else rule.names
        # A rule reads an answer of a repeated page as a field of the thing: `i.condition`.
        used |= repeated.intersection(re.findall(r"\.([a-z_][a-z0-9_]*)\b", rule.rule)) if repeated else set()
    for message in subject.messages.values():
        for text in (message.subject, message.body):
            for words in text.values():
                used |= {filled_from(blank) for blank in blanks_in(words)}
    return frozenset(used)


def _is_written(question: Question) -> bool:
    """Whether the answer is free words. A rule on their length is no reason to ask for them."""
    return question.type in {Kind.TEXT, Kind.LONG_TEXT}


def _says_why(why: str, subject: Subject) -> bool:
    return why in {need.id for need in subject.definition.needs if need.id} or len(why.split()) >= 3


def _sensitive(question: Question) -> str:
    words = f"{question.ask.to('en')} {question.hint.to('en') if question.hint else ''}".lower()
    return next((kind for kind, pattern in SENSITIVE.items() if re.search(rf"\b(?:{pattern})\b", words)), "")
