"""What the pages of connections say at the desk, they say in Welsh too: a draft, which nobody has reviewed."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from typing import Final

from trellis.services.tests.untranslated import sentences

CONNECTORS: Final = Path(__file__).resolve().parent.parent


def test_every_sentence_is_written_in_welsh_and_keeps_its_facts() -> None:
    with (CONNECTORS / "locale" / "cy" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        welsh: dict[str, str] = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    assert sorted(set(sentences(CONNECTORS)) - set(welsh)) == []
    facts = re.compile(r"%\(\w+\)s")
    assert [each for each, words in welsh.items() if sorted(facts.findall(each)) != sorted(facts.findall(words))] == []
