from __future__ import annotations

from trellis.base.errors import NotFound, TrellisError

ACCEPTED_WORDS = {
    "en": "Send a PDF, a Word document (DOCX), or a picture (JPG or PNG), smaller than 10 MB",
    "cy": "Anfonwch PDF, dogfen Word (DOCX), neu lun (JPG neu PNG), llai na 10 MB",
}


class NoSuchDocument(NotFound):
    """There is no such document, or not for this person."""

    code = "no-such-document"


class DocumentRefused(TrellisError):
    """This file cannot be taken; `reason` says why, and the words say what can."""

    code = "document-refused"

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}. {ACCEPTED_WORDS['en']}.")
        self.reason = reason
