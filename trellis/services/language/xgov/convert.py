"""A form, in one language or two, becomes one definition, with a report of what was kept and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trellis.services.language.importing import Converted
from trellis.services.language.importing.names import Names, key
from trellis.services.language.importing.writing import closing, needs, work, written
from trellis.services.language.placeholders import KEY_TO_WRITE, to_write
from trellis.services.language.xgov.conditions import UnsaidError
from trellis.services.language.xgov.languages import Together, in_language, language_of, put_together
from trellis.services.language.xgov.questions import Made, Tongue
from trellis.services.language.xgov.routing import ordered
from trellis.services.language.xgov.said import rule
from trellis.services.language.xgov.sheet import REPEATED, Sheet
from trellis.services.language.xgov.source import Component, Form, SourcePage, read_form, refused
from trellis.services.language.xgov.ways import ALWAYS, Point, Ways, way

MOST_THINGS = "100"
"""The source sets no limit to a repeated list; this is the most that ours may have."""
CONTROLLERS = frozenset({"", "RepeatingFieldPageController", "StartPageController", "start.js", "./pages/start.js"})


@dataclass(frozen=True, kw_only=True)
class Source:
    """A form's file: what it is called, and what JSON it holds."""

    name: str
    raw: object


def convert(sources: Sequence[Source]) -> Converted:
    """Turn a form of the XGov builder into a definition that asks the same. Several sources are its languages.

    What only the council can say (the need, the law, the work, who to ring) is marked as to be written, and the checker
    refuses to publish until it is. Raises `DefinitionRefused` where a file is malformed.
    """
    forms = _by_language(sources)
    first, *others = sorted(forms, key=lambda language: (language != "en", language))
    form, together = forms[first][1], []
    for language in others:
        together.append(put_together(form, forms[language][1], file=forms[language][0], language=language))
        form = together[-1].form
    tongue = Tongue(languages=(first, *others))
    sheet = Sheet(form=form, tongue=tongue, order=ordered(form, file=forms[first][0]))
    for language, (file, _) in forms.items():
        sheet.note(file, f"read as {'Welsh' if language == 'cy' else 'English' if language == 'en' else language}")
    pages, exits = _pages(sheet), _exits(sheet)
    _count_conditions(sheet)
    for language, each in zip(others, together, strict=True):
        _compare(sheet, each, forms[language][1], language=language)
    definition = _opening(sheet, sources[0].name) | _sections(sheet) | {"ask": pages} | exits
    report: dict[str, object] = {
        "components": sheet.components.as_report(),
        "conditions": sheet.conditions.as_report(),
        "notes": sheet.notes,
    }
    return Converted(yaml=written(definition | work() | closing()), report=report)


def _by_language(sources: Sequence[Source]) -> dict[str, tuple[str, Form]]:
    forms: dict[str, tuple[str, Form]] = {}
    for source in sources:
        form = read_form(source.raw, file=source.name)
        language = language_of(form, file=source.name)
        if language in forms:
            raise refused(
                source.name,
                "the texts",
                f"It is in the same language as {forms[language][0]}",
                "Give one file for each language of one form, and import other forms for themselves.",
            )
        forms[language] = (source.name, in_language(form, language))
    return forms


def _opening(sheet: Sheet, name: str) -> dict[str, object]:
    form, tongue = sheet.form, sheet.tongue
    start = form.paths[form.start]
    title = tongue.lines(form.name) or tongue.lines(start.title)
    opening: dict[str, object] = {
        "service": key(name),
        "title": tongue.text(title) or to_write("what this service is called"),
        "summary": to_write("one sentence that says what this service does"),
        "for": [KEY_TO_WRITE],
    }
    if tongue.languages != ("en",):
        opening["languages"] = list(tongue.languages)
        opening["draft-languages"] = [each for each in tongue.languages if each != "en"]
    opening["needs"] = needs()
    before = sheet.layouts[form.start].passages
    if before and not start.fields and start.links:
        opening["before"] = tongue.text(before)
    return opening


def _sections(sheet: Sheet) -> dict[str, object]:
    used = {sheet.form.paths[path].section for path in sheet.order if sheet.made[path]}
    sections = [
        {"id": key(each.name), "title": sheet.tongue.text(sheet.tongue.lines(each.title))}
        for each in sheet.form.sections
        if each.name in used and not each.hide_title and sheet.tongue.lines(each.title)
    ]
    return {"sections": sections} if sections else {}


def _section_of(sheet: Sheet, page: SourcePage) -> str:
    known = next((each for each in sheet.form.sections if each.name == page.section), None)
    if page.section and known is None:
        sheet.note(f"page {page.path}", f"its section `{page.section}` is not in the form; it stands in none")
    return key(known.name) if known and not known.hide_title and sheet.tongue.lines(known.title) else ""


def _pages(sheet: Sheet) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for path in sheet.order:
        page = sheet.form.paths[path]
        if (page.controller or "") not in CONTROLLERS and not page.checks_answers:
            sheet.note(f"page {path}", f"its controller `{page.controller}` is not known; it is an ordinary page here")
        if sheet.made[path]:
            made += _page(sheet, page)
        elif page.components and page.links and path != sheet.form.start:
            sheet.components.total += 1
            why = "a page of words alone asks nothing, so it would never be shown; put its words where they are needed"
            sheet.components.named.append({"what": f"page {path}", "why": why})
    return made


