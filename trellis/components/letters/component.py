"""Letters, set as PDF/UA-1 with their language, so that a screen reader reads them as they are meant."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from trellis.services.contract import Letter

_TEMPLATE = Path(__file__).parent / "letter.typ"
_REFERENCE = {"en": "Our reference:", "cy": "Ein cyfeirnod:"}


def blocks_of(body: str) -> list[dict[str, Any]]:
    """Paragraphs, headings (`# `) and lists (`- `), as the template sets them."""
    blocks: list[dict[str, Any]] = []
    for paragraph in (part.strip() for part in body.replace("\r\n", "\n").split("\n\n")):
        lines = paragraph.split("\n")
        if not paragraph:
            continue
        if paragraph.startswith("# "):
            blocks.append({"heading": True, "list": False, "text": paragraph.removeprefix("# "), "items": []})
        elif all(line.startswith("- ") for line in lines):
            items = [line.removeprefix("- ") for line in lines]
            blocks.append({"heading": False, "list": True, "text": "", "items": items})
        else:
            blocks.append({"heading": False, "list": False, "text": paragraph, "items": []})
    return blocks


class Letters:
    """Keeps the `LetterMaker` protocol."""

    key = "letters"

    def make(self, letter: Letter) -> bytes:
        """The letter as a PDF; the typesetter itself refuses one that a screen reader could not follow."""
        import typst  # noqa: PLC0415  81 MB that a process which makes no letters need not load

        said = asdict(letter) | {
            "blocks": blocks_of(letter.body),
            "reference_label": _REFERENCE.get(letter.language, _REFERENCE["en"]),
        }
        pdf: bytes = typst.compile(
            _TEMPLATE.read_bytes(), sys_inputs={"letter": json.dumps(said)}, pdf_standards=["ua-1"]
        )
        return pdf


COMPONENT = Letters()
