"""The names that the rules of one definition may use, each with its type: questions, repeated things, tables, today."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cel_expr_python import cel

from trellis.services.language import kinds
from trellis.services.language.kinds import Shape
from trellis.services.language.model import Page, ParameterTable, Question
from trellis.services.language.rules import functions
from trellis.services.language.rules.source import ANSWERED
from trellis.services.language.tables import shape_in_table

if TYPE_CHECKING:
    from google.protobuf import descriptor_pb2, descriptor_pool

STRUCTURES: Mapping[str, Mapping[str, str]] = {
    "Name": {"first": "string", "last": "string"},
    "BankDetails": {"name": "string", "sort_code": "string", "account_number": "string", "roll_number": "string"},
    "DateRange": {"from": "day", "to": "day"},
    "Address": {"uprn": "string", "postcode": "string", "lines": "string*", "areas": "string*"},
    "Place": {"latitude": "double", "longitude": "double", "description": "string", "areas": "string*"},
    "File": {"id": "string", "name": "string"},
}
FIELDS: Mapping[Shape, str] = {
    Shape.TEXT: "string",
    Shape.TEXTS: "string*",
    Shape.YES_NO: "bool",
    Shape.WHOLE: "int",
    Shape.DECIMAL: "double",
    Shape.PENCE: "int",
    Shape.DAY: "day",
    Shape.FILES: "File*",
}
SCALARS: Mapping[str, Any] = {"double": 1, "int": 3, "bool": 8, "string": 9}
CEL_TYPES = {
    "string": cel.Type.STRING,
    "bool": cel.Type.BOOL,
    "int": cel.Type.INT,
    "double": cel.Type.DOUBLE,
    "day": cel.Type.TIMESTAMP,
}
TAKEN = frozenset("today nation outcome eligibility fee".split())
"""Names that every rule has, so that no question may have them."""
ENGINE_WORDS = frozenset(
    """true false null in as break const continue else for function if import let loop package namespace return var
    void while""".split()
)


class Scope(StrEnum):
    """What a rule may know: one on a page knows answers; one of the work knows how the case stands as well."""

    JOURNEY = "journey"
    WORK = "work"


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The names of one definition, as its rules write them."""

    pages: tuple[Page, ...]
    tables: Mapping[str, ParameterTable]
    _envs: dict[tuple[Scope, str], cel.Env] = field(default_factory=dict, repr=False)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Questions outside repeated pages, by the name that rules use."""
        return {name_of(each.id): each for page in self.pages if not page.repeat for each in page.questions}

    @cached_property
    def repeats(self) -> dict[str, Page]:
        """Repeated pages, by the name that rules use."""
        return {name_of(page.page): page for page in self.pages if page.repeat}

    @cached_property
    def table_names(self) -> dict[str, ParameterTable]:
        return {name_of(key): table for key, table in self.tables.items()}

    @cached_property
    def ids(self) -> dict[str, str]:
        """The id of the question or repeated page that each name stands for."""
        single = {name: question.id for name, question in self.questions.items()}
        repeated = {name: page.page for name, page in self.repeats.items()}
        return single | repeated | {f"{name}{ANSWERED}": found for name, found in (single | repeated).items()}

    @cached_property
    def hyphened(self) -> frozenset[str]:
        """Every id with a hyphen in it: what an author might write in a rule by mistake."""
        ids = {each.id for page in self.pages for each in page.questions} | {page.page for page in self.pages}
        return frozenset(each for each in ids | set(self.tables) if "-" in each)

    def fields_of(self, structure: str) -> Mapping[str, Question]:
        """The questions of a repeated page, by the name of its structure and the field."""
        page = next((page for page in self.repeats.values() if item_name(page) == structure), None)
        return {name_of(each.id): each for each in page.questions} if page else {}

    def asked_in(self, repeat: str) -> tuple[Question, ...]:
        """The questions of one repeated page, which rules inside it name directly."""
        return next((page.questions for page in self.pages if page.page == repeat), ()) if repeat else ()

    def structure_fields(self, structure: str) -> list[str]:
        """The names of the parts of a structure: of an address, or of a table's row."""
        short = structure.removeprefix("trellis.")
        if short.startswith("Table_"):
            return list(_columns(self.table_names[short.removeprefix("Table_")]))
        return list(STRUCTURES.get(short, ()))

    def env(self, scope: Scope, repeat: str = "") -> cel.Env:
        """Where rules of this scope are checked. In a repeated page the questions of the same item have names too."""
        if (scope, repeat) not in self._envs:
            self._envs[scope, repeat] = cel.NewEnv(
                self._pool, variables=self.variables(scope, repeat), functions=functions.declared()
            )
        return self._envs[scope, repeat]

    def variables(self, scope: Scope, repeat: str = "") -> dict[str, cel.Type]:
        """Every name of a scope with its type."""
        asked = dict(self.questions)
        asked |= {name_of(each.id): each for each in self.asked_in(repeat)}
        known = {name: _cel_type(_field(each)) for name, each in asked.items()}
        known |= {name: cel.Type.List(cel.Type(item_name(page))) for name, page in self.repeats.items()}
        known |= {f"{name}{ANSWERED}": cel.Type.BOOL for name in (*asked, *self.repeats)}
        known |= {name: cel.Type(f"trellis.Table_{name}") for name in self.table_names}
        known |= {"today": cel.Type.TIMESTAMP, "nation": cel.Type.STRING}
        if scope is Scope.WORK:
            known |= {"outcome": cel.Type.STRING, "eligibility": cel.Type.STRING, "fee": cel.Type.INT}
        return known

    @cached_property
    def _pool(self) -> descriptor_pool.DescriptorPool:
        """The structures as the engine's checker needs them: with a misspelt field it refuses the rule."""
        # Here and not above: slow to load, and only where there is a rule to check.
        from google.protobuf import descriptor_pb2, descriptor_pool, timestamp_pb2  # noqa: PLC0415

        file = descriptor_pb2.FileDescriptorProto(package="trellis", syntax="proto3")
        file.dependency.append("google/protobuf/timestamp.proto")
        for name, fields in STRUCTURES.items():
            _add_structure(file, name, fields)
        for name, page in self.repeats.items():
            asked = {name_of(each.id): _field(each) for each in page.questions}
            _add_structure(file, f"Item_{name}", asked | {f"{each}{ANSWERED}": "bool" for each in asked})
        for name, table in self.table_names.items():
            _add_structure(file, f"Table_{name}", _columns(table))
        # The engine keeps what it learns of a file by its name, so two different files must not share one.
        file.name = f"trellis/{hashlib.sha256(file.SerializeToString()).hexdigest()[:16]}.proto"
        pool = descriptor_pool.DescriptorPool()
        pool.AddSerializedFile(timestamp_pb2.DESCRIPTOR.serialized_pb)
        pool.AddSerializedFile(file.SerializeToString())
        return pool


