"""The engine's own tree of a checked rule: which names it uses, how it is joined, what it compares.

The messages are the part that we need of `cel/expr/checked.proto` and `syntax.proto` (Apache 2.0, the CEL authors);
fields that we do not name are kept when a tree is written again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

Node = Any
"""A node of the tree: a protobuf message whose class is made below, so no type checker knows it."""

SCALARS: dict[str, Any] = {"int64": 3, "int32": 5, "bool": 8, "string": 9, "double": 1}
MESSAGES: dict[str, dict[str, tuple[int, str]]] = {
    "Expr": {
        "id": (2, "int64"),
        "const_expr": (3, "Constant"),
        "ident_expr": (4, "Ident"),
        "select_expr": (5, "Select"),
        "call_expr": (6, "Call"),
        "list_expr": (7, "CreateList"),
        "comprehension_expr": (9, "Comprehension"),
    },
    "Constant": {"bool_value": (2, "bool"), "int64_value": (3, "int64"), "string_value": (6, "string")},
    "Ident": {"name": (1, "string")},
    "Select": {"operand": (1, "Expr"), "field": (2, "string"), "test_only": (3, "bool")},
    "Call": {"target": (1, "Expr"), "function": (2, "string"), "args": (3, "Expr*")},
    "CreateList": {"elements": (1, "Expr*")},
    "Comprehension": {
        "iter_var": (1, "string"),
        "iter_range": (2, "Expr"),
        "accu_var": (3, "string"),
        "accu_init": (4, "Expr"),
        "loop_condition": (5, "Expr"),
        "loop_step": (6, "Expr"),
        "result": (7, "Expr"),
    },
    "Type": {"list_type": (6, "ListType"), "message_type": (9, "string")},
    "ListType": {"elem_type": (1, "Type")},
    "Reference": {"name": (1, "string"), "overload_id": (3, "string*")},
    "ReferenceEntry": {"key": (1, "int64"), "value": (2, "Reference")},
    "TypeEntry": {"key": (1, "int64"), "value": (2, "Type")},
    "PositionEntry": {"key": (1, "int64"), "value": (2, "int32")},
    "SourceInfo": {"positions": (4, "PositionEntry*")},
    "CheckedExpr": {
        "reference_map": (2, "ReferenceEntry*"),
        "type_map": (3, "TypeEntry*"),
        "expr": (4, "Expr"),
        "source_info": (5, "SourceInfo"),
    },
}


@cache
def _checked() -> type[Any]:
    # Here and not above: slow to load, and only where there is a rule to read.
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory  # noqa: PLC0415

    file = descriptor_pb2.FileDescriptorProto(name="trellis/rule.proto", package="trellis.rule", syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field_name, (number, kind) in fields.items():
            plain = kind.removesuffix("*")
            field: Any = message.field.add(name=field_name, number=number, label=3 if kind.endswith("*") else 1)
            if plain in SCALARS:
                field.type = SCALARS[plain]
            else:
                field.type, field.type_name = 11, f".trellis.rule.{plain}"
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    made: type[Any] = message_factory.GetMessageClass(pool.FindMessageTypeByName("trellis.rule.CheckedExpr"))
    return made


@cache
def _envelope() -> type[Any]:
    from google.protobuf import any_pb2  # noqa: PLC0415  as above

    return any_pb2.Any


class RuleTree:
    """A checked rule as a tree."""

    def __init__(self, serialized: bytes) -> None:
        self._any = _envelope().FromString(serialized)
        self.checked = _checked().FromString(self._any.value)

    @property
    def root(self) -> Node:
        return self.checked.expr

    def part(self, node: Node) -> bytes:
        """One part of the rule as a rule of its own, for the engine to read."""
        copy = _checked()()
        copy.CopyFrom(self.checked)
        copy.expr.CopyFrom(node)
        whole = _envelope()(type_url=self._any.type_url, value=copy.SerializeToString())
        made: bytes = whole.SerializeToString()
        return made

    def positions(self) -> dict[int, int]:
        """Where each node stands in the prepared text."""
        return {entry.key: entry.value for entry in self.checked.source_info.positions}

    def overloads(self) -> dict[int, tuple[str, ...]]:
        """Which form of a function the engine chose for each call."""
        return {entry.key: tuple(entry.value.overload_id) for entry in self.checked.reference_map}

    def structures(self) -> dict[int, str]:
        """The name of the structure that each node is, where it is one."""
        return {entry.key: entry.value.message_type for entry in self.checked.type_map if entry.value.message_type}


def kind_of(node: Node) -> str:
    """Which of the kinds of node this is; empty for one that we do not look into."""
    for name in ("const_expr", "ident_expr", "select_expr", "call_expr", "list_expr", "comprehension_expr"):
        if node.HasField(name):
            return name
    return ""


def below(node: Node) -> list[Node]:
    """The nodes directly below this one."""
    match kind_of(node):
        case "select_expr":
            return [node.select_expr.operand]
        case "call_expr":
            call = node.call_expr
            return [*([call.target] if call.HasField("target") else []), *call.args]
        case "list_expr":
            return list(node.list_expr.elements)
        case "comprehension_expr":
            loop = node.comprehension_expr
            return [loop.iter_range, loop.accu_init, loop.loop_condition, loop.loop_step, loop.result]
    return []


def every(node: Node) -> Iterator[Node]:
    """This node and all below it."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(below(current))


def names_in(node: Node) -> frozenset[str]:
    """The names a rule takes from outside: not those it gives to the things it goes through one by one."""
    used: set[str] = set()
    own: set[str] = set()
    for each in every(node):
        if each.HasField("ident_expr"):
            used.add(each.ident_expr.name)
        elif each.HasField("comprehension_expr"):
            own |= {each.comprehension_expr.iter_var, each.comprehension_expr.accu_var}
    return frozenset(used - own)
