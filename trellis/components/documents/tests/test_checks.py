"""A file is judged by what it holds: never by its name, never by what it says it is."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.components.documents.checks import LARGEST, check_name, media_type
from trellis.components.documents.errors import DocumentRefused, Reason

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 17 + b"\0\0\0\0IEND\xaeB`\x82"
KINDS = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40 + b"\xff\xd9"


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("_rels/.rels", "<Relationships/>")
        file.writestr("word/document.xml", "<document/>")
        for name, content in more.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")],
)
def test_what_people_really_send_is_taken(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


def test_a_word_document_is_taken() -> None:
    assert media_type(docx()).endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Reason.EMPTY),
        (PDF + b"x" * LARGEST, Reason.LARGE),
        (b"MZ\x90\0 this is a program", Reason.KIND),
        (b"<html><script>alert(1)</script></html>", Reason.KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", Reason.KIND),
        (b"%PDF-1.7\nhalf a file", Reason.DAMAGED),
        (PNG + b"<script>alert(1)</script>", Reason.HIDDEN),
        (JPEG + b"<script>alert(1)</script>", Reason.TWO_KINDS),
        (JPEG[:20] + b"%PDF-1.7" + JPEG[20:], Reason.TWO_KINDS),
        (JPEG + packed(a_txt=b"hidden"), Reason.TWO_KINDS),
        (PDF[:9] + b"<script>x</script>" + PDF[9:], Reason.TWO_KINDS),
        (packed(a_txt=b"just a zip"), Reason.KIND),
    ],
)
def test_everything_else_is_refused_with_what_can_be_sent(content: bytes, why: Reason) -> None:
    with pytest.raises(DocumentRefused, match="Send a PDF") as refused:
        media_type(content)
    assert refused.value.reason is why


@pytest.mark.parametrize("reason", list(Reason))
def test_whoever_reads_welsh_is_told_in_welsh_why_and_what_can_be_sent(reason: Reason) -> None:
    refused = DocumentRefused(reason)
    assert refused.said("cy").endswith("llai na 10 MB.")
    assert not set(refused.said("cy").split(". ")) & set(refused.said("en").split(". "))


def test_a_file_that_unpacks_to_far_more_than_it_should_is_refused() -> None:
    bomb = docx(**{"word/media/image1.png": bytes(120 * 1024 * 1024)})
    assert len(bomb) < LARGEST
    with pytest.raises(DocumentRefused, match="unpacks"):
        media_type(bomb)


def test_a_program_in_a_word_document_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="macro"):
        media_type(docx(**{"word/vbaProject.bin": b"x"}))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b.pdf", "a\\b.pdf", "a\0.pdf", "", "  ", "..", ".htaccess", "x" * 151, "a\nb.pdf"]
)
def test_a_name_with_a_path_in_it_is_refused(name: str) -> None:
    with pytest.raises(DocumentRefused):
        check_name(name)


@pytest.mark.parametrize("name", ["Tystysgrif geni – Siân.pdf", "IMG_0001 (2).JPG", "letter.final.docx"])
def test_a_name_that_people_use_is_kept(name: str) -> None:
    assert check_name(name) == name


@given(st.binary(max_size=3000), st.sampled_from([b"", PDF[:8], PNG[:12], JPEG[:12], docx()[:60]]))
def test_whatever_is_sent_is_taken_or_refused_and_never_breaks(rubbish: bytes, head: bytes) -> None:
    with suppress(DocumentRefused):
        assert media_type(head + rubbish) in KINDS


def test_compressed_rubbish_is_no_picture() -> None:
    with pytest.raises(DocumentRefused):
        media_type(zlib.compress(b"x" * 100))
