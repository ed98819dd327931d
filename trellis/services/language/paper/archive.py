"""A Word file is a zip archive of XML: opened with limits, and without anything that XML can do but hold text.

Read with the standard library: what forms are made of (text boxes, content controls, form fields) is not what the
libraries for Word read, see decision 0026.
"""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element

from trellis.services.language.importing.xml import NotReadable, tree_of
from trellis.services.language.paper.source import refused

LARGEST_PART = 30 * 1024 * 1024
"""The most bytes that one part may unpack to: the words of a form are a hundredth of it."""
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a .doc begins, and a .docx that is locked with a password."""
SAVE_AGAIN = "Open it in Word or LibreOffice, take its password away if it has one, save it as .docx, and import that."


class WordFile:
    """A .docx, by its parts."""

    def __init__(self, data: bytes, *, file: str) -> None:
        self.file = file
        if data.startswith(OLD_WORD):
            raise refused(file, "the whole file", "It is an old Word file (.doc), or locked", mend=SAVE_AGAIN)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError):
            raise refused(file, "the whole file", "It is not a Word file (.docx)", mend=SAVE_AGAIN) from None
        if "word/document.xml" not in self.names:
            raise refused(file, "the whole file", "It is not a Word file: it has no document in it", mend=SAVE_AGAIN)

    def part(self, name: str) -> Element | None:
        """One part as a tree, or None where there is no such part."""
        if name not in self.names:
            return None
        try:
            with self._archive.open(name) as opened:
                data = opened.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError, ValueError) as error:
            raise refused(self.file, name, f"This part is damaged or locked: {error}", mend=SAVE_AGAIN) from None
        if len(data) > LARGEST_PART:
            what = f"This part unpacks to more than {LARGEST_PART // 1024**2} MB, as no form does"
            raise refused(self.file, name, what, mend="Choose the right file, or take its pictures and history out.")
        return self._tree(data, name)

    def _tree(self, data: bytes, name: str) -> Element:
        try:
            return tree_of(data, largest=LARGEST_PART)
        except NotReadable as error:
            why = str(error)
            raise refused(self.file, name, why[0].upper() + why[1:], mend=SAVE_AGAIN) from None
