"""What became of a source: each of its parts is kept, or named with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Converted:
    """The definition as YAML, and what of the source it keeps."""

    yaml: str
    report: dict[str, object]


@dataclass
class Tally:
    """Counts what the source has, and names each part that the definition does not keep whole."""

    total: int = 0
    named: list[dict[str, str]] = field(default_factory=list)

    def count(self, what: str, *, lost: str = "") -> None:
        self.total += 1
        if lost:
            self.named.append({"what": what, "why": lost})

    def as_report(self) -> dict[str, object]:
        return {"total": self.total, "kept": self.total - len(self.named), "named": self.named}
