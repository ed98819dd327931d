"""Editors can complete and check a definition as it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from trellis.services.language.model import Definition, Kind
from trellis.services.language.schema import _words, json_schema


def every_part(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "Definition", schema
    yield from schema["$defs"].items()


def references(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    if isinstance(schema, list):
        for value in schema:
            yield from references(value)


def test_it_is_json_schema_2020_12() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema)) == schema


def test_every_key_has_a_sentence_beside_it() -> None:
    for name, part in every_part(json_schema()):
        for key, described in part.get("properties", {}).items():
            assert described["description"].endswith("."), f"{name}.{key}"


def test_no_sentence_is_about_a_key_that_is_gone() -> None:
    schema = dict(every_part(json_schema()))
    for name, keys in _words().items():
        assert set(keys) == set(schema[name]["properties"]), name


def test_unknown_keys_are_refused_everywhere() -> None:
    for name, part in every_part(json_schema()):
        if part.get("properties"):
            assert part["additionalProperties"] is False, name


def test_every_reference_leads_somewhere() -> None:
    schema = json_schema()
    named = {f"#/$defs/{name}" for name in schema["$defs"]}
    assert set(references(schema)) <= named


def test_words_may_be_plain_or_by_language_and_yes_may_be_read_as_true() -> None:
    schema = json_schema()
    assert schema["properties"]["title"]["$ref"] == "#/$defs/Text"
    assert schema["properties"]["exit-page"]["enum"] == ["yes", "no", True, False]


def test_every_kind_of_question_is_offered() -> None:
    assert json_schema()["$defs"]["Kind"]["enum"] == [kind.value for kind in Kind]


def test_a_service_without_a_need_is_marked_in_the_editor() -> None:
    required = set(json_schema()["required"])
    assert {"needs", "help", "data", "measures", "ask"} <= required
    assert required - {"needs"} == {field.alias for field in Definition.model_fields.values() if field.is_required()}
