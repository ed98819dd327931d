"""What was found in a page, in words: what it is, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted

from trellis.components.content.wording import Finding

_SAID: Final = {
    "no-title": noted("There is no title. Write what the page is about, as somebody would look for it."),
    "no-summary": noted("There is no summary. Write in a sentence what somebody can do or know here."),
    "no-body": noted("There are no words yet."),
    "long-title": noted("The title is longer than %(most)s letters. Search pages cut it off."),
    "long-summary": noted("The summary is longer than %(most)s letters. Keep to one sentence."),
    "too-long": noted("The page is longer than %(most)s letters. Make two of it."),
    "empty-heading": noted("A heading has no words. Write some, or take the heading away."),
    "heading-skips": noted(
        "The heading “%(said)s” skips a level. Begin with ## and use ### only below one: screen readers list them."
    ),
    "steps-without-headings": noted("A step-by-step guide needs two steps at least. Each heading with ## is a step."),
    "picture-without-words": noted(
        "A picture (%(said)s) has no words for who cannot see it. Write them in its brackets."
    ),
    "picture-from-elsewhere": noted(
        "A picture (%(said)s) comes from elsewhere, so others would learn who reads this. Take it away."
    ),
    "link-without-words": noted("A link (%(said)s) has no words. Write where it leads."),
    "link-says-nothing": noted("The link “%(said)s” does not say where it leads. Screen readers read links alone."),
    "link-is-an-address": noted("The link “%(said)s” is read out letter by letter. Write where it leads."),
    "link-leads-nowhere": noted("A link leads to “%(said)s”, and nothing is there. Correct it, or take it away."),
    "markup": noted("“%(said)s” is shown as it stands: HTML means nothing here."),
    "long-sentence": noted("A sentence has %(words)s words: “%(said)s”. Make two of it."),
    "passive": noted("“%(said)s” does not say who does it. Write “we” or “you”."),
    "word-to-avoid": noted("“%(said)s”: write “%(better)s”."),
    "reading-age": noted("Words for readers of %(age)s years; aim at 9 to 11. The hardest words: %(said)s."),
    "alert-without-end": noted("An alert needs an end, so that nobody reads it when it is over."),
    "ends-before-it-begins": noted("It ends before it begins. Correct one of its times."),
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A finding as it is shown."""

    words: str
    refuse: bool
    language: str
    """The name of the language whose words it is about; empty where it is about the whole page."""


def said(findings: Iterable[Finding]) -> list[Said]:
    """Each finding in the words of the reader's language."""
    names = dict(settings.LANGUAGES)
    return [
        Said(words=_(_SAID[each.code]) % each.facts, refuse=each.refuse, language=names.get(each.language, ""))
        for each in findings
    ]
