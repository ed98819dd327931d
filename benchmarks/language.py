"""The language: checking and compiling a definition of 60 questions, and all the rules of a page."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from benchmarks.harness import Measured, limit
from trellis.services.language.checker import check_file
from trellis.services.language.compiler import compile_file, from_json
from trellis.services.language.evaluate import walk

DAY = date(2026, 11, 24)
_HEAD = """
service: sixty-questions
title: Sixty questions
summary: A long form, to measure with.
for: residents
needs: [{as: someone, need: a long form, so: it can be measured, evidence: [{source: none, says: none}]}]
data:
  controller: anyborough
  basis: public task
  law: none
  purpose: To measure.
  keep: {unfinished: 28 days}
measures: {outcome: none}
help: {phone: 01632 960000, hours: Monday to Friday}
results: {title: Results, none: Nothing, list: [{id: one, title: One, when: q0}]}
ask:
"""


def sixty_questions() -> str:
    """Twenty pages of three questions, each page but the first shown by a rule on the page before."""
    return many_questions(20)


def many_questions(count: int) -> str:
    """As many pages of three questions, each page but the first shown by a rule on the page before."""
    pages = []
    for page in range(count):
        first = page * 3
        show = f"    show: q{first - 3} || q{first - 2} > {page}\n" if page else ""
        pages.append(
            f"  - page: page-{page}\n    title: Page {page}\n{show}    questions:\n"
            f"      - {{id: q{first}, ask: Is it so?, type: yes-no, why: needed}}\n"
            f"      - {{id: q{first + 1}, ask: How many?, type: number, why: needed}}\n"
            f"      - {{id: q{first + 2}, ask: What else?, type: text, optional: yes, why: needed, show: q{first}}}\n"
        )
    return _HEAD + "".join(pages)


def run() -> list[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sixty.yaml"
        file.write_text(sixty_questions(), encoding="utf-8")
        compiled = compile_file(file)
        stored = compiled.content
        answers = {f"q{number}": (True, 30, "x")[number % 3] for number in range(60)}
        assert walk(compiled, answers, on=DAY).end == "results"
        return [
            limit("check and compile 60 questions (share of 50 ms)", work=lambda: compile_file(file), goal_ms=50),
            limit("every check of 60 questions (share of 50 ms)", work=lambda: check_file(file), goal_ms=50),
            limit("make a stored version of 60 questions ready (share of 50 ms)",
                  work=lambda: from_json(stored), goal_ms=50),
            limit("follow 60 answers, all rules of 20 pages (share of 20 times 0.3 ms)",
                  work=lambda: walk(compiled, answers, on=DAY), goal_ms=6, times=20),
        ]  # fmt: skip