def _page(sheet: Sheet, page: SourcePage) -> list[dict[str, object]]:
    """A page; where a repeated list stands beside other questions, they get pages of their own."""
    head = _head(sheet, page)
    single = [made for field, several in sheet.made[page.path] for made in several if field.type != REPEATED]
    repeated = [(field, several) for field, several in sheet.made[page.path] if field.type == REPEATED and several]
    pages = [head | {"questions": [made.part for made in single]}] if single else []
    for number, (field, several) in enumerate(repeated):
        if single or number:
            sheet.note(f"{field.type} {field.name}", "it stood beside other questions; it has a page of its own here")
        page_key = sheet.keys[page.path] + (f"-{number + 1}" if number else "")
        if single:
            pages[0]["page"] = f"{sheet.keys[page.path]}-first"
        pages.append(head | {"page": page_key} | _repeat(sheet, field, several))
    return pages


def _head(sheet: Sheet, page: SourcePage) -> dict[str, object]:
    tongue = sheet.tongue
    head: dict[str, object] = {"page": sheet.keys[page.path]}
    title = tongue.lines(page.title)
    head["title"] = tongue.text(title) if title else sheet.made[page.path][0][1][0].part["ask"]
    if words := sheet.layouts[page.path].passages:
        head["guidance"] = tongue.text(words)
    if section := _section_of(sheet, page):
        head["section"] = section
    if sheet.routing.ways[page.path] != ALWAYS and (shown := _rule(sheet, page)):
        head["show"] = shown
    return head


def _repeat(sheet: Sheet, field: Component, several: list[Made]) -> dict[str, object]:
    titles = sheet.tongue.lines(field.title)
    repeat = {
        "as": key(next(iter(titles.values()), field.name)),
        "from": "0" if field.optional else "1",
        "to": MOST_THINGS,
    }
    hint = sheet.tongue.lines(field.hint)
    if hint:
        sheet.note(f"{field.type} {field.name}", "its hint is not shown: a repeated list has none, only its fields")
    return {"repeat": repeat, "questions": [made.part for made in several]}


def _rule(sheet: Sheet, page: SourcePage) -> str:
    try:
        return rule(sheet.routing.ways[page.path], asked=sheet.asked, everybody=sheet.routing.everybody)
    except UnsaidError as error:
        sheet.conditions.count(f"the way to {page.path}", lost=f"{error}; the page is always shown")
        return ""


def _exits(sheet: Sheet) -> dict[str, object]:
    """Pages of words with no way on: where the form turns people away."""
    exits: list[dict[str, object]] = []
    names = Names()
    for path in sheet.order:
        page = sheet.form.paths[path]
        onward = any(link.path in sheet.keys for link in page.links)
        if onward or sheet.made[path] or page.checks_answers or path == sheet.form.start:
            continue
        if path in sheet.routing.wide or sheet.routing.ways[path] == ALWAYS:
            for each in page.components:
                why = "it is the end of the form, and no condition that we can say leads there; its words are left out"
                sheet.components.named.append({"what": f"{each.type} {each.name}", "why": why})
            continue
        when = _rule(sheet, page)
        title, words = sheet.tongue.lines(page.title), sheet.layouts[path].passages
        if when and (words or title):
            said = sheet.tongue.text(words or title)
            exits.append({"id": names.give(key(path)), "when": when, "then": "stop"} | (
                {"title": sheet.tongue.text(title)} if title else {}) | {"say": said})  # fmt: skip
    return {"eligible": exits} if exits else {}


def _count_conditions(sheet: Sheet) -> None:
    used: dict[str, bool] = {}
    for page in sheet.form.pages:
        for link in page.links:
            if link.condition:
                used[link.condition] = used.get(link.condition, False) or page.path in sheet.keys
    for name, reached in used.items():
        lost = sheet.routing.unsaid.get(name, "")
        sheet.conditions.count(f"condition {name}", lost=lost or ("" if reached else "nothing leads to its page"))


def _compare(sheet: Sheet, together: Together, second: Form, *, language: str) -> None:
    """What the other language has otherwise: components it lacks, and pages it shows to other people."""
    for what, why in together.lacking:
        sheet.components.count(f"{what} ({language})", lost=why)
    theirs = Sheet(form=second, tongue=Tongue(languages=(language,)), order=ordered(second, file=language))
    for path, ours in together.pages.items():
        if path not in theirs.routing.ways or ours not in sheet.routing.ways:
            continue
        if _translated(theirs.routing.ways[path], together, second) != sheet.routing.ways[ours]:
            why = f"the form in {language} shows it to other people; the rule of the first language is kept"
            sheet.conditions.count(f"the way to {path} ({language})", lost=why)


def _translated(ways: Ways, together: Together, second: Form) -> Ways:
    """The ways of the other language, in the values of the first."""
    lists = {each.name: each.list_name for page in second.pages for each in page.components}

    def value(point: Point, each: str) -> str:
        return together.values.get(lists.get(point.field) or "", {}).get(each, each)

    return frozenset(
        way(
            {
                Point(point.field, point.sign, value(point, point.value)): frozenset(
                    value(point, one) for one in values
                )
                for point, values in each
            }
        )
        for each in ways
    )
