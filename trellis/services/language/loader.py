"""Reading a definition file safely: every scalar is text, every thing knows its place, and nothing clever is let in.

PyYAML's usual loader reads `NO` as false, `on:` as true and `012` as ten. Ours reads text; the type that the model
declares decides later what the text means. Aliases are refused because a few lines of them fill the memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from trellis.services.language.findings import DefinitionRefused, Finding

Mark = Any
"""Where PyYAML saw something; its two readers, in Python and in C, have each a class of their own for it."""

LONGEST = 512 * 1024
"""The most bytes a file may have: the largest real definition we know is a tenth of it."""
DEEPEST = 30
FASTEST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The same reader written in C, ten times as fast, where PyYAML was built with it."""

Place = tuple[str | int, ...]
"""The way to a thing in the file: keys and list positions."""


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A file as it was written: plain dictionaries, lists and text, and where each of them stands."""

    file: str
    data: object
    places: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    keys: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    """Where the key of each thing in a mapping stands; the value may be lines below."""
    text: str = field(default="", repr=False)
    """The whole file, to find a place inside a long text."""

    def at(self, path: Place) -> tuple[int, int]:
        """The line and column (from 1) of this thing, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)

    def at_key(self, path: Place) -> tuple[int, int]:
        """The line and column of the key that this thing stands under."""
        return self.keys.get(path) or self.at(path)

    def inside(self, path: Place, words: str, offset: int) -> tuple[int, int]:
        """The line and column of one character of a text, however the text is quoted or folded in the file."""
        line, column = self.at(path)
        lines = self.text.split("\n")
        if line > len(lines):
            return (line, column)
        raw = "\n".join(lines[line - 1 :])[column - 1 :]
        start = raw.find("\n") if raw[:1] in {"|", ">"} else int(raw[:1] in {'"', "'"})
        found = _aligned(raw, max(start, 0), words[: offset + 1])
        passed = raw[:found]
        breaks = passed.count("\n")
        return (line + breaks, found - passed.rfind("\n") if breaks else column + found)


def _aligned(raw: str, start: int, words: str) -> int:
    """Where in the file the last of these characters stands: white space and quoting differ, the rest does not."""
    at = last = start
    for character in words:
        if character.isspace():
            continue
        found = raw.find(character, at)
        if found < 0:
            break
        last, at = found, found + 1
    return last if words and not words[-1].isspace() else at


class _RefusedError(Exception):
    """What is wrong with the YAML itself, at a place in it."""

    def __init__(self, *, code: str, line: int, column: int, what: str, why: str, mend: str) -> None:
        super().__init__(what)
        self.code, self.line, self.column, self.what, self.why, self.mend = code, line, column, what, why, mend

    def finding(self, file: str) -> Finding:
        return Finding(
            file=file, line=self.line, column=self.column, code=self.code, what=self.what, why=self.why, mend=self.mend
        )


def read_file(path: Path) -> Tree:
    """Read one definition file. Raises `DefinitionRefused` where it cannot be read, saying why."""
    file = str(path)
    try:
        with path.open("rb") as opened:
            raw = opened.read(LONGEST + 1)
        return read_yaml(raw.decode("utf-8-sig"), file=file)
    except UnicodeDecodeError as error:
        refused = _RefusedError(
            code="not-utf-8",
            line=raw[: error.start].count(b"\n") + 1,
            column=1,
            what="This file is not UTF-8 text",
            why="£, ’ and Welsh letters would come out wrong.",
            mend="Save the file again as UTF-8.",
        )
    except OSError as error:
        refused = _RefusedError(
            code="unreadable",
            line=1,
            column=1,
            what=f"This file cannot be read: {error.strerror}",
            why="There is nothing to check.",
            mend="Check the name and that you may read it.",
        )
    raise DefinitionRefused([refused.finding(file)])


def read_yaml(text: str, *, file: str) -> Tree:
    """Read the text of a definition file. Raises `DefinitionRefused` where it is not the YAML that we take."""
    try:
        return _Reader(text, file).tree()
    except _RefusedError as refused:
        raise DefinitionRefused([refused.finding(file)]) from None
    except yaml.MarkedYAMLError as error:
        raise DefinitionRefused([_malformed(error).finding(file)]) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise DefinitionRefused([_unreadable(text, error).finding(file)]) from None


