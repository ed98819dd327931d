"""Parts of a source's file, read by their types; what is wrong is said with its place and the mend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from trellis.services.language.importing.writing import refused


class SourcePart(BaseModel):
    """A part of the source files. Keys we have no use for are left alone: the files are not ours."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Model = TypeVar("Model", bound=SourcePart)


def read_as(model: type[Model], raw: object, *, file: str, code: str) -> Model:
    """The file as parts of these types. Raises `DefinitionRefused` at the first thing that is not."""
    if not isinstance(raw, Mapping):
        raise refused(file, "the top", "The file does not hold one object with named parts", code=code)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the top"
        raise refused(file, where, _said(first["type"], str(first["msg"])), code=code) from None


def _said(kind: str, message: str) -> str:
    if kind == "missing":
        return "A part that every such file needs is missing"
    if kind in ("string_type", "dict_type", "tuple_type", "model_type", "list_type"):
        return f"A part is of the wrong type: {message[0].lower()}{message[1:]}"
    return message.rstrip(".")
