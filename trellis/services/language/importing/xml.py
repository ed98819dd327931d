"""XML that somebody else wrote: read with limits, and without a document type, where its traps are declared."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

LARGEST: Final = 20 * 1024 * 1024
DEEPEST: Final = 200


def read_whole(file: Path) -> bytes:
    """What a file holds.

    :raises NotReadable: where it is larger than a page could be, or cannot be opened.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise NotReadable(f"it cannot be opened: {error.strerror}") from None
    if len(data) > LARGEST:
        raise NotReadable(f"it is larger than {LARGEST // 1024**2} MB")
    return data


class NotReadable(ValueError):
    """This is not XML that can be read safely; the words say why."""


def tree_of(data: bytes, *, largest: int = LARGEST) -> Element:
    """The tree, each name without its namespace.

    :raises NotReadable: where it is too large or deep, broken, or declares a document type.
    """
    if len(data) > largest:
        raise NotReadable(f"it is larger than {largest // 1024**2} MB")
    builder, depth = TreeBuilder(), 0
    parser = expat.ParserCreate(namespace_separator="}")

    def begins(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise NotReadable(f"it is nested more than {DEEPEST} deep")
        builder.start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def ends(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def declares(*_declaration: object) -> None:
        # Entities are declared in a document type: with it goes everything that they could do.
        raise NotReadable("it declares a document type, as no such file needs to")

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = declares
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, AssertionError) as error:
        raise NotReadable(f"it is not well-formed: {error}") from None


def _local(name: str) -> str:
    return name.rpartition("}")[2]
