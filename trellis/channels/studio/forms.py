"""A form for one part of a definition: made from its fields, filled from the file, read back as what to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from trellis.channels.studio.parts import Field, Part, Shape
from trellis.services.language.editing import Plain

LANGUAGE_NAMES: Final = {"en": "English", "cy": "Cymraeg"}
OTHER_REASON: Final = "other"
MOST_WORDS: Final = 5000


class StudioForm(forms.Form):
    """A form whose choices the templates can read, and whose problems say the mend."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def items_of(self, name: str) -> list[dict[str, Any]]:
        """The choices of one field, as the macros of the design system want them."""
        return [{"value": str(value), "text": str(label)} for value, label in self.fields[name].choices]  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Row:
    """The inputs of one field: one, or one for each language, side by side."""

    field: Field
    inputs: tuple[tuple[str, Any], ...]
    """The language (empty where it is not words that residents read) and the bound input."""


class PartForm(StudioForm):
    """One part, as it can be changed."""

    def __init__(
        self,
        *args: Any,
        part: Part,
        languages: Sequence[str],
        needs: Sequence[tuple[str, str]] = (),
        teams: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.languages, self.needs, self.teams = part, tuple(languages), tuple(needs), tuple(teams)
        for field in part.fields:
            for name, language in self._names(field):
                self.fields[name] = self._input(field, language)
            if field.shape is Shape.WHY:
                self.fields["why-words"] = forms.CharField(
                    label="The law, or who reads the answer and what they do with it", required=False, max_length=500
                )

    def _names(self, field: Field) -> list[tuple[str, str]]:
        if field.spoken:
            return [(f"{field.name}.{language}", language) for language in self.languages]
        return [(field.name, "")]

    def _input(self, field: Field, language: str) -> forms.Field:
        label = field.label
        if language and len(self.languages) > 1:
            label = f"{field.label} ({LANGUAGE_NAMES.get(language, language)})"
        required = field.needed and language in {"", "en"}
        words: dict[str, Any] = {
            "label": label,
            "help_text": field.hint,
            "required": required,
            "error_messages": {"required": f"Enter: {field.label.lower()}", "invalid_choice": "Choose from the list"},
        }
        match field.shape:
            case Shape.LONG | Shape.RULE:
                return forms.CharField(widget=forms.Textarea, max_length=MOST_WORDS, **words)
            case Shape.YES_NO:
                return forms.ChoiceField(choices=(("no", "No"), ("yes", "Yes")), widget=forms.RadioSelect, **words)
            case Shape.ONE_OF:
                return forms.ChoiceField(choices=field.choices, **words)
            case Shape.TEAM:
                return forms.ChoiceField(choices=self._teams(field), **words)
            case Shape.WHY:
                others = (OTHER_REASON, "A law asks for it, or somebody reads the answer")
                choices = (*self.needs, others, ("", "A rule or a message uses the answer"))
                return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
        return forms.CharField(max_length=MOST_WORDS, **words)

    def _teams(self, field: Field) -> list[tuple[str, str]]:
        """The teams, and whoever the file names beside them."""
        none = ("nobody", "Nobody: it only waits") if field.needed else ("", "None")
        listed = [("", "Choose a team"), *self.teams, none] if field.needed else [none, *self.teams]
        named = str(self.initial.get(field.name) or "")
        return listed if named in dict(listed) else [*listed, (named, named)]

    @property
    def rows(self) -> list[Row]:
        """The fields in their order, each with its inputs."""
        return [
            Row(field=field, inputs=tuple((language, self[name]) for name, language in self._names(field)))
            for field in self.part.fields
        ]

    def clean(self) -> dict[str, Any]:
        """A reason that is not a need is written down."""
        given = super().clean() or {}
        if given.get("why") == OTHER_REASON and not given.get("why-words"):
            self.add_error("why-words", "Enter the law, or who reads the answer and what they do with it")
        return given

    @classmethod
    def initial_of(cls, part: Part, thing: Mapping[str, Any], needs: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """What stands in the file, as the inputs show it."""
        initial: dict[str, Any] = {}
        known = {key for key, _ in needs}
        for field in part.fields:
            said = thing.get(field.name)
            if field.spoken:
                words = said if isinstance(said, Mapping) else {"en": said} if said else {}
                initial |= {f"{field.name}.{language}": each for language, each in words.items()}
            elif field.shape is Shape.YES_NO:
                initial[field.name] = said or "no"
            elif field.shape is Shape.WHY:
                initial["why"] = "" if not said else said if said in known else OTHER_REASON
                initial["why-words"] = "" if said in known else said or ""
            elif isinstance(said, list):
                initial[field.name] = ", ".join(map(str, said))
            else:
                initial[field.name] = said or ""
        return initial

    def said(self) -> dict[str, Plain | None]:
        """What each field of the file shall say; None where it shall not be there."""
        given = self.cleaned_data
        return {field.name: self._said(field, given) for field in self.part.fields}

    def _said(self, field: Field, given: Mapping[str, Any]) -> Plain | None:
        if field.spoken:
            words = {language: _even(given[name]) for name, language in self._names(field) if given.get(name)}
            return None if not words else words["en"] if list(words) == ["en"] else words
        if field.shape is Shape.YES_NO:
            return True if given[field.name] == "yes" else None
        if field.shape is Shape.WHY:
            return _even(given["why-words"]) if given["why"] == OTHER_REASON else given["why"] or None
        if field.shape is Shape.SEVERAL:
            return [each for each in map(str.strip, _even(given[field.name]).split(",")) if each] or None
        return _even(given[field.name]) or None


def merged(thing: Mapping[str, Any], said: Mapping[str, Plain | None]) -> dict[str, Any]:
    """A part with what a form says, and all else as it was: what says the same stays as it was written."""
    # An empty list says something: a stage that waits for none begins at once.
    gone = {key for key, value in said.items() if value is None and thing.get(key) not in ("no", [])}
    after = {key: value for key, value in thing.items() if key not in gone}
    return after | {key: _as_written(thing.get(key), value) for key, value in said.items() if value is not None}


def _as_written(was: Any, value: Plain) -> Any:
    if isinstance(was, Mapping):
        words = value if isinstance(value, Mapping) else {"en": value}
        return {language: _as_written(was.get(language), each) for language, each in words.items()}
    if isinstance(was, str) and value == [was]:
        # A list of one may be written without its brackets.
        return was
    if isinstance(was, str) and (_even(was) == value or (value is True and was == "yes")):
        return was
    return value


def name_from(words: str, taken: Sequence[str]) -> str:
    """A name for something new, made from its words: `which-bin`, and `which-bin-2` where that is taken."""
    plain = unicodedata.normalize("NFKD", words.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    found = re.findall(r"[a-z0-9]+", plain.lower())[:6]
    name = "-".join(found)[:50].strip("-") or "new"
    name = name if name[0].isalpha() else f"n-{name}"
    number, made = 2, name
    while made in taken:
        made, number = f"{name}-{number}", number + 1
    return made


def _even(words: Any) -> str:
    """Line ends as files have them: browsers send two characters."""
    return str(words).replace("\r\n", "\n").strip()
