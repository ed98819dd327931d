"""What only people can say: asked in the papers, answered in `answers.yaml`. An answer is never lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from trellis.insight.errors import AnswersUnreadable

FILE = "answers.yaml"
_HEAD = """\
# What only people can say about this service. Write under `say` and make the pack again: your words go into the papers.
# What was said to a question that does not arise any more stays at the end.
"""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question to a person. Its key finds the answer again, so it never changes."""

    key: str
    question: str
    of: str
    """The role that answers: data protection officer, service owner."""
    say: str = ""
    """What they said; empty while nobody has."""


def read(folder: Path) -> dict[str, Ask]:
    """Every question that was ever asked in this folder, by key.

    :raises AnswersUnreadable: with the place and the mend.
    """
    file = folder / FILE
    if not file.exists():
        return {}
    try:
        found = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader) or {}  # noqa: S506 -- it builds text alone
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise AnswersUnreadable(file, why=" ".join(str(error).split())) from error
    if not isinstance(found, dict):
        raise AnswersUnreadable(file, why="it holds no questions by name")
    return {str(key): _read(file, str(key), each) for key, each in found.items()}


def _read(file: Path, key: str, found: object) -> Ask:
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise AnswersUnreadable(file, why=f"under `{key}` belong `question`, `of` and `say`, each with words after it")
    return Ask(key=key, question=found.get("question", ""), of=found.get("of", ""), say=found.get("say", "").strip())


def as_text(asked: Iterable[Ask], before: dict[str, Ask]) -> str:
    """The file: what is asked now, in order; then what was said to questions that do not arise any more."""
    now = {each.key: each for each in asked}
    gone = {key: each for key, each in before.items() if key not in now and each.say}
    every = {key: {"question": each.question, "of": each.of, "say": each.say} for key, each in (now | gone).items()}
    return _HEAD + yaml.safe_dump(every, sort_keys=False, allow_unicode=True, width=110)
