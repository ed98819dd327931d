"""The words of a definition as HTML: paragraphs, lists, small headings and links, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from django.utils.html import escape
from markupsafe import Markup

_LINK: Final = re.compile(r"\[([^\]\n]{1,200})\]\(((?:https?://|mailto:|tel:|/)[^\s()<>\"']{1,500})\)")
_BOLD: Final = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_BULLET: Final = re.compile(r"[-*] ")
_NUMBER: Final = re.compile(r"\d{1,2}\. ")


@lru_cache(maxsize=2048)
def prose(words: str) -> Markup:
    """Words written by an author, who may not write HTML, as HTML."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", words.replace("\r\n", "\n")))
    # Every piece was escaped before a tag was put around it.
    return Markup("\n".join(_block(block) for block in blocks if block))  # noqa: S704


def _block(block: str) -> str:
    lines = [line.strip() for line in block.split("\n")]
    if block.startswith("#"):
        return f'<h2 class="govuk-heading-m">{_inline(lines[0].lstrip("# "))}</h2>' + _rest(lines[1:])
    for mark, tag, css in ((_BULLET, "ul", "bullet"), (_NUMBER, "ol", "number")):
        first = next((at for at, line in enumerate(lines) if mark.match(line)), None)
        if first is not None:
            return _rest(lines[:first]) + _list(lines[first:], mark, tag, css)
    return _rest(lines)


def _rest(lines: list[str]) -> str:
    return f'<p class="govuk-body">{_inline(" ".join(lines))}</p>' if lines else ""


def _list(lines: list[str], mark: re.Pattern[str], tag: str, css: str) -> str:
    items: list[str] = []
    for line in lines:
        if mark.match(line):
            items.append(mark.sub("", line, count=1))
        else:
            items[-1] += f" {line}"
    inner = "".join(f"<li>{_inline(item)}</li>" for item in items)
    return f'<{tag} class="govuk-list govuk-list--{css}">{inner}</{tag}>'


def _inline(words: str) -> str:
    safe = _LINK.sub(r'<a class="govuk-link" href="\2">\1</a>', str(escape(words)))
    return _BOLD.sub(r"<strong>\1</strong>", safe)
