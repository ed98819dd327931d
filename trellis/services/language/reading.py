"""From a file's tree to the model: each mistake at its line and column, in plain words, with the mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from trellis.services.language.findings import DefinitionRefused, Finding, Weight
from trellis.services.language.loader import Place, Tree
from trellis.services.language.model import Kind, Page, Part, Use, hyphenated
from trellis.services.language.not_yet import KINDS_NOT_YET, NOT_YET

Read = TypeVar("Read", bound=Part)

EXPECTED = {
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "names, each with its value",
    "model_type": "names, each with its value",
    "model_attributes_type": "names, each with its value",
    "string_type": "text",
    "string_too_long": "a shorter text",
    "string_too_short": "some text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
}


def read_as(model: type[Read], tree: Tree) -> Read:
    """Read a file's tree as a definition, a block, a list, a table or a message. Raises `DefinitionRefused`."""
    if not isinstance(tree.data, dict):
        raise DefinitionRefused([_not_a_mapping(tree, model)])
    try:
        return model.model_validate(tree.data)
    except ValidationError as error:
        found = [_finding(each, tree, model) for each in _told(error, tree)]
        raise DefinitionRefused(sorted(set(found))) from None


def _told(error: ValidationError, tree: Tree) -> Iterator[ErrorDetails]:
    """The errors that the author can understand: not those of the other thing that could have stood here."""
    for each in error.errors(include_url=False):
        branch = next((step for step in each["loc"] if step in {"Page", "Use"}), None)
        if branch is None or branch == _branch_meant(each["loc"], tree):
            yield each


def _branch_meant(loc: Sequence[int | str], tree: Tree) -> str:
    step = next(number for number, each in enumerate(loc) if each in {"Page", "Use"})
    here = _look(tree.data, loc[:step])
    return "Use" if isinstance(here, dict) and "use" in here and "page" not in here else "Page"


def _look(data: object, path: Sequence[int | str]) -> object:
    for step in path:
        if isinstance(step, str):
            data = data.get(step) if isinstance(data, dict) else None
        else:
            data = data[step] if isinstance(data, list) and step < len(data) else None
    return data


def _path(loc: Sequence[int | str], tree: Tree) -> Place:
    """The way through the file: without the names that only the model's reader knows."""
    path: list[int | str] = []
    for step in loc:
        if _look(tree.data, [*path, step]) is not None or step == loc[-1]:
            path.append(step)
    return tuple(path)


def _finding(error: ErrorDetails, tree: Tree, model: type[Part]) -> Finding:
    path = _path(error["loc"], tree)
    name = str(path[-1]) if path else ""
    match error["type"]:
        case "missing":
            return _missing(name, path, tree)
        case "extra_forbidden":
            return _unknown_key(name, path, tree, model)
        case "enum" | "literal_error":
            return _unknown_word(error, path, tree)
        case "string_pattern_mismatch":
            return _bad_name(error, path, tree)
        case "value_error":
            return _bad_value(error, path, tree)
    return _wrong_kind(error, path, tree)


def _missing(name: str, path: Place, tree: Tree) -> Finding:
    line, column = tree.at(path[:-1])
    return Finding(
        file=tree.file,
        line=line,
        column=column,
        code="missing",
        what=f"`{name}` is missing here",
        why="The part cannot be used without it.",
        mend=f"Add a line `{name}: ...`.",
    )


def _unknown_key(name: str, path: Place, tree: Tree, model: type[Part]) -> Finding:
    line, column = tree.at_key(path)
    known = keys_of(model_at(model, path[:-1], tree))
    close = get_close_matches(name, known, n=1, cutoff=0.75)
    if not close and name in NOT_YET:
        return Finding(
            file=tree.file,
            line=line,
            column=column,
            code="not-yet",
            weight=Weight.NOT_YET,
            what=f"`{name}` is not yet part of the language: {NOT_YET[name]}",
            why="If it were left out in silence, the service would not do what is written here.",
            mend="Take it out for now, and let a caseworker do it as a task.",
        )
    close = close or get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"Did you mean `{close[0]}`?" if close else f"Here can stand: {', '.join(sorted(known))}."
    return Finding(
        file=tree.file,
        line=line,
        column=column,
        code="unknown-key",
        what=f"`{name}` is not known here",
        why="What is not understood would be left out in silence.",
        mend=hint,
    )


