"""Pages of an earlier site become drafts: what is kept reads the same, what is not is named."""

from __future__ import annotations

import io
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from markupsafe import escape

from trellis.components.content import actions, queries
from trellis.components.content.commands import content_import
from trellis.components.content.errors import NeedsASecondPerson
from trellis.components.content.importing import web_page, word
from trellis.components.content.importing.blocks import Block, Span, as_markdown
from trellis.components.content.importing.site import bring
from trellis.components.content.models import Page
from trellis.components.content.prose import as_prose
from trellis.components.content.tests.story import MONDAY, Reader
from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.services.language.importing.xml import NotReadable

BINS = b"""<!DOCTYPE html><html lang="en"><head><title>Bin days | Oldtown</title>
<meta name="description" content="When we come."><script src="/track.js"></script></head><body>
<nav><a href="/">Home</a></nav><main><h1>Bin days</h1>
<p onclick="alert(1)">We come <b>every</b> week. See <a href="rubbish.html#when">rubbish</a>,
<a href="https://old.example/waste/cy/">Cymraeg</a>, <a href="gone.html">a page that is gone</a>,
<a href="javascript:alert(1)">a trick</a> and <a href="https://elsewhere.example/x?a=1">elsewhere</a>.</p>
<h4>What goes where<h4><ul><li>food<li>paper <ul><li>card</ul></ul>
<table><tr><th>Day<th>Bin<tr><td>Mon<td>Food</table>
<img src="map.png" alt="A map"><script>alert(2)</script><form action="/search"><input></form>
<style>p{}</style><!-- <script>alert(3)</script> --></main><footer>Copyright</footer>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://old.example/waste/bins</loc></url><url><loc>https://old.example/lost.aspx?id=3</loc></url></urlset>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "waste/bins.html": BINS,
        "waste/rubbish.html": b"<title>Rubbish</title><p>Short words.</p><h3 id=when>When</h3><p>On Monday.</p>",
        "waste/bins.cy.html": b"<html lang=cy><h1>Dyddiau bin</h1><p>Bob wythnos.</p><p>Mwy o eiriau.</p>",
        "parks/bins.html": b"<h1>Bins in parks</h1><p>In every park.</p><p>Use them.</p>",
        "note.txt": b"not a page",
        "empty.html": b"<main></main>",
        "sitemap.xml": SITEMAP,
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def docx(document: str, **parts: str) -> bytes:
    space = 'xmlns:w="http://w" xmlns:r="http://r"'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{document}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name.replace('_rels', '_rels/document.xml.rels').replace('xml', 'xml')}", xml)
    return made.getvalue()


def test_a_page_of_html_keeps_its_words_and_names_what_runs() -> None:
    source = web_page.read(BINS)
    body = as_markdown(source.blocks)
    assert (source.title, source.description, source.language) == ("Bin days", "When we come.", "en")
    assert "We come **every** week." in body
    assert "- food\n- paper\n   - card" in body
    assert "| Day | Bin |\n|---|---|\n| Mon | Food |" in body
    assert "alert" not in body
    assert "Copyright" not in body
    assert "Home" not in body
    named = [each["what"] for each in source.parts.named]
    assert named == ["<script> /track.js", "a link: a trick", "<img> map.png", "<script>", "<form> /search"]


def test_a_folder_becomes_drafts_with_addresses_and_links_of_ours(folder: Path) -> None:
    brought = bring(folder, languages=("en", "cy"))
    drafts = {each.address: each for each in brought.drafts}
    assert set(drafts) == {"bins", "rubbish", "waste-bins"}
    bins = drafts["waste-bins"]
    assert set(bins.written.words) == {"en", "cy"}
    body = bins.written.words["en"].body
    assert "[rubbish](/guidance/rubbish/#when)" in body
    assert "[elsewhere](https://elsewhere.example/x?a=1)" in body
    assert "## What goes where" in body
    assert bins.old == ("waste/bins.cy.html", "waste/bins.html", "waste/bins")
    report = brought.as_report()
    assert [each["what"] for each in report["pages"]["named"]] == ["empty.html", "note.txt"]  # type: ignore[index]
    assert [each["what"] for each in report["addresses"]["named"]] == ["/lost.aspx?id=3"]  # type: ignore[index]
    assert any("gone.html" in each["what"] for each in brought.notes)
    for tally in (brought.pages, brought.parts, brought.addresses):
        assert tally.total >= len(tally.named)


@pytest.mark.django_db
def test_the_command_keeps_drafts_that_two_people_approve(
    council: Organisation, ada: Actor, bea: Actor, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = folder.parent / "report.json"
    content_import(folder, organisation=council.key, report=report)
    assert "3 drafts of 6 files" in capsys.readouterr().out
    assert set(json.loads(report.read_text())) == {"pages", "parts", "addresses", "notes"}
    with reading(ada):
        page = Page.objects.get(address="rubbish")
    assert Reader(council).opens("guidance/rubbish/").status == 404
    actions.ask_approval(page=page.pk, version=1, at=MONDAY, by=ada)
    with pytest.raises(NeedsASecondPerson):
        actions.approve(page=page.pk, version=1, at=MONDAY, by=ada)
    actions.approve(page=page.pk, version=1, at=MONDAY, by=bea)
    reader = Reader(council).opens("waste/rubbish.html")
    assert reader.leads_to == f"/{council.key}/guidance/rubbish/"
    content_import(folder, organisation=council.key)
    with reading(ada):
        assert queries.pages(seen_by=ada).count() == 3


def test_a_word_file_keeps_headings_lists_links_and_tables() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    styles = '<w:styles xmlns:w="http://w"><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>'
    numbering = (
        '<w:numbering xmlns:w="http://w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    rels = '<R xmlns="http://rels"><Relationship Id="r1" Target="https://a.example/" TargetMode="External"/></R>'
    document = (
        f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>{run.format("Moving home")}</w:p>'
        f"<w:p>{run.format('Tell us ')}<w:r><w:rPr><w:b/></w:rPr><w:t>fir</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>st</w:t></w:r>"
        f'<w:r><w:drawing/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr>{run.format("How")}</w:p>'
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr><w:hyperlink r:id="r1">{run.format("online")}</w:hyperlink></w:p>'
        f"<w:tbl><w:tr><w:tc><w:p>{run.format('a')}</w:p></w:tc><w:tc><w:p>{run.format('b')}</w:p></w:tc></w:tr></w:tbl>"
    )
    source = word.read(docx(document, **{"styles.xml": styles, "numbering.xml": numbering, "_rels": rels}))
    assert source.title == "Moving home"
    expected = "Tell us **first**\n\n## How\n\n- [online](https://a.example/)\n\n| a | b |\n|---|---|"
    assert as_markdown(source.blocks) == expected
    assert [each["what"] for each in source.parts.named] == ["a picture"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document><w:body>&b;</w:body></w:document>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a word file",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
        docx("<w:p>")[:-40],
        docx("</w:body><w:body>" + "<w:p>" * 300),
    ],
)
def test_a_file_that_is_not_a_word_file_or_is_made_to_harm_is_refused(data: bytes) -> None:
    with pytest.raises(NotReadable):
        word.read(data)


def test_a_word_file_that_declares_entities_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", BOMB)
    with pytest.raises(NotReadable, match="document type"):
        word.read(made.getvalue())


class _Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.said += data


@example(">0")
@given(some.text(some.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=60))
def test_whatever_words_a_source_has_are_read_again_as_they_were(said: str) -> None:
    said = " ".join(said.split())
    for block in (Block(spans=(Span(words=said),)), Block(item="-", spans=(Span(words=said),))):
        prose = as_prose(as_markdown([block]), home="/oakham")
        again = _Words("".join([prose.opening, *(escape(each.title) + each.html for each in prose.sections)])).said
        assert " ".join(again.split()) == said


@given(some.text(alphabet='<>/="abimgscript p!-li&;', max_size=200))
def test_any_html_can_be_read(html: str) -> None:
    source = web_page.read(html.encode())
    assert source.parts.total >= len(source.parts.named)
