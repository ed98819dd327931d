"""Which files are taken, decided by what they hold and never by what they are called."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable

import filetype

from trellis.components.documents.errors import DocumentRefused, Reason

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
_NAME = re.compile(r"^[^/\\\x00-\x1f\x7f<>:\"|?*]{1,150}$")
_SCRIPT = re.compile(rb"<\s*(script|html|svg|iframe|\?php)", re.IGNORECASE)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def check_name(name: str) -> str:
    """A name without a path: `../../passwd` and its like are refused, not mended."""
    if not _NAME.match(name) or name.strip(". ") == "" or name.startswith("."):
        raise DocumentRefused(Reason.NAME)
    return name


def media_type(content: bytes) -> str:
    """What a file really is; refused where it is none of the kinds we take, or two kinds at once."""
    if not content:
        raise DocumentRefused(Reason.EMPTY)
    if len(content) > LARGEST:
        raise DocumentRefused(Reason.LARGE)
    guessed = filetype.guess(content)
    found: str = guessed.mime if guessed else ""
    check = _CHECKS.get(found)
    if check is None:
        raise DocumentRefused(Reason.KIND)
    check(content)
    return found


def _check_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise DocumentRefused(Reason.DAMAGED)
    _refuse_a_second_kind(content)


def _check_png(content: bytes) -> None:
    end = content.rfind(b"IEND")
    if end < 0 or len(content) - end > 8:
        raise DocumentRefused(Reason.HIDDEN)
    _refuse_a_second_kind(content)


def _check_jpeg(content: bytes) -> None:
    if b"\xff\xd9" not in content:
        raise DocumentRefused(Reason.DAMAGED)
    _refuse_a_second_kind(content)


def _refuse_a_second_kind(content: bytes) -> None:
    """A polyglot is a file that two programs read as two different things: a picture that is also a web page."""
    edges = content[:4096] + content[-4096:]
    if _SCRIPT.search(edges) or b"%PDF-" in content[8:4096] or _ends_as_zip(content):
        raise DocumentRefused(Reason.TWO_KINDS)


def _ends_as_zip(content: bytes) -> bool:
    """Whether a ZIP directory stands at the very end, as a program that opens ZIP files would look for it."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_558))
    if at < 0 or at + 22 > len(content):
        return False
    (comment,) = struct.unpack("<H", content[at + 20 : at + 22])
    return at + 22 + int(comment) == len(content)


def _check_docx(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except zipfile.BadZipFile:
        raise DocumentRefused(Reason.DAMAGED) from None
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED or unpacked > 200 * len(content) or len(entries) > 5000:
        raise DocumentRefused(Reason.UNPACKS)
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names or not content.startswith(b"PK\x03\x04"):
        raise DocumentRefused(Reason.KIND)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise DocumentRefused(Reason.MACRO)


_CHECKS: dict[str, Callable[[bytes], None]] = {
    "application/pdf": _check_pdf,
    "image/png": _check_png,
    "image/jpeg": _check_jpeg,
    _DOCX: _check_docx,
}
