"""The pack as a folder: papers that any browser opens and prints, the record as CSV, and everything as JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trellis.insight.errors import FolderNotOurs
from trellis.insight.going_live import said
from trellis.insight.going_live.facts import Facts
from trellis.insight.going_live.said import Ask

_FACTS = "pack.json"
_PAPERS = {
    "01-impact": (
        "Data protection impact assessment",
        "A draft under UK GDPR article 35. It says what the service does; people judge the risk and sign.",
    ),
    "02-equality": (
        "Equality impact assessment",
        "A draft for the public sector equality duty (Equality Act 2010, section 149). People say whom it leaves out.",
    ),
    "03-record": (
        "Record of processing",
        "The entry for your record under UK GDPR article 30(1). The same stands in record-of-processing.csv.",
    ),
    "04-privacy": (
        "Privacy notice",
        "What the page beside the service tells residents. It is made from the definition, so it cannot lag behind.",
    ),
    "05-accessibility": (
        "Accessibility statement",
        "What the Public Sector Bodies Accessibility Regulations 2018 ask to be said, and what nobody knows yet.",
    ),
    "06-processors": (
        "Checklist of processor terms",
        "Whoever handles data for you is bound by a contract (UK GDPR article 28(3)).",
    ),
    "07-standard": (
        "Service Standard: what there is to show",
        "For each of the 14 points: what the service itself shows, and what a person has to add. It is no verdict.",
    ),
    "08-tested": (
        "Test results",
        "Machines find mistakes in what was made. Only people find out whether it works for people.",
    ),
    "09-exit": ("Exit plan", "Nothing here needs anybody’s leave: the code is open source, and the keys are yours."),
    "10-training": ("Training: half a day", "Made from the work that the service itself describes."),
}
"""Title and purpose of each paper, by its template, in the order in which a council needs them."""


@dataclass(kw_only=True)
class Paper:
    """One paper while it is written: it gathers what it asks of people as its template asks it."""

    file: str
    title: str
    lead: str
    known: dict[str, Ask]
    """What was said before, by the key of the question."""
    asks: list[Ask] = field(default_factory=list)

    def ask(self, key: str, question: str, of: str) -> Markup:
        asked = Ask(key=key, question=question, of=of)
        if key in self.known:
            asked = replace(asked, say=self.known[key].say)
        self.asks.append(asked)
        return Markup(_templates().get_template("ask.html").render(ask=asked, said=asked.say))  # noqa: S704 -- escaped there

    @property
    def left(self) -> int:
        """How many of its questions nobody has answered."""
        return sum(not each.say for each in self.asks)


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What was written, and what is left to people."""

    folder: Path
    papers: tuple[Paper, ...]

    @property
    def left(self) -> int:
        return sum(each.left for each in self.papers)


def write(facts: Facts, folder: Path) -> Pack:
    """Write the pack; over an earlier one, with what people have said in it.

    :raises FolderNotOurs: where the folder holds something else.
    :raises AnswersUnreadable: where what people wrote cannot be read. Nothing is written then.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _FACTS).exists():
        raise FolderNotOurs(folder)
    known = said.read(folder)
    papers = [
        Paper(file=f"{name}.html", title=title, lead=lead, known=known) for name, (title, lead) in _PAPERS.items()
    ]
    written = {each.file: _page(f"papers/{each.file}", facts, paper=each, ask=each.ask) for each in papers}
    asked = [ask for each in papers for ask in each.asks]
    # The answers first: they are the one thing here that could not be made again.
    files = {said.FILE: said.as_text(asked, known), **written}
    files["index.html"] = _page("index.html", facts, papers=papers)
    files["record-of-processing.csv"] = _record(facts)
    files[_FACTS] = _as_json(facts, papers)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        _replace(folder / name, text)
    return Pack(folder=folder, papers=tuple(papers))


def _replace(file: Path, text: str) -> None:
    """Whole or not at all: an earlier file stands until the new one is written."""
    beside = file.with_name(file.name + ".new")
    beside.write_text(text, "utf-8")
    beside.replace(file)


@cache
def _templates() -> Environment:
    return Environment(
        autoescape=True,
        loader=PackageLoader("trellis.insight.going_live"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _page(template: str, facts: Facts, **more: object) -> str:
    return _templates().get_template(template).render(facts=facts, **more)


def _record(facts: Facts) -> str:
    sheet = io.StringIO()
    csv.writer(sheet).writerows([("What", "Entry"), *((what, _plain(entry)) for what, entry in facts.record)])
    return sheet.getvalue()


def _plain(entry: str) -> str:
    """Words that a spreadsheet would take for a formula are set off."""
    return f"'{entry}" if entry[:1] in set("=+-@\t\r") else entry


def _as_json(facts: Facts, papers: list[Paper]) -> str:
    whole = {
        "service": facts.said.service,
        "organisation": facts.organisation.key,
        "version": facts.version.number,
        "hash": facts.version.hash,
        "made_at": facts.at.isoformat(timespec="seconds"),
        "record": dict(facts.record),
        "asked": facts.asked_rows,
        "papers": [
            {"file": each.file, "title": each.title, "asks": [asdict(ask) for ask in each.asks]} for each in papers
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
