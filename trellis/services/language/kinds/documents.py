"""A kind that is sent: files. What a file really holds is checked where it is kept; here is only its ticket."""

from __future__ import annotations

from trellis.services.language.kinds.shape import (
    KindOfQuestion,
    Raw,
    Setting,
    Shape,
    expect_text,
    refusal,
    texts_of,
)
from trellis.services.language.model import Question


class Files(KindOfQuestion):
    """One or more files, each kept as its id in the document store and the name it came with."""

    shape = Shape.FILES
    empty = ()

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        tickets = [text.partition(" ") for text in texts_of(parts, "value")]
        return [{"id": found, "name": name} for found, _, name in tickets] or None

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if not isinstance(value, (list, tuple)):
            raise refusal("form", setting)
        kept = [self._ticket(each, setting) for each in value]
        if not kept:
            raise refusal("missing.file", setting)
        if len(kept) > question.how_many:
            raise refusal("file.many", setting, most=question.how_many)
        return kept

    def _ticket(self, value: object, setting: Setting) -> dict[str, str]:
        if not isinstance(value, dict) or not {"id"} <= set(value) <= {"id", "name"}:
            raise refusal("file.form", setting)
        found, name = expect_text(value["id"], setting), expect_text(value.get("name", ""), setting)
        if not found or len(found) > 100 or len(name) > 255:
            raise refusal("file.form", setting)
        return {"id": found, "name": name}

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        kept = value if isinstance(value, (list, tuple)) else []
        return {"value": [f"{each['id']} {each['name']}" for each in kept]}

    def shown(self, question: Question, value: object, language: str) -> str:
        kept = value if isinstance(value, (list, tuple)) else []
        return "\n".join(each["name"] or each["id"] for each in kept)

    def fact(self, question: Question, value: object) -> object:
        return list(value) if isinstance(value, (list, tuple)) else []
