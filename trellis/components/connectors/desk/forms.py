"""Joining a service to another system, as a form asks for it: their name for each answer, an example, what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trellis.components.connectors.described import Means
from trellis.components.connectors.mapping import OF_THE_CASE
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind, Question

PARTS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ADDRESS: ("", "uprn", "postcode"),
    Kind.NAME: ("", "first", "last"),
    Kind.PLACE: ("", "latitude", "longitude"),
    Kind.DATE_RANGE: ("from", "to"),
}
"""The parts of an answer that can be sent by themselves; the empty one is all of it, in words."""
_PARTS_IN_WORDS: Final = {
    "uprn": _("number of the property (UPRN)"),
    "postcode": _("postcode"),
    "first": _("first name"),
    "last": _("last name"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "from": _("first day"),
    "to": _("last day"),
}
_IN_WORDS: Final = frozenset({Kind.ADDRESS, Kind.NAME, Kind.PLACE})
_NEVER: Final = frozenset({Kind.FILE, Kind.BANK_DETAILS})
_CODED: Final = frozenset({Kind.CHOICE, Kind.SELECT, Kind.CHOICES, Kind.YES_NO})
SPARE: Final = 4
MEANS: Final = (
    (Means.RECEIVED, _("They have it")),
    (Means.PLANNED, _("They have planned it")),
    (Means.IN_HAND, _("They are at it")),
    (Means.DONE, _("It is done")),
    (Means.NOT_DONE, _("It could not be done")),
    (Means.REFUSED, _("They will not do it")),
)


class DeskForm(forms.Form):
    """A form whose choices the templates of the desk can read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def items_of(self, name: str) -> list[dict[str, Any]]:
        """The choices of one field, as the macros of the design system want them."""
        return [{"value": str(value), "text": str(label)} for value, label in self.fields[name].choices]  # type: ignore[attr-defined]


