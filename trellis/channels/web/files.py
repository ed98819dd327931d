"""Documents as a page shows them, and how one is served: never as a page, whatever it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from trellis.services.contract import Kept, Upload

_PICTURES: Final = frozenset({"image/png", "image/jpeg"})
_SERVED: Final = _PICTURES | {"application/pdf"}
_LARGEST: Final = "10 MB"
_WORDS: Final = {".pdf": "PDF", ".docx": "Word (DOCX)", ".jpg": "JPG", ".png": "PNG"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    id: str
    name: str
    size: str
    is_picture: bool


def shown_file(kept: Kept) -> Shown:
    return Shown(id=kept.id, name=kept.name, size=size_words(kept.size), is_picture=kept.media_type in _PICTURES)


def size_words(size: int) -> str:
    """840 bytes, 12 kB, 1.4 MB."""
    if size < 1000:
        return _("%(size)s bytes") % {"size": size}
    return f"{round(size / 1000)} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def accepted_words(accepts: tuple[str, ...], room: int) -> str:
    """What may be sent, in a sentence."""
    kinds = ", ".join(words for ending, words in _WORDS.items() if ending in accepts)
    if room > 1:
        return _("Up to %(room)s files: %(kinds)s. Each smaller than %(largest)s.") % {
            "room": room, "kinds": kinds, "largest": _LARGEST,
        }  # fmt: skip
    return _("One file: %(kinds)s. Smaller than %(largest)s.") % {"kinds": kinds, "largest": _LARGEST}


def served(upload: Upload, media_type: str) -> HttpResponse:
    """A document on its way to its reader: a picture to look at, anything else to save. Never run, never a page."""
    known = media_type if media_type in _SERVED else "application/octet-stream"
    response = HttpResponse(upload.content, content_type=known)
    how = "inline" if media_type in _PICTURES else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(upload.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
