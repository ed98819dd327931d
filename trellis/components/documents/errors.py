from __future__ import annotations

from trellis.base.errors import NotFound, TrellisError

ACCEPTED_WORDS = {
    "en": "Send a PDF, a Word document (DOCX), or a picture (JPG or PNG), smaller than 10 MB",
    "cy": "Anfonwch PDF, dogfen Word (DOCX), neu lun (JPG neu PNG), llai na 10 MB",
}

WELSH = {
    # Draft: nobody has reviewed this Welsh yet.
    "The name of this file has characters that we cannot keep: rename it and send it again": (
        "Mae enw’r ffeil hon yn cynnwys nodau na allwn eu cadw: ailenwch hi a’i hanfon eto"
    ),
    "This file is empty": "Mae’r ffeil hon yn wag",
    "This file is too large": "Mae’r ffeil hon yn rhy fawr",
    "We cannot read this kind of file": "Ni allwn ddarllen y math hwn o ffeil",
    "This PDF is damaged or not whole": "Mae’r PDF hwn wedi’i ddifrodi neu’n anghyflawn",
    "This picture has something else hidden behind it": "Mae rhywbeth arall wedi’i guddio y tu ôl i’r llun hwn",
    "This picture is damaged or not whole": "Mae’r llun hwn wedi’i ddifrodi neu’n anghyflawn",
    "This file is two kinds of file at once": "Mae’r ffeil hon yn ddau fath o ffeil ar unwaith",
    "This Word document is damaged or not whole": "Mae’r ddogfen Word hon wedi’i difrodi neu’n anghyflawn",
    "This file unpacks to far more than it should": "Mae’r ffeil hon yn dadbacio i lawer mwy nag y dylai",
    "This Word document holds a program (a macro)": "Mae’r ddogfen Word hon yn cynnwys rhaglen (macro)",
}
"""Why a file cannot be taken, by the English words."""


class NoSuchDocument(NotFound):
    """There is no such document, or not for this person."""

    code = "no-such-document"


class DocumentRefused(TrellisError):
    """This file cannot be taken; `reason` says why, and the words say what can."""

    code = "document-refused"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        reason = WELSH.get(self.reason, self.reason) if language == "cy" else self.reason
        return f"{reason}. {ACCEPTED_WORDS.get(language, ACCEPTED_WORDS['en'])}."