def name_of(key: str) -> str:
    """How an id is written in a rule."""
    return key.replace("-", "_")


def item_name(page: Page) -> str:
    """The name of the structure that one repeated thing is."""
    return f"trellis.Item_{name_of(page.page)}"


def _field(question: Question) -> str:
    shape = kinds.shape_of(question)
    return FIELDS.get(shape, str(shape))


def _columns(table: ParameterTable) -> dict[str, str]:
    columns: dict[str, str] = {}
    for row in table.rows:
        columns |= {name_of(column): FIELDS[shape_in_table(value)] for column, value in row.values.items()}
    return columns


def _cel_type(kind: str) -> cel.Type:
    plain = kind.removesuffix("*")
    found = CEL_TYPES.get(plain) or cel.Type(f"trellis.{plain}")
    return cel.Type.List(found) if kind.endswith("*") else found


def _add_structure(file: descriptor_pb2.FileDescriptorProto, name: str, fields: Mapping[str, str]) -> None:
    message = file.message_type.add(name=name)
    for number, (field_name, kind) in enumerate(fields.items(), 1):
        plain = kind.removesuffix("*")
        made: Any = message.field.add(name=field_name, number=number, label=3 if kind.endswith("*") else 1)
        # Field names that differ only in where they have an underscore would share a name in JSON.
        made.json_name = f"f{number}"
        if plain in SCALARS:
            made.type = SCALARS[plain]
        else:
            made.type = 11
            made.type_name = ".google.protobuf.Timestamp" if plain == "day" else f".trellis.{plain}"
