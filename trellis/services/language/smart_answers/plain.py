"""The source's HTML turned into the plain words, lists and links that a definition holds."""

from __future__ import annotations

import re
from html import unescape

SITE = "https://www.gov.uk"
"""Addresses in the source that begin with a slash are on this site."""

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_BREAK = re.compile(r"</?(?:p|div|ul|ol|h[1-6]|br)\b[^>]*>")
_ITEM = re.compile(r"<li\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_NEW_TAB = re.compile(r"\s*\(opens in (?:a )?new (?:tab|window)\)")


def absolute(url: str | None) -> str:
    """The whole web address, or nothing where the source has none (it writes `nil`)."""
    if not url or url == "nil":
        return ""
    return SITE + url if url.startswith("/") else url


def passage(html: str | None) -> str:
    """Paragraphs, lists and links as plain text with Markdown links."""
    linked = _LINK.sub(lambda found: f"[{_TAG.sub('', found[2])}]({absolute(found[1])})", html or "")
    return _tidy(_ITEM.sub("\n- ", linked))


def line(html: str | None) -> str:
    """Words alone, on one line: what a hint or a label may hold."""
    linked = _LINK.sub(lambda found: _TAG.sub("", found[2]), html or "")
    return " ".join(_tidy(linked).split())


def _tidy(html: str) -> str:
    text = unescape(_TAG.sub("", _BREAK.sub("\n\n", html)))
    text = _NEW_TAB.sub("", text).replace("\xa0", " ")
    lines = [re.sub(r"^\* ", "- ", " ".join(row.split())).removeprefix("^") for row in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
