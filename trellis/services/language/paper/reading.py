"""Which reader takes which file, and what is refused before any of them begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from trellis.services.language.paper import pdf, web_page, word
from trellis.services.language.paper.source import Paper, refused

LARGEST = 20 * 1024 * 1024
"""The most bytes a file may have: a scanned form of many pages has more, and could not be read anyway."""

READERS: dict[str, Callable[..., Paper]] = {"docx": word.read, "pdf": pdf.read, "html": web_page.read}


def read(file: Path, *, kind: str) -> Paper:
    """The form in this file. Raises `DefinitionRefused` with the mend where it cannot be read."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise refused(
            file.name, "the whole file", f"It cannot be read: {error.strerror}", mend="Check that you may read it."
        ) from None
    if len(data) > LARGEST:
        what = f"It is larger than {LARGEST // 1024**2} MB"
        raise refused(file.name, "the whole file", what, mend="Choose the right file, or take its pictures out.")
    return READERS[kind](data, file=file.name)
