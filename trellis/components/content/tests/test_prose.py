"""What an author types never becomes more than words, lists, links, tables and pictures of our own."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import escape

from trellis.components.content.prose import Prose, as_prose

ALLOWED = {
    "p": {"class"}, "h2": {"class"}, "h3": {"class"}, "h4": {"class"}, "ul": {"class"}, "ol": {"class", "start"},
    "li": set(), "blockquote": {"class"}, "hr": {"class"}, "strong": set(), "em": set(), "br": set(),
    "a": {"class", "href", "title"}, "img": {"src", "alt", "loading"},
    "table": {"class"}, "thead": {"class"}, "tbody": {"class"}, "tr": {"class"}, "th": {"class", "scope"}, "td": {"class"},
}  # fmt: skip
SAFE_LEADS = ("http://", "https://", "mailto:", "tel:", "/oakham/", "/oakham#", "#")


class Tags(HTMLParser):
    """Every tag of a text with its attributes, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def html_of(prose: Prose) -> str:
    # Not added to the safe opening, which would escape the rest: what is tested is what a page shows.
    return "".join([prose.opening, *(f"<h2>{escape(each.title)}</h2>{each.html}" for each in prose.sections)])


def faults(body: str) -> list[str]:
    found = []
    for tag, attributes in Tags(html_of(as_prose(body, home="/oakham"))).found:
        if tag not in ALLOWED or set(attributes) - ALLOWED[tag]:
            found.append(f"<{tag} {attributes}>")
        lead = (attributes.get("href") or attributes.get("src") or "#").lower()
        if not lead.startswith(SAFE_LEADS) or (tag == "img" and not lead.startswith("/oakham/")):
            found.append(f"leads to {lead}")
    return found


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x](\\\\evil.example)",
    '[x](https://a.example/" onmouseover="alert(1))',
    "[x](https://a.example 'a\" onclick=\"alert(1)')",
    "![x](https://elsewhere.example/pixel.png)",
    "![x](javascript:alert(1))",
    '![" onerror="alert(1)](/pic.png)',
    "# <script>alert(1)</script>",
    "| <b>a</b> | b |\n|:--|--:|\n| <i>c</i> | [x](javascript:1) |",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "<https://a.example/?<script>>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<!-- --><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<script\x00>alert(1)</script>",
]


@pytest.mark.parametrize("body", ATTACKS)
def test_an_attack_is_shown_as_text_or_not_at_all(body: str) -> None:
    assert faults(body) == []
    assert faults(f"## A heading\n\n- {body}\n\n> {body}") == []


_PIECES = some.sampled_from(
    [
        *"<>\"'&`*_[]()!#|-\n\\\t: ",
        "\n\n",
        "javascript:",
        "data:",
        "//",
        "/",
        "https://",
        "script",
        "onerror=",
        "img",
        "style=",
        "a",
        "&#x3c;",
        "\u0000",
        "\u2028",
    ]
)


@given(some.lists(_PIECES, max_size=40).map("".join))
def test_nothing_that_anybody_types_becomes_a_tag_that_is_not_ours(body: str) -> None:
    assert faults(body) == []


def test_figures_stand_on_the_right_by_a_class_and_not_by_a_style() -> None:
    html = html_of(as_prose("| Size | Cost |\n|---|--:|\n| small | £3 |", home="/oakham"))
    assert "style" not in html
    assert '<th class="govuk-table__header" scope="col">Size</th>' in html
    assert "govuk-table__cell--numeric" in html


def test_a_text_has_one_heading_of_the_first_level_and_that_is_its_title() -> None:
    prose = as_prose("# One\n\nwords\n\n### Small\n\n# One\n\nmore", home="/oakham")
    assert [(each.id, each.title) for each in prose.sections] == [("one", "One"), ("one-2", "One")]
    assert "<h1" not in html_of(prose)


@pytest.mark.parametrize(
    ("typed", "leads"),
    [("/missed-bin/", "/oakham/missed-bin/"), ("/oakham/missed-bin/", "/oakham/missed-bin/"), ("#when", "#when")],
)
def test_a_link_of_our_own_leads_under_the_organisation(typed: str, leads: str) -> None:
    assert f'href="{leads}"' in html_of(as_prose(f"[bins]({typed})", home="/oakham"))


def test_deep_nesting_and_great_length_are_read_in_a_moment() -> None:
    assert faults(">" * 5000 + "- " * 5000 + "[" * 5000 + "*" * 5000) == []
