"""What changed between two versions of a service, in plain words; and whom a change would strand half way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Part, Question, Stage, Taken
from trellis.services.language.rules_in_words import Speaker
from trellis.services.language.values import Period, Text

RULES = frozenset({"show", "when", "unless"})

CALLED = {
    "ask": "the question", "hint": "the hint", "type": "the kind of answer", "optional": "whether it may be left empty",
    "show": "when it is shown", "when": "when it holds", "unless": "when it does not hold", "say": "the words",
    "explain": "the source it names", "amount": "the amount", "percent": "the percentage", "due": "the time allowed",
    "lasts": "how long it lasts", "by": "who does it", "approve": "the second person", "after": "what it waits for",
    "title": "the title", "guidance": "the guidance", "least": "the smallest allowed", "most": "the largest allowed",
    "why": "why it is asked", "special": "the special category", "then": "what follows from it", "length": "the length",
    "error": "the words where it is empty", "fact": "the fact it asks for", "statement": "the declaration",
    "summary": "the summary", "before": "what to have at hand", "next": "what happens next", "link": "the link",
    "from_": "the shared list", "income_code": "the income code", "within": "the area it must be in",
    "skip_holidays": "whether public holidays are left out", "topic": "the topic",
}  # fmt: skip
"""What a changed key is called in a sentence; a key without words of its own is called by its name."""


def changes(old: Compiled, new: Compiled) -> list[str]:
    """The list of changes against the last version: question by question, rule by rule."""
    speaker = Speaker.of([*old.pages, *new.pages])
    return [sentence for said in _CHAPTERS for sentence in said(old, new, speaker)]


def strands(old: Compiled, new: Compiled) -> list[str]:
    """Whom the new version would leave stranded: journeys and cases that are half way through the old one.

    Journeys and cases stay on the version that they began with; this list says where that is not enough, because
    a stage or an outcome is gone that reports and teams know, or where answers could not be carried over.
    """
    said = [
        f"Journeys in progress: the answer to `{name}` could not be carried over, because {reason}."
        for name, reason in _lost_answers(old, new)
    ]
    if not old.definition.work:
        return said
    stages = {stage.id for stage in new.definition.work.stages} if new.definition.work else set()
    outcomes = {outcome.id for outcome in new.definition.work.outcomes} if new.definition.work else set()
    said += [
        f"Cases in the stage `{stage.id}`: the new version has no such stage."
        for stage in old.definition.work.stages
        if stage.id not in stages
    ]
    said += [
        f"Cases that would end in `{outcome.id}`: the new version cannot end so."
        for outcome in old.definition.work.outcomes
        if outcome.id not in outcomes
    ]
    return said


def _lost_answers(old: Compiled, new: Compiled) -> Iterator[tuple[str, str]]:
    for name, was in old.questions.items():
        now = new.questions.get(name)
        if now is None:
            yield name, "the question is gone"
        elif now.type != was.type:
            yield name, f"it was {was.type} and is now {now.type}"
        else:
            gone = {choice.value for choice in was.choices} - {choice.value for choice in now.choices}
            if gone and now.choices:
                yield name, f"{_listed(sorted(gone))} can no longer be chosen"


def _of_service(old: Compiled, new: Compiled, speaker: Speaker) -> Iterator[str]:
    fields = ("title", "summary", "topic", "before", "next", "for_", "nation", "languages", "lgsl")
    yield from _fields("The service", old.definition, new.definition, fields, speaker=speaker)
    if old.definition.template != new.definition.template:
        yield _lineage(new.definition.template)
    was, now = (tuple(each.at for each in said.definition.local) for said in (old, new))
    yield from _sets("place", was, now, "places that are open to local differences")
    yield from _sets("language", old.definition.draft_languages, new.definition.draft_languages, "draft")


def _lineage(taken: Taken | None) -> str:
    if taken is None:
        return "It is no longer tied to a template."
    return f"It follows release {taken.release} of the template of `{taken.from_}`."


def _of_pages(old: Compiled, new: Compiled, speaker: Speaker) -> Iterator[str]:
    was = {page.page: page for page in old.pages}
    now = {page.page: page for page in new.pages}
    yield from _came_and_went("page", was, now, {key: page.title for key, page in {**was, **now}.items()})
    for key in [each for each in now if each in was]:
        fields = ("title", "guidance", "show", "by", "section")
        yield from _fields(f"Page `{key}`", was[key], now[key], fields, speaker=speaker)
        if was[key].repeat != now[key].repeat:
            yield f"Page `{key}`: how often it is answered changed."
    kept = [page.page for page in old.pages if page.page in now]
    if kept != [page.page for page in new.pages if page.page in was]:
        yield "The order of the pages changed."


def _of_questions(old: Compiled, new: Compiled, speaker: Speaker) -> Iterator[str]:
    was, now = old.questions, new.questions
    yield from _came_and_went("question", was, now, {key: each.ask for key, each in {**was, **now}.items()})
    for key in [each for each in now if each in was]:
        fields = tuple(name for name in Question.model_fields if name not in {"id", "choices", "must", "evidence"})
        yield from _fields(f"Question `{key}`", was[key], now[key], fields, speaker=speaker)
        yield from _choices(key, was[key], now[key])
        if was[key].must != now[key].must:
            yield f"Question `{key}`: what an answer has to be changed."
        yield from _sets("evidence", was[key].evidence, now[key].evidence, f"question `{key}`")


def _choices(key: str, was: Question, now: Question) -> Iterator[str]:
    before = {choice.value: choice.label.to("en") for choice in was.choices}
    after = {choice.value: choice.label.to("en") for choice in now.choices}
    for value in [each for each in after if each not in before]:
        yield f"Question `{key}`: “{after[value]}” can now be chosen."
    for value in [each for each in before if each not in after]:
        yield f"Question `{key}`: “{before[value]}” can no longer be chosen."
    for value in [each for each in before if each in after]:
        if before[value] != after[value]:
            yield f"Question `{key}`: the choice “{before[value]}” now reads “{after[value]}”."


def _of_rules(old: Compiled, new: Compiled, speaker: Speaker) -> Iterator[str]:
    yield from _parts(
        "Eligibility rule", _by_id(old.definition.eligible), _by_id(new.definition.eligible), speaker, words="say"
    )
    was = _by_id(old.definition.results.list if old.definition.results else ())
    now = _by_id(new.definition.results.list if new.definition.results else ())
    yield from _parts("Result", was, now, speaker, words="title")
    lines = {line.line.to("en"): line for line in old.definition.fee}
    yield from _parts("Fee line", lines, {line.line.to("en"): line for line in new.definition.fee}, speaker, words="")


def _of_work(old: Compiled, new: Compiled, speaker: Speaker) -> Iterator[str]:
    before, after = old.definition.work, new.definition.work
    if before is None or after is None:
        if before is not after:
            yield "The council now works on what is sent." if after else "Nobody works on what is sent any more."
        return
    if before.owner != after.owner:
        yield f"The work now belongs to `{after.owner}`; it was `{before.owner}`."
    yield from _parts("Stage", _by_id(before.stages), _by_id(after.stages), speaker, words="title")
    yield from _parts("Outcome", _by_id(before.outcomes), _by_id(after.outcomes), speaker, words="title")
    yield from _parts("Clock", _by_id(before.clocks), _by_id(after.clocks), speaker, words="title")


def _of_messages(old: Compiled, new: Compiled, speaker: Speaker) -> Iterator[str]:
    del speaker
    before = {(tell.on, tell.to, tell.template) for tell in old.definition.tell}
    after = {(tell.on, tell.to, tell.template) for tell in new.definition.tell}
    for on, to, template in sorted(after - before):
        yield f"The {to} is now sent `{template}` on {on}."
    for on, to, template in sorted(before - after):
        yield f"The {to} is no longer sent `{template}` on {on}."
    for key in sorted(old.messages.keys() & new.messages.keys()):
        if old.messages[key] != new.messages[key]:
            yield f"The words of the message `{key}` changed."


def _of_data(old: Compiled, new: Compiled, speaker: Speaker) -> Iterator[str]:
    was, now = old.definition.data, new.definition.data
    yield from _fields(
        "Data", was, now, ("controller", "basis", "law", "condition", "purpose", "share"), speaker=speaker
    )
    for key in [*was.keep, *(key for key in now.keep if key not in was.keep)]:
        before, after = was.keep.get(key), now.keep.get(key)
        if before != after:
            yield f"Cases that end in `{key}` are kept {after or 'no longer'}; it was {before or 'not said'}."
    for name, pinned in sorted(new.tables.items()):
        if name in old.tables and old.tables[name] != pinned:
            yield f"The figures in the table `{name}` changed."
    if old.definition.help != new.definition.help:
        yield "The way for people who cannot go online changed."
    if old.definition.needs != new.definition.needs:
        yield "What is said about who needs the service changed."


def _of_examples(old: Compiled, new: Compiled, speaker: Speaker) -> Iterator[str]:
    del speaker
    was = {each.says: each for each in old.definition.examples}
    now = {each.says: each for each in new.definition.examples}
    yield from (f"New example: “{each}”." for each in now if each not in was)
    yield from (f"The example “{each}” is gone." for each in was if each not in now)
    yield from (f"The example “{each}” changed." for each in now if each in was and now[each] != was[each])


_CHAPTERS = (_of_service, _of_pages, _of_questions, _of_rules, _of_work, _of_messages, _of_data, _of_examples)


def _by_id(parts: tuple[Part, ...]) -> Mapping[str, Part]:
    return {str(getattr(part, "id", "")): part for part in parts}


def _parts(
    what: str, was: Mapping[str, Part], now: Mapping[str, Part], speaker: Speaker, *, words: str
) -> Iterator[str]:
    titles = {key: getattr(part, words, None) for key, part in {**was, **now}.items()}
    yield from _came_and_went(what.lower(), was, now, titles)
    for key in [each for each in now if each in was]:
        yield from _fields(f"{what} `{key}`", was[key], now[key], tuple(type(now[key]).model_fields), speaker=speaker)
    kept = [key for key in was if key in now]
    if kept != [key for key in now if key in was] and kept and isinstance(now[kept[0]], Stage):
        yield "The order of the stages changed."


def _came_and_went(
    what: str, was: Mapping[str, object], now: Mapping[str, object], titles: Mapping[str, Text | None]
) -> Iterator[str]:
    for key in [each for each in now if each not in was]:
        yield f"New {what} `{key}`{_titled(titles.get(key))}."
    for key in [each for each in was if each not in now]:
        yield f"The {what} `{key}`{_titled(titles.get(key))} is gone."


def _fields(what: str, was: Part, now: Part, names: tuple[str, ...], *, speaker: Speaker) -> Iterator[str]:
    for name in names:
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            called = CALLED.get(name, f"`{name.strip('_').replace('_', '-')}`")
            yield f"{what}: {_changed(called, before, after, speaker if name in RULES else None)}."


def _changed(called: str, before: object, after: object, speaker: Speaker | None) -> str:
    old, new = (_shown(value, speaker) for value in (before, after))
    if isinstance(before, Text) and isinstance(after, Text) and old == new:
        languages = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
        return f"{called} changed in {_listed(languages)}"
    if not old or not new:
        return f"{called} is now {new}" if new else f"{called} ({old}) is gone"
    return f"{called} changed from {old} to {new}" if len(old) + len(new) <= 400 else f"{called} changed"


def _shown(value: object, speaker: Speaker | None) -> str:
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Text):
        return f"“{value.to('en')}”"
    if isinstance(value, Period | int):
        return str(value)
    if isinstance(value, str):
        return speaker.say(value) if speaker else f"“{value}”"
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return _listed(list(value))
    return "what stands in the file"


def _sets(what: str, was: tuple[str, ...], now: tuple[str, ...], of: str) -> Iterator[str]:
    for each in [value for value in now if value not in was]:
        yield f"The {what} `{each}` is new ({of})."
    for each in [value for value in was if value not in now]:
        yield f"The {what} `{each}` is gone ({of})."


def _titled(title: Text | None) -> str:
    return f": “{title.to('en')}”" if isinstance(title, Text) else ""


def _listed(values: list[str]) -> str:
    quoted = [f"`{value}`" for value in values]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}" if quoted else ""
