"""Question flows that GOV.UK publishes, with example paths; and the person at a council who makes a service of one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.journeys.served import ROOT, Served, said

FOLDER = Path(os.environ.get("TRELLIS_SHARED_DATA", ROOT.parent / "shared" / "data")) / "forms" / "smart_answers"
GOV_UK = "https://www.gov.uk"

_WRITTEN = {
    "as": "someone who does not know what there is for them",
    "need": "find out what fits me without asking at ten places",
    "so": "I do not miss what I could have had",
    "source": "Calls to the council",
    "says": "1 in 5 callers asked what else there was",
    "controller": "anyborough",
    "law": "Localism Act 2011, section 1 (help for people who live here)",
    "purpose": "To show you what fits your answers. Nobody reads them.",
    "outcome": "People find what fits them at the first try",
    "phone": "01632 960140",
    "hours": "Monday to Friday, 8am to 8pm",
}
"""What only somebody who knows the service can say, by the key under which it stands."""
_SHORTER = {
    "summary": "See what to do next with a new company.",
    "title": "Does your health make it hard to work, or do you need help to work?",
    "ask": "Does your health make it hard to work, or do you need help to work?",
    "hint": "Choose yes for anything in body or mind that makes work or daily life hard.",
    "error": "Choose yes or no",
    "say": "You may be able to have this. Look it up, or call us and we will look with you.",
}
"""What the person writes in place of words that are too hard to read: one question in the flows, and many results."""
_CONDITION = "Article 9(2)(g), substantial public interest, with Data Protection Act 2018, Schedule 1, paragraph 6"
_BASIS = "  basis: public task\n"


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way that somebody went through the published flow, and what they were shown at its end."""

    answers: tuple[tuple[str, tuple[str, ...]], ...]
    results: tuple[str, ...]

    @property
    def pages(self) -> list[str]:
        return [question.replace("_", "-") for question, _ in self.answers]


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One result as it is shown: under which heading (or none), and where it leads (or nowhere)."""

    heading: str
    title: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A published flow: its files, and what they say."""

    name: str

    @property
    def service(self) -> str:
        return self.name.replace("_", "-")

    def file(self, ending: str) -> Path:
        return FOLDER / f"{self.name}{ending}"

    def sample(self) -> list[Way]:
        """For each answer to the first question (in one flow, each nation) the longest end; and the shortest of all."""
        paths = list(self._paths())
        by_first: dict[str, list[Way]] = {}
        for path in paths:
            by_first.setdefault(path.answers[0][1][0], []).append(path)
        return [min(paths, key=_length), *(max(each, key=_length) for each in by_first.values())]

    def _paths(self) -> Iterator[Way]:
        for line in self.file(".example_paths.jsonl").read_text("utf-8").splitlines():
            path = json.loads(line)
            answers = tuple((question, tuple(values.split(","))) for question, values in path["answers"])
            yield Way(answers=answers, results=tuple(path["result"]))

    def as_a_page_has_them(self, results: tuple[str, ...]) -> list[Offered]:
        """The results in their published order, under their published headings; last, what has no heading."""
        published = self._published()
        offered = [published[each] for each in results]
        headings = list(dict.fromkeys(each.heading for each in offered if each.heading))
        return sorted(offered, key=lambda each: headings.index(each.heading) if each.heading else len(headings))

    def _published(self) -> dict[str, Offered]:
        rules = json.loads(self.file(".rules.json").read_text("utf-8"))
        numbered = {f"{each['id']} | {each['title']}": _offered(each) for each in rules.get("results", ())}
        named = {f"{each['title']} | {each['url']}": _offered(each) for each in rules.get("benefits", ())}
        return numbered | named


def _offered(result: dict[str, Any]) -> Offered:
    url = "" if result["url"] == "nil" else result["url"]
    link = GOV_UK + url if url.startswith("/") else url
    return Offered(heading=result.get("group") or "", title=result["title"], link=link)


def _length(path: Way) -> int:
    return len(path.results)


def made_a_service(flow: Flow, *, served: Served, folder: Path) -> Path:
    """Import a flow by the real command, write what a person must, and publish it. Gives the service's file."""
    file = folder / f"{flow.name}.yaml"
    report = folder / f"{flow.name}.report.json"
    said(
        "import", "smart-answers", str(flow.file(".json")), str(flow.file(".rules.json")),
        "--out", str(file), "--report", str(report),
    )  # fmt: skip
    reported = json.loads(report.read_text("utf-8"))
    assert reported["conditions"]["named"] == [], "a rule of the flow was lost"
    _written_by_a_person(file)
    served.run("publish", str(file), "--organisation", "anyborough")
    return file


def _written_by_a_person(file: Path) -> None:
    """Do what the checker says until it has no more to say; it tells no more than twenty of a kind at a time."""
    for _ in range(4):
        findings = _findings(file)
        if not [each for each in findings if each["weight"] != "advise"]:
            return
        file.write_text(_mended(file.read_text("utf-8"), findings), "utf-8")
    raise AssertionError(f"what the checker says does not lead to a service: {findings}")


def _findings(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(said("check", "--json", str(file)))
    return found


def _mended(text: str, findings: list[dict[str, Any]]) -> str:
    scalars = {(node.start_mark.line + 1, node.start_mark.column + 1): (key, node) for key, node in _scalars(text)}
    # From the end, so that the places of those before stay as they are.
    for each in sorted(findings, key=lambda finding: (finding["line"], finding["column"]), reverse=True):
        key, node = scalars[each["line"], each["column"]]
        match each["code"]:
            case "not-written":
                text = _put(_WRITTEN[key], node, text)
            case "reading-age" if each["weight"] == "refuse":
                text = _put(_SHORTER[key], node, text)
            case "perhaps-special":
                line = node.start_mark.index - node.start_mark.column
                text = f"{text[:line]}    special: health\n{text[line:]}"
    if "special: health" in text and _CONDITION not in text:
        text = text.replace(_BASIS, f"{_BASIS}  condition: {_CONDITION}\n")
    return text


def _put(words: str, node: yaml.ScalarNode, text: str) -> str:
    start, end = node.start_mark.index, node.end_mark.index
    return text[:start] + json.dumps(words) + ("\n" if text[end - 1] == "\n" else "") + text[end:]


def _scalars(text: str) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Every value in a file with the key that it stands under."""
    waiting: list[yaml.Node] = [yaml.compose(text, Loader=yaml.BaseLoader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            yield from ((key.value, value) for key, value in node.value if isinstance(value, yaml.ScalarNode))
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
