"""A new message: when it is sent, and its words in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from trellis.channels.studio.addresses import to_id
from trellis.channels.studio.drawing import at_draft, shown
from trellis.channels.studio.forms import LANGUAGE_NAMES, StudioForm, name_from
from trellis.channels.studio.telling import english
from trellis.channels.studio.views.editing import languages_of
from trellis.services import actions, queries
from trellis.services.errors import ElementChanged
from trellis.services.language.editing import Add, CannotSplice, Plain, seen_in
from trellis.services.language.importing.writing import written
from trellis.services.layout import DeskVisit

CANNOT = "The file is written in a way that the studio cannot change here. Download it, change it and bring it back."


class MessageForm(StudioForm):
    """When a message is sent, and what it says."""

    on = forms.ChoiceField(label="")

    def __init__(
        self, *args: Any, occasions: Sequence[tuple[str, str]], languages: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        on = self.fields["on"]
        on.label = _("When is it sent?")
        on.error_messages = {"required": _("Choose when it is sent")}
        on.choices = [("", _("Choose one")), *occasions]  # type: ignore[attr-defined]
        for language in languages:
            which = f" ({LANGUAGE_NAMES.get(language, language)})" if len(languages) > 1 else ""
            needed = language == "en"
            self.fields[f"subject.{language}"] = forms.CharField(
                label=_("Subject") + which, max_length=200, required=needed,
                error_messages={"required": _("Enter the subject")},
            )  # fmt: skip
            self.fields[f"body.{language}"] = forms.CharField(
                label=_("Words") + which, max_length=5000, required=needed, widget=forms.Textarea,
                help_text=_("{{ reference }} and {{ name }} are filled in when it is sent.") if needed else "",
                error_messages={"required": _("Enter what it says")},
            )  # fmt: skip

    def said(self, key: str) -> Plain:
        """The words of one part, in each language in which there are some."""
        given = {each: self.cleaned_data[f"{key}.{each}"].replace("\r\n", "\n") for each in self.languages}
        words = {language: each for language, each in given.items() if each}
        return words["en"] if list(words) == ["en"] else words


def add(desk: DeskVisit, draft: int) -> HttpResponse:
    """Write a message, and say when it is sent."""
    found = queries.draft(draft, seen_by=desk.actor)
    posted = desk.request.POST if desk.request.method == "POST" else None
    form = MessageForm(posted, occasions=list(_occasions(found.data)), languages=languages_of(found))
    if not form.is_valid():
        return shown(desk, "message.html", writing=found, form=form)
    taken = [each.removeprefix("messages/").removesuffix(".yaml") for each in found.sources.shared]
    name = name_from(f"{found.service} {english(form.said('subject'))}", taken)
    text = written({"message": name, "subject": form.said("subject"), "body": form.said("body")})
    words = f"Added the message “{english(form.said('subject'))}”"
    edits = [Add(into=("tell",), what={"on": form.cleaned_data["on"], "template": name})]
    seen, done = seen_in(found.data), f"{words} to what is sent"
    try:
        actions.replace_text(
            draft=draft, text=text, revision=found.revision, words=words, file=f"messages/{name}.yaml", at=desk.at,
            by=desk.actor,
        )  # fmt: skip
        actions.change_draft(draft=draft, edits=edits, seen=seen, words=done, at=desk.at, by=desk.actor)
    except ElementChanged:
        form.add_error(None, _("The draft was changed while you were writing, so nothing is saved yet"))
        return shown(desk, "message.html", status=409, writing=found, form=form)
    except CannotSplice:
        form.add_error(None, CANNOT)
        return shown(desk, "message.html", status=422, writing=found, form=form)
    return desk.done(at_draft(desk, draft, part=to_id(("tell",))), f"{words}.")


def _occasions(data: Any) -> Iterator[tuple[str, str]]:
    """Everything on which something can be said: what always happens, and what this service's work brings."""
    yield from (
        ("submitted", _("When it was sent")),
        ("opened", _("When a case was opened")),
        ("information requested", _("When we ask for more")),
        ("decided", _("When it is decided, whatever it is")),
        ("withdrawn", _("When they take it back")),
    )
    work = data.get("work") if isinstance(data, Mapping) else None
    said = work if isinstance(work, Mapping) else {}
    for key, called in (("outcome", _("When it ends:")), ("stage", _("When this begins:"))):
        for each in said.get(f"{key}s") or ():
            if isinstance(each, Mapping) and each.get("id"):
                yield f"{key} {each['id']}", f"{called} {english(each.get('title'))}"