class _Reader:
    """Builds the tree from PyYAML's events, one by one, so that a bomb is refused before anything is made of it."""

    def __init__(self, text: str, file: str) -> None:
        if len(text.encode("utf-8", "replace")) > LONGEST:
            raise _too_large()
        self.text, self.file = text, file
        self.places: dict[Place, tuple[int, int]] = {}
        self.keys: dict[Place, tuple[int, int]] = {}
        self.events: Iterator[yaml.Event] = iter(())

    def tree(self) -> Tree:
        self.events = iter(yaml.parse(self.text, Loader=FASTEST))
        data: object = {}
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _several_documents(event.start_mark)
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                data = self._value(event, ())
        return Tree(file=self.file, data=data, places=self.places, keys=self.keys, text=self.text)

    def _value(self, event: yaml.Event, path: Place) -> object:
        _refuse_cleverness(event)
        if len(path) > DEEPEST:
            raise _too_deep(event.start_mark)
        self.places[path] = _place(event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return str(getattr(event, "value", ""))

    def _sequence(self, path: Place) -> list[object]:
        made: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            made.append(self._value(event, (*path, len(made))))
        return made

    def _mapping(self, path: Place) -> dict[str, object]:
        made: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            _refuse_cleverness(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _strange_key(event.start_mark)
            key = str(event.value)
            if key == "<<":
                raise _aliases(event.start_mark)
            if key in made:
                raise _twice(key, event.start_mark, first=self.keys[(*path, key)])
            self.keys[(*path, key)] = _place(event.start_mark)
            made[key] = self._value(next(self.events), (*path, key))
        return made


def _refuse_cleverness(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _aliases(event.start_mark)
    if getattr(event, "tag", None):
        raise _tags(event.start_mark)


def _place(mark: Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _too_large() -> _RefusedError:
    return _RefusedError(
        code="too-large",
        line=1,
        column=1,
        what=f"This file is larger than {LONGEST // 1024} kB",
        why="A definition is a few pages that a person can read; this is something else.",
        mend="Put long lists into lists/ and shared pages into blocks/, or choose the right file.",
    )


def _several_documents(mark: Mark | None) -> _RefusedError:
    line, column = _place(mark)
    return _RefusedError(
        code="several-documents",
        line=line,
        column=column,
        what="A second document starts here",
        why="A file describes one thing, so that its name says what it is.",
        mend="Take away the line of three dashes, or put the second part into a file of its own.",
    )


def _aliases(mark: Mark | None) -> _RefusedError:
    line, column = _place(mark)
    return _RefusedError(
        code="alias",
        line=line,
        column=column,
        what="Anchors, aliases and merge keys (&, *, <<) are not part of the service language",
        why="A few lines of them can grow until the computer stops, and a reader cannot see what a part says.",
        mend="Write it out, or put what is shared into blocks/ and `use:` it.",
    )


def _tags(mark: Mark | None) -> _RefusedError:
    line, column = _place(mark)
    return _RefusedError(
        code="tag",
        line=line,
        column=column,
        what="Tags (!) are not part of the service language",
        why="They ask the reader of the file to make something other than text, which can be used for harm.",
        mend='Take the tag away; put text that begins with "!" in quotation marks.',
    )


def _too_deep(mark: Mark | None) -> _RefusedError:
    line, column = _place(mark)
    return _RefusedError(
        code="too-deep",
        line=line,
        column=column,
        what=f"This is more than {DEEPEST} levels deep",
        why="No part of a definition is, so something went wrong here.",
        mend="Look for brackets that are opened again and again.",
    )


def _twice(key: str, mark: Mark | None, *, first: tuple[int, int]) -> _RefusedError:
    line, column = _place(mark)
    return _RefusedError(
        code="double-key",
        line=line,
        column=column,
        what=f"`{key}` stands here twice; the first is in line {first[0]}",
        why="Only one of them would count, and nobody could say which.",
        mend="Keep one.",
    )


def _strange_key(mark: Mark | None) -> _RefusedError:
    line, column = _place(mark)
    return _RefusedError(
        code="strange-key",
        line=line,
        column=column,
        what="A list or a mapping stands where a name is expected",
        why="Every part of a definition has a name, such as `title`.",
        mend="Write a name, a colon, and then the value. Put text that begins with { or [ in quotation marks.",
    )


def _malformed(error: yaml.MarkedYAMLError) -> _RefusedError:
    mark = error.problem_mark or error.context_mark
    line, column = _place(mark)
    said = " ".join(each for each in (error.context, error.problem) if each)
    return _RefusedError(
        code="malformed",
        line=line,
        column=column,
        what=f"This is not well-formed YAML here: {said}",
        why="Nothing after this place can be understood.",
        mend=_mend(said),
    )


def _mend(said: str) -> str:
    if "mapping values are not allowed" in said:
        return 'Put text that has a colon in it in quotation marks: "Tell us: what happened?"'
    if "cannot start any token" in said:
        return "Indent with spaces, not tabs, and put text that begins with % @ or ` in quotation marks."
    if "could not find expected ':'" in said:
        return "Write a colon and a space after the name, and indent text of several lines."
    return "Check the indentation, brackets and quotation marks in this line and the one before."


def _unreadable(text: str, error: Exception) -> _RefusedError:
    position = getattr(error, "position", 0)
    position = position if isinstance(position, int) else 0
    before = text[:position]
    return _RefusedError(
        code="malformed",
        line=before.count("\n") + 1,
        column=position - (before.rfind("\n") + 1) + 1,
        what="There is a character or a shape here that YAML does not allow",
        why="Nothing after this place can be understood.",
        mend="Take the character away; text copied from a document may carry invisible ones.",
    )
