"""Does every way through the questions lead somewhere, and can every page be met?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from trellis.services.language.checks.subject import Path, Subject, names_in
from trellis.services.language.checks.trial import Trial
from trellis.services.language.findings import Finding
from trellis.services.language.rules import name_of

NOWHERE = "The page would belong to no part of the task list."
NOBODY = "Nobody would be asked to answer the page."


def check_ends(subject: Subject, trial: Trial) -> Iterator[Finding]:
    """A journey ends in a case, in results, or in words that say why not."""
    definition = subject.definition
    someone = trial.someone_gets_through()
    if definition.work is None and definition.results is None and someone is not False:
        yield subject.finding(
            ("ask",),
            "dead-end",
            what="The questions lead nowhere: this service has no `work:` and no `results:`",
            why="People would answer everything, and nothing would come of it.",
            mend="Add `work:` for what the council does with an application, or `results:` for what fits the answers.",
        )
    if (definition.work or definition.results) and someone is False:
        yield subject.finding(
            ("eligible",),
            "dead-end",
            what="The rules turn everybody away, whatever they answer",
            why="Nobody could ever have this service.",
            mend="Let at least one combination of answers through, or change `then: stop` to `cannot-tell`.",
        )
    if not subject.questions:
        yield subject.finding(
            ("ask",),
            "dead-end",
            what="This service asks nothing",
            why="There is nothing to send and nothing to decide on.",
            mend="Add a page with a question, or publish this as a page of content.",
        )


def check_shown(subject: Subject) -> Iterator[Finding]:
    """A page is shown by answers that were given before it."""
    for at, page in enumerate(subject.pages):
        path = subject.page_paths[at]
        later = _later(subject, page.show, at) if page.show else []
        if later:
            yield _shown_by_later(subject, (*path, "show"), f"The page `{page.page}`", later)
        for index, question in enumerate(page.questions):
            own = name_of(question.id)
            after = [each for each in _later(subject, question.show, at + 1) if question.show] if question.show else []
            if question.show and own in names_in(question.show):
                after = [own]
            if after:
                yield _shown_by_later(
                    subject, (*path, "questions", index, "show"), f"The question `{question.id}`", after
                )


def check_met(subject: Subject, trial: Trial) -> Iterator[Finding]:
    """Every page, result and exit can be met by some answers."""
    for at, page in enumerate(subject.pages):
        if trial.can_be_met(at) is False:
            rule = page.show or ""
            yield subject.finding(
                (*subject.page_paths[at], "show") if rule else subject.page_paths[at],
                "unreachable-page",
                what=f"No answers lead to the page `{page.page}`",
                why=f"We tried every combination of the answers that its rule uses, and `{_clipped(rule)}` never holds."
                if rule
                else "A rule before it ends every journey.",
                mend="Correct the rule (look at the choices' values), or take the page out.",
            )
    results = subject.definition.results
    for index, result in enumerate(results.list if results else ()):
        if result.when and trial.can_hold(result.when) is False:
            yield subject.finding(
                ("results", "list", index, "when"),
                "unreachable-result",
                what=f"No answers lead to the result `{result.id}`",
                why="People whom it fits would never hear of it.",
                mend="Correct the rule (look at the choices' values), or take the result out.",
            )


def check_names(subject: Subject) -> Iterator[Finding]:
    """No two things of a kind have one name, and what is named is there. (Pages and questions: see `names`.)"""
    definition = subject.definition
    yield from _doubles(subject, "section", _ids(definition.sections, ("sections",)))
    yield from _doubles(subject, "eligibility rule", _ids(definition.eligible, ("eligible",)))
    yield from _doubles(
        subject, "result", _ids(definition.results.list if definition.results else (), ("results", "list"))
    )
    work = definition.work
    if work:
        yield from _doubles(subject, "stage", _ids(work.stages, ("work", "stages")))
        yield from _doubles(subject, "outcome", _ids(work.outcomes, ("work", "outcomes")))
        yield from _doubles(subject, "clock", _ids(work.clocks, ("work", "clocks")))
    yield from _named_by_pages(subject)


def _named_by_pages(subject: Subject) -> Iterator[Finding]:
    sections = [section.id for section in subject.definition.sections]
    people = ["applicant", *subject.definition.participants]
    for page, path in zip(subject.pages, subject.page_paths, strict=True):
        if page.section and page.section not in sections:
            yield subject.unknown((*path, "section"), what="section", name=page.section, there=sections, why=NOWHERE)
        if page.by not in people:
            yield subject.unknown((*path, "by"), what="participant", name=page.by, there=people, why=NOBODY)


def _ids(parts: Iterable[object], path: Path) -> list[tuple[str, Path]]:
    return [(str(getattr(part, "id", "")), (*path, index)) for index, part in enumerate(parts)]


def _doubles(subject: Subject, what: str, named: list[tuple[str, Path]]) -> Iterator[Finding]:
    often = Counter(name for name, _ in named)
    seen: set[str] = set()
    for name, path in named:
        if often[name] > 1 and name in seen:
            yield subject.finding(
                path,
                "duplicate-id",
                what=f"A {what} called `{name}` is there already",
                why="Rules, answers and stored cases know it by its name; nobody could say which is meant.",
                mend="Give this one a name of its own.",
            )
        seen.add(name)


def _later(subject: Subject, rule: str, at: int) -> list[str]:
    """The questions that a rule uses and that are asked on this page or later."""
    return sorted(name for name in names_in(rule) if subject.page_of.get(name, -1) >= at)


def _shown_by_later(subject: Subject, path: Path, what: str, later: list[str]) -> Finding:
    return subject.finding(
        path,
        "shown-by-later",
        what=f"{what} is shown by an answer that is only given later: {', '.join(f'`{name}`' for name in later)}",
        why="When we have to decide whether to show it, nobody has been asked yet.",
        mend="Move it after the page that asks, or ask that question earlier.",
    )


def _clipped(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."
