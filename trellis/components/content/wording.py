"""What could be plainer in a page, or keep somebody from using it. Pure: a text in, findings out; no database.

Words are judged by the same rules as those of a service (`services/language/readability`). Those rules are for English:
of other languages only what holds in any language is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from markdown_it.token import Token

from trellis.components.content.prose import LONGEST, is_own, tokens_of, walk
from trellis.components.content.written import Kind, Words, Written
from trellis.services.language import readability

LONGEST_TITLE: Final = 70
LONGEST_SUMMARY: Final = 200
MOST_OF_A_KIND: Final = 3
_SAYS_NOTHING: Final = frozenset(
    "click here|here|read more|more|this|this link|link|this page|click|find out more|learn more|details|go|"
    "cliciwch yma|yma|mwy|darllen mwy|y ddolen hon".split("|")
)
_BLOCKS: Final = frozenset({"paragraph_open", "th_open", "td_open"})
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:not|always|often|then)\s+)?(\w{3,}ed|given|taken|made|done|sent|written"
    r"|known|shown|seen|found|paid|held|kept|chosen)\b",
    re.IGNORECASE,
)
_STATES: Final = frozenset("closed allowed disabled interested located married retired tired worried".split())
"""How something is, and nothing that anybody does to it: not passive, whatever its ending."""
_MARKUP: Final = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to mend or to look at: a key of ours, and the facts that its words name."""

    code: str
    language: str = ""
    refuse: bool = False
    """Residents may not see the page so."""
    facts: Mapping[str, str] = field(default_factory=dict)


def findings(written: Written) -> list[Finding]:
    """Everything found in every language, what must be mended first."""
    found = list(_of_the_whole(written))
    for language, words in written.words.items():
        found += _of_words(words, language=language, kind=written.kind)
    return sorted(found, key=lambda each: not each.refuse)


def unfit(found: Sequence[Finding]) -> bool:
    """Whether something must be mended before residents may see the page."""
    return any(each.refuse for each in found)


def own_links(written: Written) -> list[str]:
    """Where the page leads under the organisation, each once, without what stands after the place itself."""
    leads: dict[str, None] = {}
    for words in written.words.values():
        for token in walk(tokens_of(words.body)):
            href = str(token.attrGet("href" if token.type == "link_open" else "src") or "")
            if is_own(href):
                leads[re.split(r"[?#]", href, maxsplit=1)[0].strip("/")] = None
    return list(leads)


def _of_the_whole(written: Written) -> Iterator[Finding]:
    if written.kind is Kind.ALERT and written.shown_until is None:
        yield Finding(code="alert-without-end", refuse=True)
    elif written.shown_from and written.shown_until and written.shown_until <= written.shown_from:
        yield Finding(code="ends-before-it-begins", refuse=True)


def _of_words(words: Words, *, language: str, kind: Kind) -> Iterator[Finding]:
    tokens = tokens_of(words.body)
    yield from _missing(words, language)
    yield from _of_headings(tokens, language, kind)
    yield from _of_links_and_pictures(tokens, language)
    if found := _MARKUP.search(words.body):
        yield Finding(code="markup", language=language, facts={"said": found[0][:60]})
    if language == "en":
        yield from _of_english(words, said(tokens))


def _missing(words: Words, language: str) -> Iterator[Finding]:
    for part, text in (("title", words.title), ("summary", words.summary), ("body", words.body)):
        if not text.strip():
            yield Finding(code=f"no-{part}", language=language, refuse=True)
    if len(words.title) > LONGEST_TITLE:
        yield Finding(code="long-title", language=language, facts={"most": str(LONGEST_TITLE)})
    if len(words.summary) > LONGEST_SUMMARY:
        yield Finding(code="long-summary", language=language, facts={"most": str(LONGEST_SUMMARY)})
    if len(words.body) > LONGEST:
        yield Finding(code="too-long", language=language, refuse=True, facts={"most": f"{LONGEST:,}"})


