"""A part of the file as text, for what no form asks; and the files that a service shares with others."""

from __future__ import annotations

import textwrap
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.channels.studio.addresses import from_path, to_id
from trellis.channels.studio.drawing import at_draft, shown
from trellis.channels.studio.forms import StudioForm
from trellis.services import actions, queries
from trellis.services.errors import ElementChanged, NoSuchDraft
from trellis.services.language.editing import Address, CannotSplice, Change, NotThere, Seen, look, seen_in
from trellis.services.language.editing.nodes import nodes_of
from trellis.services.language.editing.places import place_of
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.loader import LONGEST, read_yaml
from trellis.services.layout import DeskVisit
from trellis.services.queries import DraftView

CANNOT = "The file is written in a way that the studio cannot change here. Download it, change it and bring it back."
_WRAP = "part: \n"
"""The text of a part is read below a name, so that it may be words, a list or names with values."""


class TextForm(StudioForm):
    """Some lines of a file."""

    text = forms.CharField(
        label=gettext_lazy("As it stands in the file"), widget=forms.Textarea, max_length=LONGEST, strip=False,
        error_messages={"required": gettext_lazy("Enter what it should say")},
    )  # fmt: skip
    data: Any = None

    def clean_text(self) -> str:
        """The lines, and what they say."""
        words = textwrap.dedent(self.cleaned_data["text"].replace("\r\n", "\n")).strip("\n")
        try:
            read = read_yaml(_WRAP + textwrap.indent(words, "  ") + "\n", file="text").data
        except DefinitionRefused as refused:
            first = refused.findings[0]
            # One less, for the name above; what is missing at the end is said of the line below it.
            line = min(max(first.line - 1, 1), words.count("\n") + 1)
            raise forms.ValidationError(f"Line {line}: {first.what}. {first.mend}") from None
        self.data = read.get("part") if isinstance(read, dict) else None
        return words


def as_text(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Show one part of the definition as it is written, or save it."""
    found, at = queries.draft(draft, seen_by=desk.actor), from_path(place)
    now = written_at(found, at)
    posted = desk.request.POST if desk.request.method == "POST" else None
    form = TextForm(posted, initial={"text": now})
    seen = seen_in(found.data, at)
    findings = [each for each in found.findings if each.address[: len(at)] == at]
    facts: dict[str, Any] = {"place": place, "findings": findings}
    if not form.is_valid():
        facts["seen"] = desk.request.POST.get("seen") or seen.fingerprint
        return shown(desk, "as_text.html", writing=found, form=form, **facts)
    words = f"Changed {place.replace('/', ', ')} as text"
    given = Seen(addresses=(at,), fingerprint=desk.request.POST.get("seen", ""))
    edits = [Change(at=at, to=form.data)]
    try:
        changed = actions.change_draft(draft=draft, edits=edits, seen=given, words=words, at=desk.at, by=desk.actor)
    except ElementChanged:
        form.add_error(None, _("Somebody changed this while you were writing, so nothing is saved yet"))
        return shown(
            desk, "as_text.html", status=409, writing=found, form=form, seen=seen.fingerprint, theirs=now, **facts
        )
    except CannotSplice:
        form.add_error(None, CANNOT)
        return shown(desk, "as_text.html", status=422, writing=found, form=form, seen=seen.fingerprint, **facts)
    back = at_draft(desk, draft, part=to_id(at))
    return desk.done(back, f"{words}.", undo_at=desk.address("studio-undo", draft, changed.revision))


def shared(desk: DeskVisit, draft: int, name: str) -> HttpResponse:
    """Show a file that the service shares with others, or put another text in its place for this service."""
    found = queries.draft(draft, seen_by=desk.actor)
    if name not in found.sources.shared:
        raise NoSuchDraft
    posted = desk.request.POST if desk.request.method == "POST" else None
    now = found.sources.shared[name]
    form = TextForm(posted, initial={"text": now})
    findings = [each for each in found.findings if each.address[:1] == (name,)]
    facts: dict[str, Any] = {"place": name, "findings": findings}
    if not form.is_valid():
        facts["seen"] = desk.request.POST.get("seen") or str(found.revision)
        return shown(desk, "as_text.html", writing=found, form=form, file=name, **facts)
    words, revision = f"Changed the file {name}", desk.request.POST.get("seen", "")
    text = form.cleaned_data["text"] + "\n"
    try:
        changed = actions.replace_text(
            draft=draft, text=text, revision=int(revision) if revision.isdigit() else -1, words=words, file=name,
            at=desk.at, by=desk.actor,
        )  # fmt: skip
    except ElementChanged:
        form.add_error(None, _("The draft was changed while you were writing, so nothing is saved yet"))
        seen = str(found.revision)
        return shown(
            desk, "as_text.html", status=409, writing=found, form=form, file=name, seen=seen, theirs=now, **facts
        )
    undo = desk.address("studio-undo", draft, changed.revision)
    return desk.done(at_draft(desk, draft, part="at-shared"), f"{words}.", undo_at=undo)


def written_at(found: DraftView, at: Address) -> str:
    """The lines of one part, as they stand in the file, without their indentation."""
    try:
        place = place_of(found.data, at)
        look(found.data, at)
    except NotThere:
        raise NoSuchDraft from None
    text, node = found.sources.text, nodes_of(found.sources.text)
    for step in place:
        if isinstance(step, int):
            node = (node.items or ())[step]
        else:
            node = next(value for key, value in node.pairs or () if key.value == step)
    line = text.rfind("\n", 0, node.start) + 1
    lead = text[line : node.start]
    return textwrap.dedent(" " * len(lead) + text[node.start : node.end].replace("\r\n", "\n"))
