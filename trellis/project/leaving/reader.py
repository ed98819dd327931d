#!/usr/bin/env python3
"""Reads what an organisation took along from Trellis. It needs Python 3.9 or later, and nothing else: no network.

    python3 read.py check            every file is there and as it was written, and the log is whole
    python3 read.py search WORDS     the cases in which all of these words stand
    python3 read.py show REFERENCE   one case, from beginning to end

What is in each file: schema.json. Every .jsonl file holds one JSON object a line, in UTF-8.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BEFORE_THE_FIRST = "0" * 64


def lines(name: str) -> Iterator[dict[str, Any]]:
    """The objects of one file."""
    with (HERE / name).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def digest_of(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def check() -> list[str]:
    """Hold every file against the manifest, and the log against its seals. Gives what is wrong."""
    manifest = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    wrong = []
    for name, said in manifest["files"].items():
        path = HERE / name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        elif digest_of(path) != said["sha256"]:
            wrong.append(f"{name} is not as it was written")
        elif "rows" in said and sum(1 for _ in lines(name)) != said["rows"]:
            wrong.append(f"{name} does not have {said['rows']} rows")
    return wrong or check_log()


def check_log() -> list[str]:
    """Each sealed entry has the digest it was sealed with, and each seal holds the one before."""
    entries = {each["id"]: entry_digest(each) for each in lines("tables/base_logentry.jsonl")}
    previous, wrong = BEFORE_THE_FIRST, []
    for seal in sorted(lines("tables/base_seal.jsonl"), key=lambda each: each["number"]):
        wrong += [f"log entry {key} was altered" for key, known in seal["entries"] if entries.get(key) != known]
        head = hashlib.sha256((previous + json.dumps(seal["entries"])).encode()).hexdigest()
        if head != seal["head"]:
            wrong.append(f"seal {seal['number']} was altered")
        previous = seal["head"]
    return wrong


def entry_digest(entry: dict[str, Any]) -> str:
    names = ("id", "organisation_id", "kind", "subject", "data", "actor", "actor_label", "happened_at", "written_at")
    said = [entry[name] for name in names]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def search(words: list[str]) -> Iterator[dict[str, Any]]:
    """The cases in which every one of these words stands somewhere."""
    wanted = [each.casefold() for each in words]
    for case in lines("cases.jsonl"):
        text = json.dumps(case, ensure_ascii=False).casefold()
        if all(each in text for each in wanted):
            yield case


def show(case: dict[str, Any]) -> Iterator[str]:
    """One case in words."""
    applicant = case["applicant"]["name"] or "Nobody named"
    yield f"{case['reference']}  {case['service_title']}  {applicant}"
    yield f"  {case['outcome_words'] or case['state_words']}; came in {case['opened_at']}"
    if case.get("origin"):
        yield f"  In {case['origin']['came_from']}: {case['origin']['reference']}"
    for group in case["answers"]:
        yield f"\n{group['title'] or 'Answers'}"
        yield from (f"  {line['label']}: {line['answer']}" for line in group["lines"])
    for title, key, said in (
        (
            "Decisions",
            "decisions",
            lambda each: f"{each['title']} ({each['proposed_by']}): {each['reasons']}",
        ),
        ("Notes", "notes", lambda each: f"{each['at']} {each['by']}: {each['words']}"),
        ("Messages", "messages", lambda each: f"{each['at']} {each['subject']}\n    {each['body']}"),
        ("Documents", "files", lambda each: each),
        ("What happened", "timeline", lambda each: f"{each['at']} {each['who']}: {each['words']}"),
    ):
        if case[key]:
            yield f"\n{title}"
            yield from (f"  {said(each)}" for each in case[key])


def main(words: list[str]) -> int:
    if words[:1] == ["check"]:
        wrong = check()
        print("\n".join(wrong) or "Everything is there, and as it was written. The log is whole.")
        return 1 if wrong else 0
    if words[:1] == ["search"] and words[1:]:
        for case in search(words[1:]):
            named = case["applicant"]["name"]
            print(f"{case['reference']}  {case['opened_at'][:10]}  {case['service_title']}  {named}")
        return 0
    if words[:1] == ["show"] and len(words) == 2:
        for case in lines("cases.jsonl"):
            if case["reference"] == words[1]:
                print("\n".join(show(case)))
                return 0
        print(f"There is no case {words[1]} here.", file=sys.stderr)
        return 1
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
