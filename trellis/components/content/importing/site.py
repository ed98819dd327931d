"""A folder of an earlier site: its files with addresses of ours, its links led to them, its old addresses kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote, urlsplit

from trellis.components.content.importing import web_page, word
from trellis.components.content.importing.blocks import Block, Source, Span, as_markdown
from trellis.components.content.written import Kind, Words, Written
from trellis.services.language.importing import Tally
from trellis.services.language.importing.xml import NotReadable, read_whole, tree_of
from trellis.services.matching import plain_words

MOST_FILES: Final = 20_000
_READ: Final = {".html": web_page.read, ".htm": web_page.read, ".docx": word.read}
_SITEMAP: Final = "sitemap.xml"
_INDEX: Final = frozenset({"index", "default", "home"})
_LONGEST_SUMMARY: Final = 200


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A page to begin: where it will stand, what it says, and where it stood."""

    address: str
    written: Written
    old: tuple[str, ...]


@dataclass
class Brought:
    """What came of a folder, before anything is kept."""

    drafts: list[Draft] = field(default_factory=list)
    pages: Tally = field(default_factory=Tally)
    parts: Tally = field(default_factory=Tally)
    addresses: Tally = field(default_factory=Tally)
    notes: list[dict[str, str]] = field(default_factory=list)

    def as_report(self) -> dict[str, object]:
        """The report, in the shape that every importer here has."""
        return {
            "pages": self.pages.as_report(),
            "parts": self.parts.as_report(),
            "addresses": self.addresses.as_report(),
            "notes": self.notes,
        }


def bring(
    folder: Path,
    *,
    languages: tuple[str, ...],
    taken: frozenset[str] = frozenset(),
    known: Mapping[str, str] = MappingProxyType({}),
) -> Brought:
    """Read every page of a folder.

    `languages` are those of the organisation, its own first; `taken` its addresses; `known` where each file is now that
    came over before: it is left as it is.
    """
    brought = Brought()
    sources = dict(_sources(folder, brought))
    listed, hosts = _listed(folder, brought)
    groups = _grouped(sources, languages)
    before = {name: known[path] for name, files in groups.items() for path in files.values() if path in known}
    addresses = _addresses([name for name in groups if name not in before], taken) | before
    places = {place_of(path): addresses[name] for name, files in groups.items() for path in files.values()}
    site = _Links(places=places, hosts=hosts, brought=brought)
    for name, files in groups.items():
        read = {language: (path, sources[path]) for language, path in files.items()}
        if name in before:
            brought.notes.append(
                {"what": name, "why": f"it came over before, to /guidance/{before[name]}/: left as it is"}
            )
            continue
        brought.drafts.append(_draft(addresses[name], read, site, listed))
    _name_what_is_nowhere(listed, brought)
    return brought


def _sources(folder: Path, brought: Brought) -> Iterator[tuple[str, Source]]:
    files = sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    for file in files[:MOST_FILES]:
        name, read = file.relative_to(folder).as_posix(), _READ.get(file.suffix.lower())
        if name == _SITEMAP:
            continue
        if read is None:
            brought.pages.count(name, lost="not a page: HTML and Word files (.docx) are read")
            continue
        try:
            source = read(read_whole(file))
        except NotReadable as error:
            brought.pages.count(name, lost=str(error))
            continue
        if not source.blocks:
            brought.pages.count(name, lost="it has no words in its main part")
            continue
        brought.pages.count(name)
        yield name, source
    for file in files[MOST_FILES:]:
        brought.pages.count(str(file.relative_to(folder)), lost=f"more than {MOST_FILES:,} files: import in parts")


def _listed(folder: Path, brought: Brought) -> tuple[dict[str, list[str]], frozenset[str]]:
    """The addresses of the sitemap, by the place they name; and the names of the site itself."""
    file = folder / _SITEMAP
    if not file.is_file():
        return {}, frozenset()
    try:
        tree = tree_of(read_whole(file))
    except NotReadable as error:
        brought.addresses.count(_SITEMAP, lost=f"{_SITEMAP} cannot be read: {error}")
        return {}, frozenset()
    listed: dict[str, list[str]] = {}
    hosts = set()
    for each in tree.iter("loc"):
        parts = urlsplit((each.text or "").strip())
        hosts.add(parts.netloc.lower())
        path = unquote(parts.path).strip("/") + (f"?{parts.query}" if parts.query else "")
        listed.setdefault(place_of(path), []).append(path)
    return listed, frozenset(hosts)


def place_of(path: str) -> str:
    """What a file and the addresses it is known by have in common: `Waste/bins.html` and `/waste/bins/` are one."""
    bare = path.partition("?")[0].strip("/").lower()
    stem = re.sub(r"\.(?:html?|aspx?|php|docx)$", "", bare)
    folder, _, name = stem.rpartition("/")
    return folder if name in _INDEX else stem


