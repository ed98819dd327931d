"""A question as a page shows it: its inputs with their names, ids, words and widths. Which HTML that is, templates say.

An input is called by its question, or by `question.part` where it is one of several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted

from trellis.channels.web.files import Shown as ShownFile
from trellis.channels.web.files import accepted_words, shown_file
from trellis.places.gazetteer import AddressFound
from trellis.services.contract import Asked, Option, Step
from trellis.services.language.model import Kind

_SHAPES: Final[Mapping[Kind, str]] = {
    Kind.LONG_TEXT: "long_text",
    Kind.NAME: "several_lines",
    Kind.BANK_DETAILS: "several_lines",
    Kind.DATE: "date",
    Kind.DATE_RANGE: "date_range",
    Kind.YES_NO: "radios",
    Kind.CHOICE: "radios",
    Kind.SELECT: "select",
    Kind.CHOICES: "checkboxes",
    Kind.ADDRESS: "address",
    Kind.PLACE: "place",
    Kind.FILE: "file",
    Kind.DECLARATION: "declaration",
}
"""Every other kind is one line of text."""

_LABELS: Final[Mapping[str, str]] = {
    "day": noted("Day"),
    "month": noted("Month"),
    "year": noted("Year"),
    "first": noted("First name"),
    "last": noted("Last name"),
    "name": noted("Name on the account"),
    "sort-code": noted("Sort code"),
    "account-number": noted("Account number"),
    "roll-number": noted("Building society roll number (if you have one)"),
    "line1": noted("Address line 1"),
    "line2": noted("Address line 2 (optional)"),
    "town": noted("Town or city"),
    "postcode": noted("Postcode"),
    "latitude": noted("Latitude"),
    "longitude": noted("Longitude"),
    "description": noted("Postcode, or words that say where it is"),
}
_WIDTHS: Final[Mapping[str, str]] = {
    "day": "govuk-date-input__input govuk-input--width-2",
    "month": "govuk-date-input__input govuk-input--width-2",
    "year": "govuk-date-input__input govuk-input--width-4",
    "sort-code": "govuk-input--width-5",
    "account-number": "govuk-input--width-10",
    "roll-number": "govuk-input--width-10",
    "postcode": "govuk-input--width-10",
    "latitude": "govuk-input--width-10",
    "longitude": "govuk-input--width-10",
    "first": "govuk-input--width-20",
    "last": "govuk-input--width-20",
}
_LINE_WIDTHS: Final[Mapping[Kind, str]] = {
    Kind.PHONE: "govuk-input--width-20",
    Kind.NATIONAL_INSURANCE: "govuk-input--width-10",
    Kind.NUMBER: "govuk-input--width-5",
    Kind.MONEY: "govuk-input--width-10",
    Kind.TIME: "govuk-input--width-5",
}
_AUTOCOMPLETE: Final[Mapping[str, str]] = {
    "first": "given-name",
    "last": "family-name",
    "line1": "address-line1",
    "line2": "address-line2",
    "town": "address-level2",
    "postcode": "postal-code",
    Kind.EMAIL: "email",
    Kind.PHONE: "tel",
}
_NUMERIC: Final = frozenset({"day", "month", "year", "sort-code", "account-number"})
_NO_SPELLING: Final = frozenset({"first", "last", "name", "postcode", Kind.EMAIL, Kind.NATIONAL_INSURANCE})


@dataclass(frozen=True, kw_only=True)
class Input:
    """One box to type in."""

    id: str
    name: str
    label: str = ""
    type: str = "text"
    value: str = ""
    width: str = ""
    autocomplete: str = ""
    numeric: str = ""
    spell_off: bool = False
    wrong: bool = False
    described_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question, ready to be shown."""

    id: str
    name: str
    shape: str
    label: str
    hint: str
    optional: bool
    problem: str
    heads: bool
    """Its words are the heading of the page."""
    small: bool
    """It stands alone under the heading of its page, and does not shout beside it."""
    described_by: str
    inputs: tuple[Input, ...] = ()
    options: tuple[Option, ...] = ()
    inline: bool = False
    before: str = ""
    after: str = ""
    longest: int = 0
    mode: str = ""
    """Of an address: find, choose, written, chosen."""
    found: Sequence[AddressFound] = ()
    uprn: str = ""
    chosen_lines: tuple[str, ...] = ()
    documents: tuple[ShownFile, ...] = ()
    room: int = 0
    accepts: str = ""
    accepted: str = ""

    @property
    def postcode(self) -> Input:
        return self.inputs[3]


@dataclass(frozen=True, kw_only=True)
class AddressSearch:
    """What stands in place of an address while it is looked for."""

    mode: str
    found: Sequence[AddressFound] = ()


