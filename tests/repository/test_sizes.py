"""Good and bad codebases have the same median; they differ in the longest file and the longest function."""

from __future__ import annotations

import ast
import math

from tests.repository.sources import Source, production, sources

LONGEST_FILE = 500
LONGEST_FUNCTION = 50
NINETEEN_IN_TWENTY_FILES = 250
NINETEEN_IN_TWENTY_FUNCTIONS = 30
BASE_IN_ALL = 800


def functions(source: Source) -> list[tuple[str, int]]:
    return [
        (f"{source.name}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def percentile(sizes: list[int], share: float) -> int:
    return sorted(sizes)[math.ceil(share * len(sizes)) - 1]


def test_no_file_is_longer_than_five_hundred_lines() -> None:
    found = [f"{source.name}: {source.lines}" for source in sources() if source.lines > LONGEST_FILE]
    assert not found, "\n".join(found)


def test_no_function_is_longer_than_fifty_lines() -> None:
    found = [f"{name}: {size}" for source in sources() for name, size in functions(source) if size > LONGEST_FUNCTION]
    assert not found, "\n".join(found)


def test_nineteen_files_in_twenty_are_short() -> None:
    longest = sorted(((source.lines, source.name) for source in production()), reverse=True)[:10]
    assert percentile([source.lines for source in production()], 0.95) <= NINETEEN_IN_TWENTY_FILES, longest


def test_nineteen_functions_in_twenty_are_short() -> None:
    measured = [each for source in production() for each in functions(source)]
    longest = sorted(measured, key=lambda each: -each[1])[:10]
    assert percentile([size for _, size in measured], 0.95) <= NINETEEN_IN_TWENTY_FUNCTIONS, longest


def test_base_stays_small() -> None:
    files = [source.path for source in production() if source.name.startswith("trellis/base/")]
    total = sum(1 for path in files for line in path.read_text().splitlines() if line.strip())
    assert total <= BASE_IN_ALL, (
        f"trellis/base has {total} lines that are not empty: what has a subject belongs to its package"
    )
