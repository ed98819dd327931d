"""The files that a definition is made from, kept as they were written: itself, and what it shares with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.checker import check_compiled, check_text
from trellis.services.language.checks.draft import draft, with_lists
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_text, compile_tree
from trellis.services.language.findings import DefinitionRefused, Finding
from trellis.services.language.loader import Tree, read_file, read_yaml

KEPT_CHECKED = 32
"""Drafts whose findings a process keeps: a page of the studio asks for them again and again."""


@dataclass(frozen=True)
class KeptCatalogue(Catalogue):
    """What a definition shares with others, from texts that were kept beside it."""

    texts: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def names(self, folder: str) -> list[str]:
        """What there is to use, by name."""
        return sorted(Path(name).stem for name in self.texts if name.startswith(f"{folder}/"))

    def _tree(self, folder: str, key: str) -> Tree | None:
        name = f"{folder}/{key}.yaml"
        return read_yaml(self.texts[name], file=name) if name in self.texts else None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What the checker says of files as they stand, and the definition where it can be made ready."""

    findings: tuple[Finding, ...]
    compiled: Compiled | None


@dataclass(frozen=True, kw_only=True)
class Sources:
    """One definition with its shared files: `{"messages/received.yaml": text}`."""

    service: str
    text: str
    shared: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_file(cls, path: Path) -> Sources:
        """The file and every shared file it uses. Raises `DefinitionRefused` where it cannot be made ready."""
        tree, catalogue = read_file(path), Catalogue.near(path)
        compiled = compile_text(tree.text, file=str(path), catalogue=catalogue)
        return cls(service=compiled.definition.service, text=tree.text, shared=catalogue.used())

    @classmethod
    def kept(cls, kept: Mapping[str, object], *, service: str) -> Sources:
        """As they were stored."""
        shared = kept.get("shared")
        return cls(service=service, text=str(kept["text"]), shared=dict(shared) if isinstance(shared, Mapping) else {})

    def to_keep(self) -> dict[str, object]:
        """As they are stored."""
        return {"text": self.text, "shared": dict(self.shared)}

    @property
    def file(self) -> str:
        """What the file of the definition is called."""
        return f"{self.service}.yaml"

    def text_of(self, file: str) -> str:
        """The text of one file, the definition's where none is named. Raises `KeyError`."""
        return self.shared[file] if file else self.text

    def with_text(self, text: str, *, file: str = "") -> Sources:
        """The same files, one of them with another text. A shared file without any text is none."""
        if not file:
            return replace(self, text=text)
        others = {name: each for name, each in self.shared.items() if name != file}
        return replace(self, shared={**self.shared, file: text} if text else others)

    def tree(self, file: str = "") -> Tree:
        """One file, read. Raises `DefinitionRefused`."""
        return read_yaml(self.text_of(file), file=file or self.file)

    def compiled(self) -> Compiled:
        """The definition, made ready. Raises `DefinitionRefused`."""
        return compile_text(self.text, file=self.file, catalogue=self._catalogue())

    def checked(self) -> Checked:
        """What the checker says, worked out once for the same files."""
        return _checked(self.service, self.text, tuple(sorted(self.shared.items())))

    def readable(self) -> Compiled | None:
        """The definition, even where a rule of it cannot be used yet; None where it cannot be read at all."""
        return self.checked().compiled or _readable(self.service, self.text, tuple(sorted(self.shared.items())))

    def _catalogue(self) -> KeptCatalogue:
        return KeptCatalogue(Path(), texts=self.shared)


@lru_cache(maxsize=KEPT_CHECKED)
def _checked(service: str, text: str, shared: tuple[tuple[str, str], ...]) -> Checked:
    sources = Sources(service=service, text=text, shared=dict(shared))
    catalogue = KeptCatalogue(Path(), texts=sources.shared)
    try:
        tree = sources.tree()
        compiled = compile_tree(tree, catalogue=catalogue)
    except DefinitionRefused:
        return Checked(findings=tuple(check_text(text, file=sources.file, catalogue=catalogue)), compiled=None)
    return Checked(findings=tuple(check_compiled(compiled, tree)), compiled=compiled)


@lru_cache(maxsize=KEPT_CHECKED)
def _readable(service: str, text: str, shared: tuple[tuple[str, str], ...]) -> Compiled | None:
    sources = Sources(service=service, text=text, shared=dict(shared))
    catalogue = KeptCatalogue(Path(), texts=sources.shared)
    try:
        found = draft(sources.tree(), catalogue=catalogue)
    except DefinitionRefused:
        return None
    return with_lists(found, catalogue=catalogue) if found else None


def forget_checked() -> None:
    """Check anew whatever is asked for next: what a measurement wants."""
    _checked.cache_clear()
    _readable.cache_clear()