class BeginForm(DeskForm):
    """Which service, and which system."""

    service = forms.ChoiceField(label=_("Which service?"), error_messages={"required": _("Choose a service")})
    system = forms.ChoiceField(
        label=_("Which system is the work done in?"), error_messages={"required": _("Choose a system")}
    )

    def __init__(
        self, *args: Any, services: Sequence[tuple[str, str]], systems: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Choose one")), *services]  # type: ignore[attr-defined]
        self.fields["system"].choices = [("", _("Choose one")), *systems]  # type: ignore[attr-defined]


class SecretForm(DeskForm):
    """A secret that the system asks for."""

    secret = forms.CharField(
        label=_("The secret"), widget=forms.PasswordInput, max_length=500,
        help_text=_("It is sealed, and never shown."),
        error_messages={"required": _("Enter the secret")},
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the form asks of one question: their names for it, their codes, and an answer for the example."""

    title: str
    names: tuple[str, ...]
    codes: str = ""
    example: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.names, *([self.codes] if self.codes else []), *([self.example] if self.example else []))


class JoinForm(DeskForm):
    """How the answers of one service go to a system, and what the system says back."""

    def __init__(
        self,
        *args: Any,
        compiled: Compiled,
        new: bool,
        options: bool,
        codes: Sequence[str],
        sandbox: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.compiled, self.new, self.codes = compiled, new, tuple(codes)
        self.questions = tuple(
            each for page in compiled.pages for each in page.questions if not page.repeat and each.type not in _NEVER
        )
        if new:
            self._add_system(options=options, sandbox=sandbox)
        self.asked = tuple(self._ask(each) for each in self.questions)
        self.of_case = tuple(self._of_case())
        self.fields["fixed"] = _lines(gettext("What is always sent"), gettext("A line each, like type: NEW-BIN"))
        self.heard = tuple(self._hear())
        self.fields["why"] = forms.CharField(
            label=gettext("What the example is"), max_length=120, initial=gettext("An ordinary report"),
            error_messages={"required": gettext("Enter what the example is")},
        )  # fmt: skip

    def _add_system(self, *, options: bool, sandbox: bool) -> None:
        self.fields["title"] = forms.CharField(
            label=gettext("What is the system called?"), max_length=80,
            help_text=gettext("Residents read it on their page, like: Waste works"),
            error_messages={"required": gettext("Enter what the system is called")},
        )  # fmt: skip
        self.fields["number"] = forms.CharField(
            label=gettext("What is its number called?"), max_length=60, initial=gettext("Job number"), required=False
        )
        self.fields["at"] = forms.CharField(
            label=gettext("Its address"), max_length=300, initial="sandbox:" if sandbox else "",
            help_text=gettext("An address that begins with https://. For trying it out: sandbox:"),
            error_messages={"required": gettext("Enter its address")},
        )  # fmt: skip
        if options:
            self.fields["options"] = _lines(
                gettext("How it speaks"), gettext("A line each, as its description says: make: POST /requests")
            )

    def _ask(self, question: Question) -> Asked:
        title = question.ask.to("en")
        names = []
        for part in PARTS.get(question.type, ("",)):
            name = f"name.{question.id}{'.' if part else ''}{part}"
            called = str(_PARTS_IN_WORDS.get(part, part))
            words = gettext("Their name for the %(part)s") % {"part": called} if part else gettext("Their name for it")
            self.fields[name] = forms.CharField(label=words, required=False, max_length=60)
            names.append(name)
        codes = ""
        if question.type in _CODED:
            codes = f"codes.{question.id}"
            listed = [each.value for each in question.choices] or ["yes", "no"]
            self.fields[codes] = _lines(
                gettext("Their code for each answer"), gettext("The answer, a colon, their code"),
                initial="\n".join(f"{each}: {each}" for each in listed),
            )  # fmt: skip
        example = f"example.{question.id}"
        self.fields[example] = _example(question)
        return Asked(title=title, names=tuple(names), codes=codes, example=example)

    def _of_case(self) -> Iterator[str]:
        for each in OF_THE_CASE:
            name = f"case.{each}"
            words = gettext("Their name for the %(fact)s of the case") % {"fact": each.replace("-", " ")}
            self.fields[name] = forms.CharField(label=words, required=False, max_length=60)
            yield name

    def _hear(self) -> Iterator[tuple[str, str, str]]:
        work = self.compiled.definition.work
        ends = [(each.id, each.title.to("en")) for each in (work.outcomes if work else ()) if each.means == "done"]
        for number, code in enumerate([*self.codes, *[""] * (0 if self.codes else SPARE)]):
            names = (f"code.{number}", f"means.{number}", f"ends.{number}")
            self.fields[names[0]] = forms.CharField(
                label=gettext("Their word for how it stands"), required=False, max_length=40, initial=code
            )
            self.fields[names[1]] = forms.ChoiceField(
                label=gettext("What it means"),
                required=False,
                choices=[("", gettext("We do not listen to it")), *MEANS],
            )
            self.fields[names[2]] = forms.ChoiceField(
                label=gettext("The case is then closed with"),
                required=False,
                choices=[("", gettext("It stays open")), *ends],
            )
            yield names

    def clean(self) -> dict[str, Any]:
        """Something is sent, and lines are lines."""
        given = super().clean() or {}
        for name in ("fixed", "options", *(each.codes for each in self.asked if each.codes)):
            if name in given and pairs(given[name]) is None:
                self.add_error(name, gettext("Write each line like this: name: value"))
        if not self.errors and not any(given.get(name) for name in self.fields if name.startswith("name.")):
            self.add_error(self.asked[0].names[0], gettext("Enter their name for at least one answer"))
        return given

    def route(self) -> dict[str, Any]:
        """What goes to the system and what comes back, as the connection's file says it; without its example."""
        given = self.cleaned_data
        send: dict[str, Any] = {}
        for question in self.questions:
            send |= self._sent(question)
        send |= {given[name]: {"from": name} for name in self.of_case if given[name]}
        hear: dict[str, Any] = {}
        for code, means, ends in self.heard:
            if given[code] and given[means]:
                hear[given[code]] = {"means": given[means]} | ({"outcome": given[ends]} if given[ends] else {})
        route: dict[str, Any] = {"service": self.compiled.definition.service, "send": send, "hear": hear}
        fixed = pairs(given["fixed"])
        return route | ({"options": fixed} if fixed else {})

    def _sent(self, question: Question) -> dict[str, Any]:
        given = self.cleaned_data
        sent: dict[str, Any] = {}
        for part in PARTS.get(question.type, ("",)):
            source = f"{question.id}{'.' if part else ''}{part}"
            theirs = given.get(f"name.{source}")
            if not theirs:
                continue
            sent[theirs] = {"from": source}
            if question.type in _IN_WORDS and not part:
                sent[theirs]["words"] = "yes"
            codes = pairs(given.get(f"codes.{question.id}", "")) or {}
            if any(answer != code for answer, code in codes.items()):
                sent[theirs]["codes"] = codes
        return sent

    def answers(self) -> dict[str, Any]:
        """The answers of the example."""
        found: dict[str, Any] = {}
        for question in self.questions:
            given = self.cleaned_data.get(f"example.{question.id}")
            if given not in (None, "", []):
                found[question.id] = _answer(question, given)
        return found


def pairs(words: str) -> dict[str, str] | None:
    """Lines of names and values; None where one is no such line."""
    lines = [each.strip() for each in words.splitlines() if each.strip()]
    split = [each.partition(":") for each in lines]
    if not all(sign and name.strip() and value.strip() for name, sign, value in split):
        return None
    return {name.strip(): value.strip() for name, _sign, value in split}


def _lines(label: str, hint: str, *, initial: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea, required=False, max_length=5000, initial=initial
    )


def _example(question: Question) -> forms.Field:
    words: dict[str, Any] = {"label": gettext("An answer, for the example"), "required": False}
    listed = [(each.value, each.label.to("en")) for each in question.choices]
    if question.type in {Kind.CHOICE, Kind.SELECT}:
        return forms.ChoiceField(choices=[("", gettext("Not answered")), *listed], **words)
    if question.type is Kind.CHOICES:
        return forms.MultipleChoiceField(choices=listed, widget=forms.CheckboxSelectMultiple, **words)
    if question.type in {Kind.YES_NO, Kind.DECLARATION}:
        yes_no = [("", gettext("Not answered")), ("yes", gettext("Yes")), ("no", gettext("No"))]
        return forms.ChoiceField(choices=yes_no, **words)
    initial = {Kind.ADDRESS: "1 High Street, AN1 1AB", Kind.NAME: "Ada Bell"}.get(question.type, "")
    hint = {Kind.ADDRESS: gettext("The last part is the postcode"), Kind.DATE: gettext("Like 2026-04-01")}.get(
        question.type, ""
    )
    return forms.CharField(max_length=300, initial=initial, help_text=hint, **words)


def _answer(question: Question, given: Any) -> Any:
    match question.type:
        case Kind.ADDRESS:
            *lines, postcode = [each.strip() for each in str(given).split(",")]
            return {"lines": lines, "postcode": postcode}
        case Kind.NAME:
            first, _space, last = str(given).partition(" ")
            return {"first": first, "last": last}
        case Kind.PLACE:
            return {"description": given}
    return given
