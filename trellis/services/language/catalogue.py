"""Where a definition finds what it shares with others: blocks of pages, lists, tables of figures, messages.

A definition file stands in a folder. What it shares stands in `blocks/`, `lists/`, `tables/` and `messages/` of the
same folder or of one of the two above it; the nearest wins. A file is named after what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Generic, TypeVar

from trellis.services.language.findings import DefinitionRefused, Finding
from trellis.services.language.loader import Tree, read_file
from trellis.services.language.model import Block, MessageTemplate, ParameterTable, Part, SharedList
from trellis.services.language.reading import read_as

Shared = TypeVar("Shared", bound=Part)

FOLDERS_UP = 2


@dataclass(frozen=True, kw_only=True)
class Found(Generic[Shared]):
    """A shared thing and the file it stands in."""

    part: Shared
    tree: Tree


@dataclass(frozen=True)
class Catalogue:
    """The shared things that definitions in one folder may use."""

    root: Path
    _read: dict[tuple[str, str], Found[Part]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def near(cls, file: Path) -> Catalogue:
        """The catalogue of the folder that this definition file stands in."""
        return cls(file.resolve().parent)

    def block(self, key: str) -> Found[Block]:
        """A block of pages shared by many services. Raises `NotInCatalogue`."""
        return self._find("blocks", key, Block)

    def shared_list(self, key: str) -> Found[SharedList]:
        """A list of choices shared by many services. Raises `NotInCatalogue`."""
        return self._find("lists", key, SharedList)

    def table(self, key: str) -> Found[ParameterTable]:
        """A table of figures that change with time. Raises `NotInCatalogue`."""
        return self._find("tables", key, ParameterTable)

    def message(self, key: str) -> Found[MessageTemplate]:
        """The words of a message or letter. Raises `NotInCatalogue`."""
        return self._find("messages", key, MessageTemplate)

    def names(self, folder: str) -> list[str]:
        """What there is to use, by name."""
        return sorted({file.stem for place in self._places() for file in (place / folder).glob("*.yaml")})

    def used(self) -> dict[str, str]:
        """The text of every shared thing that was asked for so far, by folder and name: `lists/bins.yaml`."""
        return {f"{folder}/{key}.yaml": found.tree.text for (folder, key), found in sorted(self._read.items())}

    def _tree(self, folder: str, key: str) -> Tree | None:
        file = next((file for place in self._places() if (file := place / folder / f"{key}.yaml").is_file()), None)
        return read_file(file) if file else None

    def _places(self) -> list[Path]:
        return [self.root, *self.root.parents][: FOLDERS_UP + 1]

    def _find(self, folder: str, key: str, model: type[Shared]) -> Found[Shared]:
        if (folder, key) not in self._read:
            tree = self._tree(folder, key)
            if tree is None:
                raise NotInCatalogue(folder, key, self.names(folder))
            part = read_as(model, tree)
            _expect_name(key, part, tree)
            self._read[folder, key] = Found(part=part, tree=tree)
        found = self._read[folder, key]
        if not isinstance(found.part, model):
            raise NotInCatalogue(folder, key, [])
        return Found(part=found.part, tree=found.tree)


class NotInCatalogue(LookupError):
    """A definition names something shared that no folder of its catalogue has."""

    def __init__(self, folder: str, key: str, known: list[str]) -> None:
        super().__init__(f"no {key} in {folder}/")
        self.folder, self.key, self.known = folder, key, known

    def finding(self, tree: Tree, place: tuple[int, int]) -> Finding:
        """The same as the checker says it, at the place that names it."""
        close = get_close_matches(self.key, self.known, n=1, cutoff=0.6)
        return Finding(
            file=tree.file,
            line=place[0],
            column=place[1],
            code=f"unknown-{self.folder.removesuffix('s')}",
            what=f"There is no `{self.key}` in {self.folder}/",
            why="The service would have a hole where it stands.",
            mend=f"Did you mean `{close[0]}`?" if close else f"Write {self.folder}/{self.key}.yaml, or use another.",
        )


def _expect_name(key: str, part: Part, tree: Tree) -> None:
    kind = next(iter(type(part).model_fields))
    named = getattr(part, kind)
    if named != key:
        line, column = tree.at((kind,))
        raise DefinitionRefused(
            [
                Finding(
                    file=tree.file,
                    line=line,
                    column=column,
                    code="file-name",
                    what=f"This file is called {key}.yaml and describes `{named}`",
                    why="Others find it by the name of its file.",
                    mend=f"Write `{kind}: {key}`, or rename the file.",
                )
            ]
        )
