"""What a page says, as it was written: its words in each language, and when it is shown. No database here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a page is for: a key that is stored."""

    GUIDANCE = "guidance"
    STEPS = "steps"
    """A step-by-step guide: each heading is a step."""
    NEWS = "news"
    ALERT = "alert"
    """Stands above every page of the organisation while it is shown."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """A page in one language. The body is Markdown."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """One version of a page: the same words have the same hash, wherever they are."""

    kind: Kind
    words: Mapping[str, Words]
    """By language; the first is the one that the page was written in."""
    drafts: tuple[str, ...] = ()
    """Languages whose words nobody has reviewed yet: the page says so."""
    shown_from: datetime | None = None
    shown_until: datetime | None = None
    about: str = ""
    """The service that the page is about: what to have at hand, what it costs and what happens next come from there."""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.words)

    def in_(self, language: str) -> tuple[str, Words]:
        """The words in this language, or in the page's own where nobody has written them in it."""
        spoken = language if language in self.words else self.languages[0]
        return spoken, self.words[spoken]

    def shown_at(self, at: datetime) -> bool:
        return (self.shown_from is None or self.shown_from <= at) and (
            self.shown_until is None or at < self.shown_until
        )

    def without_bodies(self) -> Written:
        """What lists and search need of it."""
        bare = {language: replace(each, body="") for language, each in self.words.items()}
        return replace(self, words=bare)

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            # A list: the order of languages says something, and a database need not keep that of an object.
            "words": [
                {"language": language, "title": each.title, "summary": each.summary, "body": each.body}
                for language, each in self.words.items()
            ],
            "drafts": list(self.drafts),
            "from": self.shown_from.isoformat() if self.shown_from else None,
            "until": self.shown_until.isoformat() if self.shown_until else None,
            # Only where there is one: versions from before pages had one keep their hash.
            **({"about": self.about} if self.about else {}),
        }

    @property
    def hash(self) -> str:
        said = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


def from_json(content: Mapping[str, Any]) -> Written:
    """What `as_json` made."""
    return Written(
        kind=Kind(content["kind"]),
        words={
            each["language"]: Words(title=each["title"], summary=each["summary"], body=each["body"])
            for each in content["words"]
        },
        drafts=tuple(content["drafts"]),
        shown_from=_moment(content["from"]),
        shown_until=_moment(content["until"]),
        about=content.get("about", ""),
    )


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
