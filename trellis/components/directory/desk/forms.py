"""What somebody fills in who keeps contacts and councillors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from trellis.components.directory.facts import Contact, Councillor, Said
from trellis.components.directory.opening import Hours
from trellis.components.directory.typed import (
    NotHours,
    read_exceptions,
    read_spans,
    write_exceptions,
    write_spans,
)

DAYS: Final = (
    lazily("Monday"),
    lazily("Tuesday"),
    lazily("Wednesday"),
    lazily("Thursday"),
    lazily("Friday"),
    lazily("Saturday"),
    lazily("Sunday"),
)
_KEY: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
HOLIDAYS: Final = (("closed", lazily("Closed")), ("usual", lazily("Open as on other days")))


class EntryForm(forms.Form):
    """A form of the desk, with fields for words in each language of the organisation."""

    def __init__(self, *args: Any, languages: Sequence[str], new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.languages = languages
        self.new = new
        if new:
            self.fields["key"] = forms.RegexField(
                _KEY,
                label=_("Short name"),
                max_length=60,
                help_text=_("Lower case words with hyphens, like waste-team. It stands in addresses."),
                error_messages={
                    "required": _("Enter a short name, like waste-team"),
                    "invalid": _("Use lower case letters, figures and hyphens, like waste-team"),
                },
            )

    def items_of(self, name: str) -> list[dict[str, Any]]:
        """The choices of one field, as the macros of the design system want them."""
        return [{"value": str(value), "text": str(label)} for value, label in self.fields[name].choices]  # type: ignore[attr-defined]

    def add_words(self, name: str, label: str, *, required: str = "") -> None:
        """A field for each language; the first must be filled in where `required` says what to enter."""
        called = dict(settings.LANGUAGES)
        for number, language in enumerate(self.languages):
            words = label if len(self.languages) == 1 else f"{label} ({called.get(language, language)})"
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=words,
                max_length=120,
                required=bool(required) and number == 0,
                error_messages={"required": required},
            )

    def words_of(self, name: str) -> Said:
        said = ((each, self.cleaned_data[f"{name}_{each}"].strip()) for each in self.languages)
        return tuple((language, words) for language, words in said if words)

    def names_of(self, name: str) -> list[str]:
        """The fields that `add_words` added."""
        return [f"{name}_{each}" for each in self.languages]


def _reaching() -> dict[str, forms.Field]:
    return {
        "phone": forms.RegexField(
            r"^[+\d][\d ()]{4,38}$",
            label=_("Phone"),
            required=False,
            max_length=40,
            error_messages={"invalid": _("Enter a phone number, like 01632 960100")},
        ),
        "email": forms.EmailField(
            label=_("Email"),
            required=False,
            error_messages={"invalid": _("Enter an email address, like help@anyborough.example")},
        ),
        "address": forms.CharField(
            label=_("Address"),
            required=False,
            widget=forms.Textarea,
            max_length=400,
            help_text=_("One line for each part."),
        ),
    }


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in typed.splitlines() if each.strip())


class ContactForm(EntryForm):
    """A contact: how to reach it, and when it is open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_words("title", _("What it is called"), required=_("Enter what it is called, like Waste and recycling"))
        self.fields |= _reaching()
        for number, day in enumerate(DAYS):
            self.fields[f"day_{number}"] = forms.CharField(label=day, required=False, max_length=80)
        self.fields["holidays"] = forms.ChoiceField(
            label=_("On bank holidays"), choices=HOLIDAYS, widget=forms.RadioSelect, initial="closed"
        )
        self.fields["exceptions"] = forms.CharField(
            label=_("Days that differ"),
            required=False,
            widget=forms.Textarea,
            max_length=4000,
            help_text=_(
                "A line for each day, like 24 December 2026: 9am to 1pm (Christmas Eve), or 2 March 2027: closed"
            ),
        )

    @property
    def of_days(self) -> list[str]:
        return [f"day_{number}" for number in range(7)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in (*self.of_days, "exceptions"):
            if name in given:
                self._read(name, given)
        return given

    def _read(self, name: str, given: dict[str, Any]) -> None:
        try:
            given[name] = read_exceptions(given[name]) if name == "exceptions" else read_spans(given[name])
        except NotHours as error:
            if name == "exceptions":
                words = _("We cannot read “%(line)s”. Write it like 24 December 2026: 9am to 1pm (Christmas Eve)")
                self.add_error(name, words % {"line": str(error)[:80]})
            else:
                self.add_error(name, _("Enter times like 9am to 5pm, or leave it empty where it is closed"))

    @property
    def contact(self) -> Contact:
        given = self.cleaned_data
        hours = Hours(
            week=tuple(given[name] for name in self.of_days),
            exceptions=given["exceptions"],
            closed_on_bank_holidays=given["holidays"] == "closed",
        )
        return Contact(
            title=self.words_of("title"),
            phone=given["phone"],
            email=given["email"],
            address=_lines(given["address"]),
            hours=hours,
        )


def initial_of_contact(contact: Contact) -> dict[str, Any]:
    """What the form holds before anything is changed."""
    return {
        **{f"title_{language}": words for language, words in contact.title},
        "phone": contact.phone,
        "email": contact.email,
        "address": "\n".join(contact.address),
        **{f"day_{number}": write_spans(spans) for number, spans in enumerate(contact.hours.week)},
        "holidays": "closed" if contact.hours.closed_on_bank_holidays else "usual",
        "exceptions": write_exceptions(contact.hours.exceptions),
    }


class CouncillorForm(EntryForm):
    """A councillor: whom they represent, how to reach them, and their term."""

    def __init__(self, *args: Any, wards: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name"), max_length=120, error_messages={"required": _("Enter their name")}
        )
        self.fields["ward"] = forms.ChoiceField(
            label=_("Ward"), choices=wards, error_messages={"required": _("Choose a ward")}
        )
        self.fields["party"] = forms.CharField(
            label=_("Party or group"), max_length=120, error_messages={"required": _("Enter a party, or Independent")}
        )
        self.fields |= _reaching()
        self.add_words("duties", _("What else they do on the council"))
        day = {"invalid": _("Enter a day, like 2027-05-06")}
        self.fields["since"] = forms.DateField(
            label=_("Elected on"), widget=forms.DateInput, error_messages={**day, "required": _("Enter a day")}
        )
        self.fields["until"] = forms.DateField(
            label=_("Until (empty where it is not known)"), required=False, widget=forms.DateInput, error_messages=day
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("The term ends before it begins. Correct one of the days"))
        return given

    @property
    def councillor(self) -> Councillor:
        given = self.cleaned_data
        return Councillor(
            name=given["name"],
            ward=given["ward"],
            party=given["party"],
            phone=given["phone"],
            email=given["email"],
            address=_lines(given["address"]),
            duties=self.words_of("duties"),
            since=given["since"],
            until=given["until"],
        )


def initial_of_councillor(one: Councillor) -> dict[str, Any]:
    """What the form holds before anything is changed."""
    return {
        "name": one.name,
        "ward": one.ward,
        "party": one.party,
        "phone": one.phone,
        "email": one.email,
        "address": "\n".join(one.address),
        **{f"duties_{language}": words for language, words in one.duties},
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else "",
    }
