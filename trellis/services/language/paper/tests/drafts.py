"""What the tests of all three kinds of source ask of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.checker import check_text
from trellis.services.language.findings import Weight
from trellis.services.language.importing import Converted
from trellis.services.language.paper import convert
from trellis.services.language.paper.reading import READERS

ONLY_A_PERSON = {"not-written", "why-ask", "no-retention", "reading-age", "service-hard-to-read"}
"""What only the council can say: everything else that the checker might find would be our mistake."""


@dataclass(frozen=True)
class Draft:
    """A form that was brought over, as a test looks at it."""

    converted: Converted

    @cached_property
    def definition(self) -> dict[str, Any]:
        return dict(yaml.load(self.converted.yaml, Loader=yaml.BaseLoader))

    @property
    def questions(self) -> list[dict[str, Any]]:
        return [each for page in self.definition["ask"] for each in page["questions"]]

    @property
    def asked(self) -> dict[str, str]:
        """Each question with its kind."""
        return {each["ask"]: each["type"] for each in self.questions}

    def question(self, ask: str) -> dict[str, Any]:
        return next(each for each in self.questions if each["ask"] == ask)

    def choices(self, ask: str) -> list[str]:
        return [each["label"] for each in self.question(ask)["choices"]]

    @property
    def report(self) -> dict[str, Any]:
        return dict(self.converted.report)

    def named(self, which: str = "components") -> dict[str, str]:
        return {each["what"]: each["why"] for each in self.report[which]["named"]}

    def comment_above(self, ask: str) -> str:
        """The comment that stands above a question."""
        rows = self.converted.yaml.splitlines()
        line = rows.index(f"  - id: {self.question(ask)['id']}")
        above: list[str] = []
        while rows[line - 1].lstrip().startswith("#"):
            line -= 1
            above.insert(0, rows[line].strip(" #"))
        return " ".join(above)


def drafted(kind: str, *sources: str | bytes, names: tuple[str, ...] = ("form",)) -> Draft:
    """Bring these files of one form over."""
    files = [(each if isinstance(each, bytes) else each.encode()) for each in sources]
    called = names if len(names) == len(files) else tuple(f"form-{place}" for place, _ in enumerate(files, 1))
    return Draft(
        convert([READERS[kind](data, file=f"{name}.{kind}") for data, name in zip(files, called, strict=True)])
    )


def assert_that_a_person_can_go_on(draft: Draft) -> None:
    """What any draft has to be: it loads, nothing is lost in silence, and each guess says where it came from and why."""
    found = check_text(draft.converted.yaml, file="form.yaml", catalogue=Catalogue(Path(__file__).parent))
    refusals = {each.code for each in found if each.weight is not Weight.ADVISE}
    assert "not-written" in refusals
    assert refusals <= ONLY_A_PERSON
    assert {each["code"] for each in draft.report["to-settle"]} == {each.code for each in found}
    for part in ("components", "conditions"):
        tally = draft.report[part]
        assert tally["kept"] + len(tally["named"]) == tally["total"]
        assert all(each["what"] and each["why"] for each in tally["named"])
    for guess in draft.report["guesses"]:
        assert all(guess[part] for part in ("about", "what", "guess", "trust", "because", "from"))
    for each in draft.questions:
        assert any(guess["about"] == each["id"] and guess["what"] == "kind" for guess in draft.report["guesses"])
        assert "From " in draft.comment_above(each["ask"])
        assert f"Kind: {each['type']}" in draft.comment_above(each["ask"])
    words = draft.converted.yaml
    assert all(each.isprintable() for row in words.splitlines() for each in row)
    assert not any("\ue000" <= each <= "\uf8ff" for each in words)
