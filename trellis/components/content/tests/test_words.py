"""Every sentence of this component can be read in Welsh, here or where the desk has it already."""

from __future__ import annotations

from pathlib import Path

from trellis.services.tests.untranslated import untranslated

HERE = Path(__file__).resolve().parents[1]
SAME_IN_BOTH = frozenset({"Error:"})


def test_every_sentence_of_ours_is_written_in_welsh() -> None:
    assert untranslated(HERE) - SAME_IN_BOTH == set()
