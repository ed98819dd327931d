"""The JSON Schema of a definition, for editors: what may be written where, with a sentence beside each key.

JSON Schema 2020-12. Where our loader reads every scalar as text, an editor's reader makes numbers and truth values of
some: the schema allows both.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from trellis.services.language import values
from trellis.services.language.model import Definition

DIALECT = "https://json-schema.org/draft/2020-12/schema"

WRITTEN_AS: dict[object, JsonSchemaValue] = {
    values.read_period: {
        "type": "string",
        "pattern": r"^\d{1,4} (minute|hour|day|working day|week|month|year)s?$",
        "examples": ["20 working days", "6 weeks"],
    },
    values.read_yes_no: {"enum": ["yes", "no", True, False]},
    values.read_whole: {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d{1,12}$"}]},
    values.read_day: {"type": "string", "format": "date", "examples": ["2026-04-01"]},
}
"""What a value that we read ourselves looks like in the file."""


MARK = "x-text"
"""Where words for residents stand, until the reference to their schema is put in."""

SCALAR = ["string", "number", "boolean"]

TEXT: JsonSchemaValue = {
    "description": "Words that a person reads: plain text (English), or one line for each language.",
    "anyOf": [
        {"type": SCALAR},
        {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2,3}$"},
            "additionalProperties": {"type": SCALAR},
            "minProperties": 1,
        },
    ],
}


class _AsWritten(GenerateJsonSchema):
    """Describes what an author writes, where pydantic would describe what it becomes."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        function = schema["function"]["function"]
        if function in WRITTEN_AS:
            return {**WRITTEN_AS[function]}
        becomes = super().function_before_schema(schema)
        if function is values.read_one_or_more:
            return {"anyOf": [becomes["items"], becomes]}
        return becomes

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        is_text = schema["function"]["function"] == values.Text.read
        return {MARK: True} if is_text else super().function_plain_schema(schema)

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        described = super().str_schema(schema)
        return described if "pattern" in described else described | {"type": SCALAR}


def json_schema() -> dict[str, Any]:
    """The schema that lets an editor complete and check a definition as it is written."""
    described = Definition.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    parts: dict[str, Any] = described.pop("$defs")
    words = _words()
    for name, part in [("Definition", described), *parts.items()]:
        part.pop("title", None)
        for key, schema in part.get("properties", {}).items():
            part["properties"][key] = _for_authors(schema) | {"description": words[name][key]}
    described = _with_text(described)
    described["required"] = [*described["required"], "needs"]
    return {
        "$schema": DIALECT,
        "title": "A service, described once",
        **described,
        "$defs": _with_text(parts) | {"Text": TEXT},
    }


def _with_text(schema: Any) -> Any:
    if isinstance(schema, dict):
        if MARK in schema:
            return {key: value for key, value in schema.items() if key != MARK} | {"$ref": "#/$defs/Text"}
        return {key: _with_text(value) for key, value in schema.items()}
    return [_with_text(value) for value in schema] if isinstance(schema, list) else schema


def _for_authors(schema: JsonSchemaValue) -> JsonSchemaValue:
    """The schema of one key without what only a program would write: nothing, and defaults."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    ways: list[JsonSchemaValue] = [way for way in kept.pop("anyOf", []) if way != {"type": "null"}]
    if len(ways) == 1:
        return kept | ways[0]
    return kept | {"anyOf": ways} if ways else kept


@cache
def _words() -> dict[str, dict[str, str]]:
    raw = (Path(__file__).parent / "schema_words.yaml").read_text("utf-8")
    read: dict[str, dict[str, str]] = yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506 -- it builds text alone
    return read
