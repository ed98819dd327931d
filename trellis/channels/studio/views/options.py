"""The options of a question, all on one page: change the words, empty a line to take it away, fill one to add."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse

from trellis.channels.studio.addresses import from_path, to_id
from trellis.channels.studio.drawing import at_draft, shown
from trellis.channels.studio.forms import LANGUAGE_NAMES, StudioForm, merged, name_from
from trellis.channels.studio.telling import english
from trellis.channels.studio.views.editing import CANNOT, languages_of, part_of
from trellis.services import actions
from trellis.services.errors import ElementChanged
from trellis.services.language.editing import CannotSplice, Change, Plain, Seen, seen_in
from trellis.services.language.placeholders import is_unwritten
from trellis.services.layout import DeskVisit

SPARE = 4


class OptionsForm(StudioForm):
    """A line for each option, and some to spare."""

    def __init__(self, *args: Any, options: list[dict[str, Any]], languages: list[str], **kwargs: Any) -> None:
        self.options, self.languages = options, languages
        self.numbers = range(len(options) + SPARE)
        initial = {
            f"{number}.{language}": _said(option.get("label"), language)
            for number, option in enumerate(options)
            for language in languages
        }
        super().__init__(*args, initial=initial, **kwargs)
        for number in self.numbers:
            for language in languages:
                which = f" in {LANGUAGE_NAMES.get(language, language)}" if len(languages) > 1 else ""
                label = f"Option {number + 1}{which}"
                self.fields[f"{number}.{language}"] = forms.CharField(label=label, required=False, max_length=300)

    @property
    def rows(self) -> list[list[tuple[str, Any]]]:
        """The inputs of each option, one for each language."""
        return [[(language, self[f"{number}.{language}"]) for language in self.languages] for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        """An option has words in English, and a question that offers a choice has two of them."""
        given = super().clean() or {}
        for number in self.numbers:
            if not given.get(f"{number}.en") and any(given.get(f"{number}.{each}") for each in self.languages):
                self.add_error(f"{number}.en", f"Enter option {number + 1} in English too, or empty the whole line")
        if sum(bool(given.get(f"{number}.en")) for number in self.numbers) < 2:
            self.add_error("0.en", "Enter at least two options")
        return given

    def said(self) -> list[Plain]:
        """The options to write."""
        given, made, taken = self.cleaned_data, [], [str(each.get("value", "")) for each in self.options]
        for number in self.numbers:
            words = {each: given[f"{number}.{each}"] for each in self.languages if given[f"{number}.{each}"]}
            if not words:
                continue
            label: Plain = words["en"] if list(words) == ["en"] else words
            old = self.options[number] if number < len(self.options) else None
            if old is None or is_unwritten(str(old.get("value", ""))):
                value = name_from(words["en"], taken)
                taken.append(value)
                made.append({"value": value, "label": label})
            else:
                made.append(merged(old, {"label": label}))
        return list(made)


def options(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Show the options of a question, or save them."""
    at = part_of(desk, draft, place)
    listed = at.thing.get("choices")
    now = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    now = [each for each in now if not is_unwritten(str(each.get("value", "")))]
    address = (*from_path(place), "choices")
    posted = desk.request.POST if desk.request.method == "POST" else None
    form = OptionsForm(posted, options=now, languages=languages_of(at.draft))
    facts: dict[str, Any] = {"writing": at.draft, "form": form, "question": english(at.thing.get("ask")), "path": place}
    facts |= {
        "seen": desk.request.POST.get("seen") or seen_in(at.data, address).fingerprint,
        "shared": at.thing.get("from"),
    }
    if not form.is_valid():
        return shown(desk, "options.html", **facts)
    seen = Seen(addresses=(address,), fingerprint=desk.request.POST.get("seen", ""))
    words = f"Changed the options of “{facts['question']}”"
    edits = [Change(at=address, to=form.said())]
    try:
        changed = actions.change_draft(draft=draft, edits=edits, seen=seen, words=words, at=desk.at, by=desk.actor)
    except ElementChanged:
        facts |= {"seen": seen_in(at.data, address).fingerprint, "theirs": [english(each.get("label")) for each in now]}
        return shown(desk, "options.html", status=409, **facts)
    except CannotSplice:
        form.add_error(None, CANNOT)
        return shown(desk, "options.html", status=422, **facts)
    undo = desk.address("studio-undo", draft, changed.revision)
    return desk.done(at_draft(desk, draft, part=to_id(at.address)), f"{words}.", undo_at=undo)


def _said(label: Any, language: str) -> str:
    return str(label.get(language, "")) if isinstance(label, dict) else str(label or "") if language == "en" else ""
