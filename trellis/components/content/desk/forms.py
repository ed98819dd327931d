"""What somebody fills in who writes pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from trellis.base.time import LONDON
from trellis.components.content.component import KINDS
from trellis.components.content.written import Kind, Words, Written

_ADDRESS = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DAY = forms.DateInput


class PageForm(forms.Form):
    """A form of the desk, whose choices the templates can read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def items_of(self, name: str) -> list[dict[str, Any]]:
        """The choices of one field, as the macros of the design system want them."""
        return [{"value": str(value), "text": str(label)} for value, label in self.fields[name].choices]  # type: ignore[attr-defined]


class WordsForm(PageForm):
    """A page in one language. An unfinished page may be kept, so nothing but a title is asked for."""

    title = forms.CharField(label=lazily("Title"), max_length=200, error_messages={"required": lazily("Enter a title")})
    summary = forms.CharField(
        label=lazily("Summary"),
        max_length=400,
        required=False,
        help_text=lazily("One sentence: what somebody can do or know here. Search and lists show it."),
    )
    body = forms.CharField(
        label=lazily("Words"),
        required=False,
        strip=False,
        widget=forms.Textarea,
        help_text=lazily(
            "A blank line begins a paragraph, ## a heading, - an item of a list. "
            "Links: [words](/missed-bin/) or [words](https://example.org/)."
        ),
    )
    about = forms.ChoiceField(
        label=lazily("The service it is about (optional)"),
        required=False,
        help_text=lazily(
            "Its costs, what to have at hand and what happens next are then shown from the service itself."
        ),
    )
    draft = forms.BooleanField(required=False, label=lazily("Nobody has reviewed this translation yet"))
    from_day = forms.DateField(label=lazily("Shown from (day)"), required=False, widget=_DAY)
    from_time = forms.TimeField(label=lazily("Shown from (time, like 09:00)"), required=False)
    until_day = forms.DateField(label=lazily("Shown until (day)"), required=False, widget=_DAY)
    until_time = forms.TimeField(label=lazily("Shown until (time, like 17:30)"), required=False)

    def __init__(
        self,
        *args: Any,
        kind: Kind | None = None,
        translation: bool = False,
        services: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("No service")), *services]  # type: ignore[attr-defined]
        if translation or kind is Kind.ALERT:
            del self.fields["about"]
        if not translation:
            del self.fields["draft"]

    @property
    def words(self) -> Words:
        given = self.cleaned_data
        body = given["body"].replace("\r\n", "\n").strip()
        return Words(title=given["title"], summary=given["summary"], body=body)

    def written(self, *, before: Written, language: str) -> Written:
        """What the page says with these words in it."""
        given = self.cleaned_data
        drafts = [each for each in before.drafts if each != language]
        return replace(
            before,
            words={**before.words, language: self.words},
            about=given.get("about", before.about),
            drafts=(*drafts, language) if given.get("draft") else tuple(drafts),
            shown_from=_moment(given.get("from_day"), given.get("from_time")),
            shown_until=_moment(given.get("until_day"), given.get("until_time")),
        )


class NewPageForm(WordsForm):
    """A page that is begun."""

    kind = forms.ChoiceField(label=lazily("What it is"), widget=forms.RadioSelect, initial=Kind.GUIDANCE.value)
    address = forms.RegexField(
        _ADDRESS,
        label=lazily("Address"),
        max_length=100,
        help_text=lazily("Lower case words with hyphens, like bin-days. It stands at the end of the page’s address."),
        error_messages={
            "required": lazily("Enter an address, like bin-days"),
            "invalid": lazily("Use lower case letters, figures and hyphens, like bin-days"),
        },
    )
    field_order = ("kind", "title", "summary", "address", "about", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, _(words)) for kind, words in KINDS.items()]  # type: ignore[attr-defined]


class ReasonForm(PageForm):
    """Why a page is not approved."""

    words = forms.CharField(
        label=lazily("What should change"),
        widget=forms.Textarea,
        error_messages={"required": lazily("Say what should change")},
    )


class WithdrawForm(PageForm):
    """Where the address of a withdrawn page leads."""

    instead = forms.RegexField(
        r"^/(?![/\\])[^\s\\]*$",
        required=False,
        max_length=300,
        label=lazily("Lead its readers to (optional)"),
        help_text=lazily("A place of ours, like /guidance/bin-days/ or /missed-bin/."),
        error_messages={"invalid": lazily("Enter a place of ours that begins with /, like /missed-bin/")},
    )


class ReviewForm(PageForm):
    """When somebody looks again."""

    review_on = forms.DateField(
        label=lazily("Look again on"),
        widget=_DAY,
        error_messages={"required": lazily("Enter a day"), "invalid": lazily("Enter a day, like 2027-06-01")},
    )


class ForwardForm(PageForm):
    """An old address, and where it leads."""

    old = forms.CharField(
        label=lazily("Old address"),
        max_length=300,
        help_text=lazily("As it stood on the earlier site, without its name: /waste/bins.aspx"),
        error_messages={"required": lazily("Enter the old address, like /waste/bins.aspx")},
    )
    to = forms.RegexField(
        r"^/(?![/\\])[^\s\\]+$",
        max_length=300,
        label=lazily("Leads to"),
        help_text=lazily("A place of ours, like /guidance/bin-days/ or /missed-bin/."),
        error_messages={
            "required": lazily("Enter where it leads, like /missed-bin/"),
            "invalid": lazily("Enter a place of ours that begins with /, like /missed-bin/"),
        },
    )


def initial_of(written: Written, language: str) -> dict[str, Any]:
    """What the form holds before anything is changed."""
    words = written.words.get(language)
    start, end = _parts(written.shown_from), _parts(written.shown_until)
    return {
        "title": words.title if words else "",
        "summary": words.summary if words else "",
        "body": words.body if words else "",
        "draft": language in written.drafts or words is None,
        "about": written.about,
        "from_day": start[0], "from_time": start[1], "until_day": end[0], "until_time": end[1],
    }  # fmt: skip


def _parts(moment: datetime | None) -> tuple[str, str]:
    if moment is None:
        return "", ""
    local = moment.astimezone(LONDON)
    return local.date().isoformat(), f"{local:%H:%M}"


def _moment(day: Any, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock or time(0, 0), tzinfo=LONDON) if day else None
