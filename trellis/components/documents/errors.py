from __future__ import annotations

from enum import StrEnum
from typing import Final

from trellis.base.errors import NotFound
from trellis.services.errors import FileRefused


class NoSuchDocument(NotFound):
    """There is no such document, or not for this person."""

    code = "no-such-document"


class Reason(StrEnum):
    """Why a file is not taken: a key, with words for the person in each language."""

    NAME = "name"
    EMPTY = "empty"
    LARGE = "large"
    KIND = "kind"
    DAMAGED = "damaged"
    HIDDEN = "hidden"
    TWO_KINDS = "two-kinds"
    UNPACKS = "unpacks"
    MACRO = "macro"


# The Welsh is a draft that nobody has reviewed yet.
_ACCEPTED: Final = {
    "en": "Send a PDF, a Word document (DOCX), or a picture (JPG or PNG), smaller than 10 MB.",
    "cy": "Anfonwch PDF, dogfen Word (DOCX), neu lun (JPG neu PNG), llai na 10 MB.",
}
_WORDS: Final[dict[str, dict[Reason, str]]] = {
    "en": {
        Reason.NAME: "The name of this file has characters that we cannot keep. Rename it and send it again.",
        Reason.EMPTY: "This file is empty.",
        Reason.LARGE: "This file is too large.",
        Reason.KIND: "We cannot read this kind of file.",
        Reason.DAMAGED: "This file is damaged, or only a part of it came.",
        Reason.HIDDEN: "This picture has something else hidden behind it.",
        Reason.TWO_KINDS: "This file is two kinds of file at once.",
        Reason.UNPACKS: "This file unpacks to far more than it should.",
        Reason.MACRO: "This Word document holds a program (a macro).",
    },
    "cy": {
        Reason.NAME: "Mae gan enw’r ffeil hon nodau na allwn eu cadw. Rhowch enw arall arni a’i hanfon eto.",
        Reason.EMPTY: "Mae’r ffeil hon yn wag.",
        Reason.LARGE: "Mae’r ffeil hon yn rhy fawr.",
        Reason.KIND: "Ni allwn ddarllen y math hwn o ffeil.",
        Reason.DAMAGED: "Mae’r ffeil hon wedi’i difrodi, neu dim ond rhan ohoni a ddaeth.",
        Reason.HIDDEN: "Mae rhywbeth arall wedi’i guddio y tu ôl i’r llun hwn.",
        Reason.TWO_KINDS: "Mae’r ffeil hon yn ddau fath o ffeil ar unwaith.",
        Reason.UNPACKS: "Mae’r ffeil hon yn dadbacio’n llawer mwy nag y dylai.",
        Reason.MACRO: "Mae rhaglen (macro) yn y ddogfen Word hon.",
    },
}


class DocumentRefused(FileRefused):
    """This file cannot be taken; `reason` says why, and the words say what can."""

    def __init__(self, reason: Reason) -> None:
        super().__init__({code: f"{words[reason]} {_ACCEPTED[code]}" for code, words in _WORDS.items()})
        self.reason = reason