def _unknown_word(error: ErrorDetails, path: Place, tree: Tree) -> Finding:
    line, column = tree.at(path)
    said, key = str(error["input"]), str(path[-1]) if path else ""
    allowed = _allowed(error)
    if key == "type" and said in KINDS_NOT_YET:
        return Finding(
            file=tree.file,
            line=line,
            column=column,
            code="not-yet",
            weight=Weight.NOT_YET,
            what=f"`{said}` is not yet a kind of question: {KINDS_NOT_YET[said]}",
            why="If it were asked as something else, the answer would not be what is needed.",
            mend="Use another kind for now.",
        )
    close = get_close_matches(said, allowed, n=1, cutoff=0.6)
    return Finding(
        file=tree.file,
        line=line,
        column=column,
        code="unknown-word",
        what=f"`{said}` is not something that `{key}` can be",
        why="Only words that every channel knows can stand here.",
        mend=f"Did you mean `{close[0]}`?" if close else f"Write one of: {', '.join(allowed)}.",
    )


def _allowed(error: ErrorDetails) -> list[str]:
    if error["type"] == "enum":
        return [str(kind) for kind in Kind]
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [each.strip(" '") for each in expected.replace(" or ", ", ").split(",")]


def _bad_name(error: ErrorDetails, path: Place, tree: Tree) -> Finding:
    # A key of a mapping is wrong itself: pydantic says so with a last step of its own.
    is_key = bool(error["loc"]) and error["loc"][-1] == "[key]"
    where = tuple(step for step in path if step != "[key]")
    line, column = tree.at_key(where) if is_key else tree.at(where)
    said = str(error["input"])
    mend = "-".join("".join(c if c.isalnum() else " " for c in said.lower()).split()) or "a name"
    return Finding(
        file=tree.file,
        line=line,
        column=column,
        code="bad-name",
        what=f"`{said}` cannot be a name here",
        why="Names end up in addresses, rules and reports, so they are kept plain.",
        mend=f"Use lower case letters and numbers joined by hyphens, beginning with a letter, like `{mend}`.",
    )


def _bad_value(error: ErrorDetails, path: Place, tree: Tree) -> Finding:
    line, column = tree.at(path)
    says = str(error.get("ctx", {}).get("error", error["msg"]))
    given = f"`{error['input']}`" if isinstance(error["input"], str) else "This"
    return Finding(
        file=tree.file,
        line=line,
        column=column,
        code="bad-value",
        what=f"{given} cannot stand for `{path[-1] if path else 'this'}`",
        why="Nobody could say for certain what it means.",
        mend=says[:1].upper() + says[1:] + ".",
    )


def _wrong_kind(error: ErrorDetails, path: Place, tree: Tree) -> Finding:
    line, column = tree.at(path)
    expected = EXPECTED.get(error["type"], error["msg"])
    return Finding(
        file=tree.file,
        line=line,
        column=column,
        code="wrong-kind",
        what=f"`{path[-1] if path else 'this file'}` needs {expected} here",
        why="Something else is written, so the part cannot be understood.",
        mend=f"Write {expected}.",
    )


def _not_a_mapping(tree: Tree, model: type[Part]) -> Finding:
    line, column = tree.at(())
    return Finding(
        file=tree.file,
        line=line,
        column=column,
        code="wrong-kind",
        what="This file does not say what it describes",
        why="A definition is made of names, each with its value.",
        mend=f"Begin with `{keys_of(model)[0]}: a-name`.",
    )


def keys_of(model: type[Part] | None) -> list[str]:
    if model is None:
        return []
    return [field.alias or hyphenated(name) for name, field in model.model_fields.items()]


def model_at(model: type[Part], path: Place, tree: Tree) -> type[Part] | None:
    """Which part of the model stands at this place of the file."""
    current: type[Part] | None = model
    walked: list[int | str] = []
    for step in path:
        walked.append(step)
        if isinstance(step, int) or current is None:
            continue
        parts = _parts_in(current, step)
        if len(parts) > 1:
            here = _look(tree.data, path[: len(walked) + 1])
            parts = [Use] if isinstance(here, dict) and "use" in here else [Page]
        # A key of a mapping like `participants` keeps the part that its values are.
        current = parts[0] if parts else (current if current is not model else None)
    return current


def _parts_in(model: type[Part], key: str) -> list[type[Part]]:
    field = next(
        (field for name, field in model.model_fields.items() if (field.alias or hyphenated(name)) == key), None
    )
    return [] if field is None else list(_parts_of(field.annotation))


def _parts_of(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and not isinstance(annotation, Mapping) and issubclass(annotation, Part):
        yield annotation
    for each in get_args(annotation):
        yield from _parts_of(each)
