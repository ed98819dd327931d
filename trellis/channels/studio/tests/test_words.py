"""What the studio says in its newer pages, it says in Welsh too: a draft, which nobody has reviewed."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from typing import Final

from trellis.services.tests.untranslated import sentences

STUDIO: Final = Path(__file__).resolve().parent.parent


def test_every_sentence_is_written_in_welsh_and_keeps_its_facts() -> None:
    with (STUDIO / "locale" / "cy" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        catalogue: dict[str | tuple[str, int], str] = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    # What is counted stands there once for each form of its plural.
    welsh = {key[0] if isinstance(key, tuple) else key: words for key, words in catalogue.items()}
    assert sorted(set(sentences(STUDIO)) - set(welsh)) == []
    facts = re.compile(r"%\(\w+\)s")
    assert [each for each, words in welsh.items() if sorted(facts.findall(each)) != sorted(facts.findall(words))] == []
