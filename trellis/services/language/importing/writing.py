"""What an importer leaves to a person, marked so that nothing is published by oversight, and the file it writes."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from trellis.services.language.findings import DefinitionRefused, Finding
from trellis.services.language.loader import LONGEST
from trellis.services.language.placeholders import KEY_TO_WRITE, to_write


def needs() -> list[dict[str, object]]:
    """Who needs this and how we know: no form says it."""
    return [
        {
            "as": to_write("who has this need, like: someone caring for a parent"),
            "need": to_write("what they need to do or know"),
            "so": to_write("what it makes possible for them"),
            "evidence": [
                {
                    "source": to_write("where you know it from, like: contact centre"),
                    "says": to_write("what it says, with the number"),
                }
            ],
        }
    ]


def closing() -> dict[str, object]:
    """The law, what is measured, and who helps: only the council can say it."""
    return {
        "data": {
            "controller": KEY_TO_WRITE,
            "basis": "public task",
            "law": to_write("the act and section that lets you ask these questions"),
            "keep": {"unfinished": "1 day"},
            "purpose": to_write("what the answers are used for"),
        },
        "measures": {"outcome": to_write("what should be different for people, and how you will see it")},
        "help": {
            "phone": to_write("the number of a person who goes through the questions with the caller"),
            "hours": to_write("when someone answers"),
        },
    }


def work() -> dict[str, object]:
    """A form does not say what is done with it: the shortest work there is, for a person to write."""
    stage = {
        "id": "decide",
        "title": to_write("what your team does with an application"),
        "by": KEY_TO_WRITE,
        "outcomes": ["done"],
    }
    outcome = {"id": "done", "title": to_write("what it is called when it is done"), "means": "done", "reasons": "no"}
    return {"work": {"owner": KEY_TO_WRITE, "stages": [stage], "outcomes": [outcome]}}


def written(definition: Mapping[str, object]) -> str:
    """The definition as the YAML of the service language. Raises `DefinitionRefused` where no file could hold it."""
    text = yaml.dump(dict(definition), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)
    if len(text.encode()) > LONGEST:
        raise refused(
            "the form",
            "the top",
            f"Its definition would be larger than {LONGEST // 1024} kB",
            code="too-large",
            mend="Make two forms of it, or shorten its longest list, and import it once more.",
        )
    return text


def refused(file: str, where: str, what: str, *, code: str, mend: str = "") -> DefinitionRefused:
    """One refusal of a source, worded as the checker words its own."""
    finding = Finding(
        file=file,
        line=1,
        column=1,
        code=code,
        what=f"{what} (at {where}).",
        why="It cannot be turned into a service if a part of it is missing or says two things.",
        mend=mend or f"Correct {where} in {file}, or export it again, and import it once more.",
    )
    return DefinitionRefused([finding])


class _Plain(yaml.SafeDumper):
    """Writes every part out in full, since the loader refuses anchors, and longer words as paragraphs."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


_Plain.add_representer(str, _Plain.represent_str)