def _grouped(sources: Mapping[str, Source], languages: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The files of each page by language: `bins.html` with `bins.cy.html` or `cy/bins.html`."""
    groups: dict[str, dict[str, str]] = {}
    for name, source in sources.items():
        place = place_of(name)
        said = source.language if source.language in languages else ""
        for language in languages:
            if place.endswith(f".{language}"):
                place, said = place.removesuffix(f".{language}"), language
            elif place.startswith(f"{language}/"):
                place, said = place.removeprefix(f"{language}/"), language
        group = groups.setdefault(place or "home", {})
        language = said or languages[0]
        if language in group:
            groups.setdefault(f"{place}-{PurePosixPath(name).suffix.strip('.')}", {})[language] = name
        else:
            group[language] = name
    return groups


def _addresses(groups: Sequence[str], taken: frozenset[str]) -> dict[str, str]:
    """An address for each page: its own name, with its folder's where two have one name."""
    given: dict[str, str] = {}
    used = set(taken)
    for name in groups:
        pieces = [part for each in name.split("/") if (part := "-".join(plain_words(each)))]
        pieces = [part.encode("ascii", "ignore").decode().strip("-") or "page" for part in pieces] or ["page"]
        tries = ["-".join(pieces[-count:])[:90].strip("-") for count in range(1, len(pieces) + 1)]
        tries += [f"{tries[-1]}-{number}" for number in range(2, len(groups) + len(taken) + 3)]
        given[name] = next(each for each in tries if each not in used)
        used.add(given[name])
    return given


def _draft(address: str, read: Mapping[str, tuple[str, Source]], site: _Links, listed: dict[str, list[str]]) -> Draft:
    """One page in its languages, each with the file it was read from."""
    old, brought = [path for path, _ in read.values()], site.brought
    for path, source in read.values():
        old += listed.pop(place_of(path), [])
        for lost in source.parts.named:
            brought.parts.count(f"{path}: {lost['what']}", lost=lost["why"])
        brought.parts.total += source.parts.total - len(source.parts.named)
    kept = tuple(dict.fromkeys(old))
    for each in kept:
        brought.addresses.count(f"/{each}")
    words = {language: _words(source, path, site) for language, (path, source) in read.items()}
    return Draft(address=address, written=Written(kind=Kind.GUIDANCE, words=words), old=kept)


def _words(source: Source, path: str, site: _Links) -> Words:
    blocks = _in_order([site.led(each, path) for each in source.blocks])
    summary = source.description
    if not summary and blocks and _is_summary(blocks[0]):
        summary, blocks = blocks[0].text, blocks[1:]
        site.brought.notes.append({"what": path, "why": "its first paragraph became the summary"})
    title = source.title or PurePosixPath(path).stem.replace("-", " ").replace("_", " ").capitalize()
    if not source.title:
        site.brought.notes.append({"what": path, "why": f"it has no title: “{title}” is its file's name"})
    return Words(title=title[:200], summary=summary[:400], body=as_markdown(blocks))


def _is_summary(block: Block) -> bool:
    return bool(block.spans) and not block.item and not block.heading and len(block.text) <= _LONGEST_SUMMARY


def _in_order(blocks: list[Block]) -> list[Block]:
    """Headings begin at the second level and skip none: a screen reader lists them, whatever they looked like."""
    made, open_ = [], [1]
    for each in blocks:
        if each.heading:
            while len(open_) > 1 and open_[-1] >= each.heading:
                open_.pop()
            open_.append(each.heading)
            made.append(replace(each, heading=min(len(open_), 4)))
        else:
            made.append(each)
    return made


@dataclass(frozen=True, kw_only=True)
class _Links:
    """Where the links of the site lead now."""

    places: Mapping[str, str]
    hosts: frozenset[str]
    brought: Brought

    def led(self, block: Block, path: str) -> Block:
        cells = tuple(tuple(self._span(each, path) for each in cell) for cell in block.cells)
        return replace(block, spans=tuple(self._span(each, path) for each in block.spans), cells=cells)

    def _span(self, span: Span, path: str) -> Span:
        return replace(span, href=self._led(span.href, path)) if span.href else span

    def _led(self, href: str, path: str) -> str:
        try:
            parts = urlsplit(href)
        except ValueError:
            self.brought.notes.append({"what": f"{path}: {href[:80]}", "why": "not an address: its words are kept"})
            return ""
        if parts.scheme in {"mailto", "tel"} or (parts.netloc and parts.netloc.lower() not in self.hosts):
            return href
        if parts.scheme and parts.scheme not in {"http", "https"}:
            self.brought.notes.append({"what": f"{path}: {href[:80]}", "why": "no browser of ours follows it"})
            return ""
        if not parts.path:
            return f"#{parts.fragment}" if parts.fragment else ""
        place = place_of(_resolved(unquote(parts.path), path))
        if address := self.places.get(place):
            return f"/guidance/{address}/" + (f"#{parts.fragment}" if parts.fragment else "")
        why = "it leads to what did not come over: correct it, or lead its old address on"
        self.brought.notes.append({"what": f"{path}: {href[:80]}", "why": why})
        return f"/{place}"


def _resolved(leads: str, path: str) -> str:
    """A link of a file as an address under the site's root; it leads out of the folder nowhere."""
    start = [] if leads.startswith("/") else list(PurePosixPath(path).parent.parts)
    for piece in leads.split("/"):
        if piece == "..":
            del start[-1:]
        elif piece not in {"", "."}:
            start.append(piece)
    return "/".join(start)


def _name_what_is_nowhere(listed: Mapping[str, list[str]], brought: Brought) -> None:
    for paths in listed.values():
        for each in paths:
            brought.addresses.count(f"/{each}", lost="the sitemap names it, and no file of the folder is this page")
