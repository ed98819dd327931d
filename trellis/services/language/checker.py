"""The checker: reads a definition as a colleague would, and says what is wrong, where, why it matters and the mend."""

from __future__ import annotations

from pathlib import Path

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.checks import CHECKS, TRIALS
from trellis.services.language.checks.draft import draft
from trellis.services.language.checks.subject import Subject
from trellis.services.language.checks.trial import Trial
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_tree
from trellis.services.language.findings import DefinitionRefused, Finding, Weight
from trellis.services.language.loader import Tree, read_file, read_yaml


def check_file(path: Path) -> list[Finding]:
    """Everything that the checker has to say about a file, in the order of its lines. Empty: publish it.

    Never raises because of what stands in the file: whatever cannot be read is a finding.
    """
    try:
        tree = read_file(path)
    except DefinitionRefused as refused:
        return sorted(refused.findings)
    return _check(tree, catalogue=Catalogue.near(path))


def check_text(text: str, *, file: str, catalogue: Catalogue) -> list[Finding]:
    """The same for a definition that is not saved yet, as an editor has it."""
    try:
        tree = read_yaml(text, file=file)
    except DefinitionRefused as refused:
        return sorted(refused.findings)
    return _check(tree, catalogue=catalogue)


def check_compiled(compiled: Compiled, tree: Tree) -> list[Finding]:
    """What the checker has to say about a definition that could be compiled."""
    subject = Subject(compiled, tree, tree.file)
    findings = _as_written(subject)
    if not any(finding.code in NEED_MENDING_FIRST for finding in findings):
        trial = Trial(subject)
        findings += [finding for check in TRIALS for finding in check(subject, trial)]
    return sorted(findings)


def publishable(findings: list[Finding]) -> bool:
    """Whether nothing that was found keeps the service from being published: advice does not."""
    return all(finding.weight is Weight.ADVISE for finding in findings)


NEED_MENDING_FIRST = frozenset({"duplicate-id", "shown-by-later"})
"""Answers cannot be tried out while two questions share a name or wait for each other."""


def _check(tree: Tree, *, catalogue: Catalogue) -> list[Finding]:
    try:
        compiled = compile_tree(tree, catalogue=catalogue)
    except DefinitionRefused as refused:
        missing = _no_way_offline(tree)
        others = [each for each in refused.findings if not (missing and "`help`" in each.what)]
        readable = draft(tree, catalogue=catalogue)
        written = _as_written(Subject(readable, tree, tree.file)) if readable else []
        return sorted({*missing, *others, *written})
    return check_compiled(compiled, tree)


def _as_written(subject: Subject) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(subject)]


def _no_way_offline(tree: Tree) -> list[Finding]:
    """A definition without `help:` gets an answer of its own: it is not a missing key, it is a person left out."""
    if not isinstance(tree.data, dict) or "service" not in tree.data or "help" in tree.data:
        return []
    line, column = tree.at(())
    return [
        Finding(
            file=tree.file,
            line=line,
            column=column,
            code="no-offline-route",
            what="There is no way to this service for someone who cannot go online: `help:` is missing",
            why="One in twenty adults never goes online, and they need councils more than most.",
            mend="Add `help:` with a `phone:` and its `hours:`, and a `counter:` or `paper:` where there is one.",
        )
    ]
