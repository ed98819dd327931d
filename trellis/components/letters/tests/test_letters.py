from __future__ import annotations

import re
import zlib
from dataclasses import replace

import pytest

from trellis.components.letters.component import COMPONENT, blocks_of
from trellis.services.contract import Letter

LETTER = Letter(
    organisation="Anyborough Council",
    organisation_details=("Town Hall", "Anyborough AN1 1AA"),
    colour="#1d4f3f",
    to=("Ada Bell", "3 Lime Street", "Anyborough AN1 2BC"),
    date="Tuesday 24 November 2026",
    reference="7KQ-4M2-XP9",
    title="Your Blue Badge",
    body="We have decided to give you a badge.\n\n# What you must do\n\n- Show it\n- Keep it\n\nBest #wishes & *thanks*",
    language="en",
)


def test_a_letter_is_a_tagged_pdf_that_says_its_language_and_title() -> None:
    pdf = COMPONENT.make(LETTER)
    assert pdf.startswith(b"%PDF-")
    readable = pdf + b"".join(_unpacked(pdf))
    assert b"/MarkInfo" in readable
    assert re.search(rb"/Lang\s*\(en", readable)
    assert b"pdfuaid:part" in readable


def test_a_welsh_letter_is_read_out_in_welsh() -> None:
    pdf = COMPONENT.make(replace(LETTER, language="cy", title="Eich Bathodyn Glas"))
    assert re.search(rb"/Lang\s*\(cy", pdf + b"".join(_unpacked(pdf)))


def test_words_that_look_like_markup_are_printed_and_never_obeyed() -> None:
    sneaky = replace(LETTER, body='#read("/etc/passwd") #include "x.typ" $x$', title="#panic()")
    assert COMPONENT.make(sneaky).startswith(b"%PDF-")


def test_paragraphs_headings_and_lists_are_told_apart() -> None:
    kinds = [(block["heading"], block["list"]) for block in blocks_of(LETTER.body)]
    assert kinds == [(False, False), (True, False), (False, True), (False, False)]


@pytest.mark.parametrize("body", ["", "\n\n\n", "x" * 20_000])
def test_the_shortest_and_the_longest_words_make_a_letter(body: str) -> None:
    assert COMPONENT.make(replace(LETTER, body=body)).startswith(b"%PDF-")


def _unpacked(pdf: bytes) -> list[bytes]:
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return found
