"""Which language a form is in, and two languages of one form put side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from trellis.services.language.xgov.source import (
    HERE,
    Component,
    Form,
    Item,
    ItemList,
    SourcePage,
    SourceSection,
    Words,
    refused,
)

COMMON = {
    "en": frozenset("the of to and you your for is are have what do be in with this".split()),
    "cy": frozenset("yn ar eich i chi ac y yr gyfer hyn beth o oes ydych gan wedi sut bydd".split()),
}
"""The commonest words of each language, to tell one from the other."""

Address = tuple[str, int]
"""A component by its name, and which of those with this name it is."""


def language_of(form: Form, *, file: str) -> str:
    """The language of a form's plain texts. Raises `DefinitionRefused` where nobody could tell."""
    if form.metadata.get("isWelsh") is True:
        return "cy"
    said = " ".join(words.get(HERE, "") for words in _all_words(form))
    plain = re.sub(r"<[^>]*>", " ", said).lower()
    words = re.findall(r"[a-zâêîôûŵŷ]+", plain)
    counts = {language: sum(word in common for word in words) for language, common in COMMON.items()}
    best, other = sorted(counts, key=lambda language: -counts[language])[:2]
    if counts[best] < 2 * counts[other] or not counts[best]:
        raise refused(
            file,
            "the texts",
            "Its words are in no language that we can tell: neither clearly English nor Welsh",
            'Write `"metadata": {"isWelsh": true}` at the top of a Welsh form, or import each language from a file.',
        )
    return best


def in_language(form: Form, language: str) -> Form:
    """The form, with its plain texts said to be in this language."""

    def known(words: Words) -> Words:
        return {language if key == HERE else key: text for key, text in words.items()}

    def component(each: Component) -> Component:
        return each.model_copy(
            update={
                "title": known(each.title),
                "hint": known(each.hint),
                "content": known(each.content),
                "children": tuple(map(component, each.children)),
            }
        )

    return form.model_copy(
        update={
            "name": known(form.name),
            "pages": tuple(
                page.model_copy(
                    update={"title": known(page.title), "components": tuple(map(component, page.components))}
                )
                for page in form.pages
            ),
            "sections": tuple(each.model_copy(update={"title": known(each.title)}) for each in form.sections),
            "lists": tuple(
                each.model_copy(
                    update={
                        "items": tuple(
                            item.model_copy(update={"text": known(item.text), "description": known(item.description)})
                            for item in each.items
                        )
                    }
                )
                for each in form.lists
            ),
        }
    )


@dataclass
class Together:
    """Two languages of a form put side by side, and what only one of them has."""

    form: Form
    lacking: list[tuple[str, str]] = field(default_factory=list)
    """Components that one language has and the other does not, with why it is not kept whole."""
    pages: dict[str, str] = field(default_factory=dict)
    """The paths of the second form, each with that of the first."""
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each list of the second form, its values with those of the first."""


def put_together(first: Form, second: Form, *, file: str, language: str) -> Together:
    """The words of both, in the order of the first. Raises `DefinitionRefused` where they are not the same form."""
    theirs = {address: (page, each) for page, address, each in _addressed(second)}
    ours = {address: (page, each) for page, address, each in _addressed(first)}
    if 2 * len(set(theirs) & set(ours)) < len(ours):
        raise refused(
            file,
            "the components",
            "Most of its components have other names than those of the form it was given with",
            "Give two languages of the same form, or import each for itself.",
        )
    made = Together(form=first)
    for address, (page, each) in theirs.items():
        if address not in ours or ours[address][1].type != each.type:
            made.lacking.append((f"{each.type} {each.name}", f"only the form in {language} has it; it is left out"))
        else:
            made.pages.setdefault(page.path, ours[address][0].path)
    for address, (_, each) in ours.items():
        if address not in theirs:
            made.lacking.append((f"{each.type} {each.name}", f"the form in {language} does not have it"))
    back = {path: second.paths[own] for own, path in made.pages.items()}
    lists = _lists(first, second, made, language)
    pages = tuple(_page(page, back.get(page.path), theirs, ours) for page in first.pages)
    sections = tuple(_section(each, pages, back, second) for each in first.sections)
    name = second.name | first.name
    made.form = first.model_copy(update={"pages": pages, "lists": lists, "sections": sections, "name": name})
    return made


def _page(
    page: SourcePage,
    other: SourcePage | None,
    theirs: dict[Address, tuple[SourcePage, Component]],
    ours: dict[Address, tuple[SourcePage, Component]],
) -> SourcePage:
    address_of = {id(each): address for address, (_, each) in ours.items()}
    components = tuple(_component(each, theirs.get(address_of[id(each)], (None, None))[1]) for each in page.components)
    title = (other.title if other else {}) | page.title
    return page.model_copy(update={"title": title, "components": components})


def _component(each: Component, other: Component | None) -> Component:
    if other is None or other.type != each.type:
        return each
    children = {child.name: child for child in other.children}
    return each.model_copy(
        update={
            "title": other.title | each.title,
            "hint": other.hint | each.hint,
            "content": other.content | each.content,
            "children": tuple(_component(child, children.get(child.name)) for child in each.children),
        }
    )


def _section(
    section: SourceSection, pages: tuple[SourcePage, ...], back: dict[str, SourcePage], second: Form
) -> SourceSection:
    titles = {each.name: each.title for each in second.sections}
    other = next((back[page.path].section for page in pages if page.section == section.name and page.path in back), "")
    return section.model_copy(update={"title": titles.get(other or "", {}) | section.title})


def _lists(first: Form, second: Form, made: Together, language: str) -> tuple[ItemList, ...]:
    """Lists by the components that use them; choices by their value, or by their place where the values differ."""
    used: dict[str, str] = {}
    fields = {each.name: each for _, _, each in _addressed(second, children=True)}
    for _, _, each in _addressed(first, children=True):
        other = fields.get(each.name)
        if each.list_name and other and other.list_name:
            used.setdefault(each.list_name, other.list_name)
    return tuple(
        _list(each, second.choices, used.get(each.name, ""), made=made, language=language) for each in first.lists
    )


def _list(
    each: ItemList, choices: dict[str, tuple[Item, ...]], theirs: str, *, made: Together, language: str
) -> ItemList:
    other = choices.get(theirs, ())
    if not other:
        return each
    by_value = {item.value: item for item in other}
    same = set(by_value) == {item.value for item in each.items}
    if not same and len(other) != len(each.items):
        made.lacking.append((f"list {each.name}", f"the form in {language} has other choices; they are left out"))
        return each
    pairs = [(item, by_value[item.value]) for item in each.items] if same else list(zip(each.items, other, strict=True))
    made.values[theirs] = {other_item.value: item.value for item, other_item in pairs}
    items = tuple(
        item.model_copy(
            update={"text": same_item.text | item.text, "description": same_item.description | item.description}
        )
        for item, same_item in pairs
    )
    return each.model_copy(update={"items": items})


def _addressed(form: Form, *, children: bool = False) -> Iterator[tuple[SourcePage, Address, Component]]:
    seen: dict[str, int] = {}
    for page in form.pages:
        for each in page.components:
            for one in (each, *each.children) if children else (each,):
                seen[one.name] = seen.get(one.name, 0) + 1
                yield page, (one.name, seen[one.name]), one


def _all_words(form: Form) -> Iterator[Words]:
    for page, _, each in _addressed(form, children=True):
        yield from (page.title, each.title, each.hint, each.content)
    for one in form.lists:
        yield from (item.text for item in one.items)
