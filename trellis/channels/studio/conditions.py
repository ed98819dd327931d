"""The steps in which a condition is built: what it is about, how it is compared, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.channels.studio.forms import StudioForm
from trellis.services.language.conditions import (
    Condition,
    Sort,
    Subject,
    Subjects,
    Wanted,
    Way,
    value_written,
    written_values,
)

DAYS = frozenset({Sort.DAY, Sort.TODAY})


class ValueForm(StudioForm):
    """What an answer is compared with: an option, an amount, a day, a place; as it fits the question."""

    def __init__(
        self,
        *args: Any,
        subject: Subject,
        way: Way,
        subjects: Subjects,
        areas: Sequence[tuple[str, str]],
        was: Condition | None = None,
        **kwargs: Any,
    ) -> None:
        self.subject, self.way = subject, way
        self.others = subjects.beside(subject) if way.wants is Wanted.AMOUNT else _figures(subjects, way)
        super().__init__(*args, initial=_initial(was, subject, way, [each[0] for each in self.others]), **kwargs)
        if way.wants is not Wanted.NOTHING:
            listed = _with_its_own(areas, was)
            self.fields["value"] = _value_field(subject, way, listed, required=not self.others)
        if self.others:
            self.fields["other"] = forms.ChoiceField(
                label=_("Or compare it with another answer or figure"),
                required=False,
                choices=[("", _("No, with what I typed")), *self.others],
            )

    def clean(self) -> dict[str, Any]:
        """What was typed, as the rule language says it."""
        given = super().clean() or {}
        if self.errors or self.way.wants is Wanted.NOTHING:
            return given
        if given.get("other"):
            self.values: tuple[str, ...] = (str(given["other"]),)
            return given
        typed = given.get("value") or ""
        several = typed if isinstance(typed, list) else [str(typed)]
        made = [value_written(self.subject, self.way.wants, each) for each in several]
        if not made or None in made:
            self.add_error("value", _mend(self.subject, self.way))
        self.values = tuple(each for each in made if each)
        return given

    def condition(self) -> Condition:
        """The condition that was built."""
        values = () if self.way.wants is Wanted.NOTHING else self.values
        return Condition(about=self.subject.key, way=self.way.key, values=values)


def _with_its_own(areas: Sequence[tuple[str, str]], was: Condition | None) -> Sequence[tuple[str, str]]:
    """An area that the rule names and that nobody here knows stays to be chosen."""
    named = [each for each in written_values(was.values) if areas and each not in dict(areas)] if was else []
    return [*areas, *((each, each) for each in named)]


def _value_field(subject: Subject, way: Way, areas: Sequence[tuple[str, str]], *, required: bool) -> forms.Field:
    words: dict[str, Any] = {"required": required, "error_messages": {"required": _mend(subject, way)}}
    match way.wants:
        case Wanted.OPTION if subject.options:
            return forms.ChoiceField(label=_("Which?"), choices=subject.options, widget=forms.RadioSelect, **words)
        case Wanted.OPTIONS if subject.options:
            return forms.MultipleChoiceField(
                label=_("Which of them?"), choices=subject.options, widget=forms.CheckboxSelectMultiple, **words
            )
        case Wanted.AREA if areas:
            return forms.ChoiceField(label=_("Which area?"), choices=areas, **words)
        case Wanted.COUNT:
            return forms.CharField(label=_("How many?"), max_length=6, **words)
        case Wanted.AMOUNT if subject.sort in DAYS:
            return forms.CharField(
                label=_("Which day?"), widget=forms.DateInput(attrs={"type": "date"}), max_length=10, **words
            )
        case Wanted.AMOUNT if subject.sort is Sort.MONEY:
            return forms.CharField(label=_("How much, in pounds?"), max_length=15, **words)
        case Wanted.AMOUNT:
            return forms.CharField(label=_("Which number?"), max_length=15, **words)
    return forms.CharField(label=_("Which words?"), max_length=300, **words)


def _mend(subject: Subject, way: Way) -> Any:
    match way.wants, subject.sort:
        case ((Wanted.OPTION | Wanted.OPTIONS | Wanted.AREA), _sort):
            return _("Choose what to compare it with")
        case Wanted.COUNT, _sort:
            return _("Enter a whole number, like 7")
        case Wanted.AMOUNT, Sort.MONEY:
            return _("Enter an amount, like 12.50")
        case Wanted.AMOUNT, (Sort.DAY | Sort.TODAY):
            return _("Enter a day, like 2026-04-01")
        case Wanted.AMOUNT, _sort:
            return _("Enter a number, like 3")
    return _("Enter the words to compare it with")


def _figures(subjects: Subjects, way: Way) -> list[tuple[str, str]]:
    """A count is compared with figures of tables that are whole numbers."""
    if way.wants is not Wanted.COUNT:
        return []
    return [(name, name.replace(".", ": ").replace("_", " ")) for name, sort in subjects.figures if sort is Sort.NUMBER]


def _initial(was: Condition | None, subject: Subject, way: Way, others: Sequence[str]) -> dict[str, Any]:
    if was is None or was.about != subject.key or not was.values:
        return {}
    if was.values[0] in others:
        return {"other": was.values[0]}
    shown = written_values(was.values)
    return {"value": shown if way.wants is Wanted.OPTIONS else shown[0]}