def _of_headings(tokens: Sequence[Token], language: str, kind: Kind) -> Iterator[Finding]:
    before, seconds = 1, 0
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level, title = max(int(token.tag[1]), 2), said(tokens[at + 1 : at + 2]).strip()
        seconds += level == 2
        if not title:
            yield Finding(code="empty-heading", language=language, refuse=True)
        if level > before + 1:
            yield Finding(code="heading-skips", language=language, refuse=True, facts={"said": title})
        before = level
    if kind is Kind.STEPS and seconds < 2:
        yield Finding(code="steps-without-headings", language=language, refuse=True)


def _of_links_and_pictures(tokens: Sequence[Token], language: str) -> Iterator[Finding]:
    for block in tokens:
        parts = block.children or []
        for at, token in enumerate(parts):
            if token.type == "image":
                yield from _of_a_picture(token, language)
            if token.type == "link_open":
                text = said(_until(parts[at + 1 :], "link_close")).strip()
                yield from _of_a_link(text, str(token.attrGet("href")), language)


def _of_a_picture(token: Token, language: str) -> Iterator[Finding]:
    source = str(token.attrGet("src") or "")
    if not token.content.strip():
        yield Finding(code="picture-without-words", language=language, refuse=True, facts={"said": source[:80]})
    if not is_own(source):
        yield Finding(code="picture-from-elsewhere", language=language, refuse=True, facts={"said": source[:80]})


def _of_a_link(text: str, href: str, language: str) -> Iterator[Finding]:
    if not text:
        yield Finding(code="link-without-words", language=language, refuse=True, facts={"said": href[:80]})
    elif text.casefold().strip(" .!>›»") in _SAYS_NOTHING:
        yield Finding(code="link-says-nothing", language=language, refuse=True, facts={"said": text})
    elif text.startswith(("http://", "https://", "www.")):
        yield Finding(code="link-is-an-address", language=language, facts={"said": text[:80]})


def _of_english(words: Words, text: str) -> Iterator[Finding]:
    everything = f"{words.title}.\n{words.summary}\n{text}"
    long = [each for each in readability.sentences(everything) if len(readability.words(each)) > _MOST_WORDS]
    for each in long[:MOST_OF_A_KIND]:
        facts = {"said": _shortened(each), "words": str(len(readability.words(each)))}
        yield Finding(code="long-sentence", language="en", facts=facts)
    passives = (each for each in _PASSIVE.finditer(everything) if each[1].lower() not in _STATES)
    for passive in islice(passives, MOST_OF_A_KIND):
        yield Finding(code="passive", language="en", facts={"said": passive[0]})
    for avoided in readability.avoided_in(everything):
        yield Finding(code="word-to-avoid", language="en", facts={"said": avoided.word, "better": avoided.better})
    age = readability.reading_age(everything)
    if len(readability.words(everything)) >= readability.FEWEST_WORDS and age > readability.HIGHEST_AGE_TOGETHER:
        hardest = ", ".join(readability.hardest_words(everything))
        yield Finding(code="reading-age", language="en", facts={"age": f"{age:g}", "said": hardest})


_MOST_WORDS: Final = 25
"""In a sentence of guidance: what GOV.UK asks of its own, and stricter than the questions of a service."""


def said(tokens: Sequence[Token]) -> str:
    """The words of some parts, without their marks: a line for each paragraph, item and cell."""
    lines = []
    for token in tokens:
        if token.children is not None and token.type != "image":
            lines.append("".join(_word(each) for each in token.children))
        elif token.content:
            lines.append(_word(token))
    return "\n".join(lines) if len(lines) > 1 and any(each.children is not None for each in tokens) else "".join(lines)


def _word(token: Token) -> str:
    return "\n" if token.type in {"softbreak", "hardbreak"} else token.content


def _until(tokens: Sequence[Token], end: str) -> list[Token]:
    found = []
    for token in tokens:
        if token.type == end:
            break
        found.append(token)
    return found


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 120 else f"{plain[:117]}..."
