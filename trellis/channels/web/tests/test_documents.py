from __future__ import annotations

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from trellis.base.models import LogEntry
from trellis.channels.web.holding import cookie_name
from trellis.channels.web.tests.story import HOME, SMALL, Visitor
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading

pytestmark = pytest.mark.django_db


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(name: str = "tree.png") -> SimpleUploadedFile:
    rows = b"\x00\xff\x00\x00"
    content = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    content += _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return SimpleUploadedFile(name, content, "image/png")


@pytest.fixture
def at_picture(ada: Visitor) -> Visitor:
    ada.begins().answers(**HOME)
    ada.answers(**SMALL).sends("trees/list")
    return ada


def _denied(council: Organisation) -> list[str]:
    by = system(organisation=council.pk, doing="test")
    with reading(by):
        return [each.data["asked"] for each in LogEntry.objects.filter(kind="access-denied")]


def _kept_at(page: str) -> str:
    return page.partition('class="trellis-preview" src="')[2].partition('"')[0]


def test_a_picture_is_shown_and_can_be_taken_away_again(at_picture: Visitor) -> None:
    at_picture.sends("picture/upload?question=picture", picture=picture())
    assert at_picture.says("tree.png")
    kept_at = _kept_at(at_picture.page)
    assert at_picture.client.get(kept_at)["Content-Type"] == "image/png"
    document = kept_at.rpartition("/")[2]
    at_picture.sends(f"picture/remove-document?question=picture&document={document}")
    assert not at_picture.says("tree.png")
    assert at_picture.client.get(kept_at).status_code == 404


def test_a_document_is_never_served_as_a_page(at_picture: Visitor) -> None:
    at_picture.sends("picture/upload?question=picture", picture=picture())
    response = at_picture.client.get(_kept_at(at_picture.page))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_nobody_else_sees_a_document_and_the_log_says_who_tried(at_picture: Visitor, tree: Organisation) -> None:
    at_picture.sends("picture/upload?question=picture", picture=picture())
    kept_at = _kept_at(at_picture.page)
    assert Client().get(kept_at).status_code == 404
    other = Visitor(at_picture.base, Client()).begins()
    assert other.client.cookies[cookie_name()].value
    assert other.client.get(kept_at).status_code == 404
    assert _denied(tree) == [kept_at]


def test_a_file_of_another_kind_is_refused_with_what_is_accepted(at_picture: Visitor) -> None:
    bad = SimpleUploadedFile("tree.png", b"<html><script>alert(1)</script></html>", "image/png")
    at_picture.sends("picture/upload?question=picture", picture=bad)
    assert at_picture.title.startswith("Error: ")
    assert at_picture.says("PDF")


def test_whoever_reads_welsh_is_told_in_welsh_why_a_file_is_refused(at_picture: Visitor) -> None:
    at_picture.client.cookies["language"] = "cy"
    at_picture.sends("picture/upload?question=picture", picture=SimpleUploadedFile("x.png", b"GIF89a", "image/png"))
    assert at_picture.says("Ni allwn ddarllen y math hwn o ffeil. Anfonwch PDF")
    assert "Send a PDF" not in at_picture.words


def test_uploading_nothing_asks_for_a_file(at_picture: Visitor) -> None:
    assert at_picture.sends("picture/upload?question=picture").says("Choose a file first")


def test_a_file_is_kept_by_going_on_too(at_picture: Visitor) -> None:
    at_picture.answers(picture=picture())
    assert at_picture.at.endswith("/you")
    assert at_picture.opens("picture").says("tree.png")