def field_of(
    asked: Asked, *, heads: bool = False, small: bool = False, address: AddressSearch | None = None, mine: bool = True
) -> Field:
    """How one question is shown. `mine`: whether the person is asked about themselves, as a browser could fill in."""
    shape = _SHAPES.get(asked.kind, "line")
    described = " ".join(_describing(asked))
    mode = (address.mode if address else _address_mode(asked)) if shape == "address" else ""
    room = max(0, asked.how_many - len(asked.documents)) if shape == "file" else 0
    return Field(
        id=asked.id,
        name=asked.id,
        shape=shape,
        label=asked.label,
        hint=asked.hint,
        optional=asked.optional,
        problem=asked.problem.words if asked.problem else "",
        heads=heads,
        small=small,
        described_by=described,
        inputs=tuple(_inputs(asked, described, mode, mine=mine)),
        options=asked.options,
        inline=asked.kind is Kind.YES_NO and all(len(each.label) < 12 for each in asked.options),
        before="£" if asked.kind is Kind.MONEY else "",
        after=asked.unit,
        longest=asked.longest or 0,
        mode=mode,
        found=address.found if address else (),
        uprn=_text(asked, "uprn") if shape == "address" else "",
        chosen_lines=_chosen_lines(asked) if mode == "chosen" else (),
        documents=tuple(shown_file(each) for each in asked.documents),
        room=room,
        accepts=",".join(asked.accepts),
        accepted=accepted_words(asked.accepts, room) if shape == "file" else "",
    )


def fields_of(step: Step, *, searches: Mapping[str, AddressSearch] | None = None) -> tuple[Field, ...]:
    """The questions of a step. One alone whose words are those of the page is its heading too."""
    alone = len(step.questions) == 1
    heads = alone and step.questions[0].label == step.title and not step.guidance
    mine = step.place.item is None
    wanted = searches or {}
    small = alone and bool(step.title)
    return tuple(
        field_of(each, heads=heads, small=small, address=wanted.get(each.id), mine=mine) for each in step.questions
    )


def anchor(asked: Asked, part: str, *, search: AddressSearch | None = None) -> str:
    """The id of the input that a problem is about."""
    if asked.kind is Kind.ADDRESS:
        mode = search.mode if search else _address_mode(asked)
        return f"{asked.id}.{part}" if mode == "written" and part not in {"line1", "uprn", "value"} else asked.id
    if asked.kind is Kind.PLACE:
        return f"{asked.id}.{part}" if part in {"latitude", "longitude"} and _text(asked, part) else asked.id
    return asked.id if part in {"value", asked.parts[0]} else f"{asked.id}.{part}"


def _describing(asked: Asked) -> Iterator[str]:
    if asked.hint:
        yield f"{asked.id}-hint"
    if asked.problem:
        yield f"{asked.id}-error"


def _address_mode(asked: Asked) -> str:
    if _text(asked, "uprn") and _text(asked, "line1"):
        return "chosen"
    return "written" if "line1" in asked.raw and (_text(asked, "line1") or asked.problem) else "find"


def _chosen_lines(asked: Asked) -> tuple[str, ...]:
    return tuple(line for part in ("line1", "line2", "town", "postcode") if (line := _text(asked, part)))


def _text(asked: Asked, part: str) -> str:
    raw = asked.raw.get(part, "")
    return raw if isinstance(raw, str) else ", ".join(raw)


def _inputs(asked: Asked, described: str, mode: str, *, mine: bool) -> Iterator[Input]:
    if asked.options or asked.kind is Kind.FILE:
        return
    if asked.parts == ("value",):
        yield _only_input(asked, described, mine=mine)
        return
    # The place's words come first: nobody has to know coordinates.
    parts = ("description", "latitude", "longitude") if asked.kind is Kind.PLACE else asked.parts
    if mode == "written":
        # What is written by hand has no number of its own.
        parts = tuple(part for part in parts if part != "uprn")
    first = "postcode" if mode == "find" else parts[0]
    for part in parts:
        yield _part_input(asked, part, first=part == first, mine=mine)


def _only_input(asked: Asked, described: str, *, mine: bool) -> Input:
    return Input(
        id=asked.id,
        name=asked.id,
        type={Kind.EMAIL: "email", Kind.PHONE: "tel"}.get(asked.kind, "text"),
        value=_text(asked, "value"),
        width=_LINE_WIDTHS.get(asked.kind, ""),
        autocomplete=_AUTOCOMPLETE.get(asked.kind, "") if mine else "",
        numeric={Kind.NUMBER: "decimal", Kind.MONEY: "decimal"}.get(asked.kind, ""),
        spell_off=asked.kind in _NO_SPELLING,
        wrong=asked.problem is not None,
        described_by=described,
    )


def _part_input(asked: Asked, part: str, *, first: bool, mine: bool) -> Input:
    # A range has its day, month and year twice: from-day is labelled as day is.
    plain = part.removeprefix("from-").removeprefix("to-")
    return Input(
        id=asked.id if first else f"{asked.id}.{part}",
        name=f"{asked.id}.{part}",
        label=_(_LABELS[plain]) if plain in _LABELS else "",
        value=_text(asked, part),
        width=_WIDTHS.get(plain, ""),
        autocomplete=_AUTOCOMPLETE.get(plain, "") if mine else "",
        numeric="numeric" if plain in _NUMERIC else "",
        spell_off=plain in _NO_SPELLING,
        wrong=asked.problem is not None and asked.problem.part in {part, "value"},
    )
