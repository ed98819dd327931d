"""Pictures and papers that people send in the demo, drawn here: a photo, a plan, a letter. Nothing real is copied."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from trellis.services.contract import Upload

Colour = tuple[int, int, int]

PAPER: Colour = (250, 249, 246)
INK: Colour = (40, 44, 52)
SKIN: Colour = (196, 148, 116)
CLOTH: Colour = (70, 98, 140)


class _Sheet:
    """A sheet of coloured dots that can be saved as a PNG."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.width, self.height = width, height
        self.dots = [[ground] * width for _ in range(height)]

    def box(self, left: int, top: int, right: int, bottom: int, *, colour: Colour) -> None:
        for row in self.dots[top:bottom]:
            row[left:right] = [colour] * (right - left)

    def disc(self, x: int, y: int, radius: int, colour: Colour) -> None:
        for row in range(max(0, y - radius), min(self.height, y + radius)):
            half = int((radius**2 - (row - y) ** 2) ** 0.5)
            left, right = max(0, x - half), min(self.width, x + half)
            self.dots[row][left:right] = [colour] * (right - left)

    def png(self) -> bytes:
        raw = b"".join(b"\0" + bytes(channel for dot in row for channel in dot) for row in self.dots)
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def portrait(name: str) -> Upload:
    """A face and shoulders on a light ground, as a badge needs."""
    return Upload(name=f"{name}.png", content=_face())


@cache
def _face() -> bytes:
    sheet = _Sheet(180, 220, (226, 232, 236))
    sheet.disc(90, 260, 92, CLOTH)
    sheet.disc(90, 92, 46, SKIN)
    return sheet.png()


@cache
def plan() -> Upload:
    """Tables and a kerb, from above."""
    sheet = _Sheet(320, 200, PAPER)
    sheet.box(0, 0, 320, 40, colour=(178, 168, 150))
    sheet.box(0, 176, 320, 182, colour=INK)
    for left in range(24, 300, 74):
        sheet.box(left, 56, left + 44, 88, colour=CLOTH)
        sheet.disc(left + 22, 104, 9, INK)
    return Upload(name="plan.png", content=sheet.png())


def letter(name: str, *lines: str) -> Upload:
    """A page with a few lines of text, as a PDF."""
    shown = " ".join(f"({_escaped(line)}) Tj 0 -24 Td" for line in lines)
    stream = f"BT /F1 14 Tf 60 760 Td {shown} ET".encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    return Upload(name=f"{name}.pdf", content=_pdf(objects))


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf(objects: tuple[bytes, ...]) -> bytes:
    whole, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(whole))
    return whole + table + trailer
