"""Comments on the elements of a draft: written beside them, answered, settled; all of them in one list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from trellis.channels.studio.drawing import shown
from trellis.channels.studio.forms import StudioForm
from trellis.services import actions, queries
from trellis.services.errors import NoSuchComment, NoSuchDraft
from trellis.services.language.elements import Element, elements_of
from trellis.services.layout import DeskVisit
from trellis.services.queries import DraftView, Talk


class WordsForm(StudioForm):
    """What somebody wants to say."""

    words = forms.CharField(
        label=later("Your comment"),
        widget=forms.Textarea,
        max_length=4000,
        error_messages={"required": later("Enter your comment")},
    )


class AboutForm(StudioForm):
    """Which element it is about, where it is not chosen by its own link."""

    place = forms.ChoiceField(label=later("What is it about?"))

    def __init__(self, *args: Any, elements: tuple[Element, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(each.place, each.heading[:100]) for each in elements]  # type: ignore[attr-defined]


def comments(desk: DeskVisit, draft: int) -> HttpResponse:
    """Everything that was said about a draft: open, settled, and about what is gone."""
    found = queries.draft(draft, seen_by=desk.actor)
    return _listed(desk, found)


def choose(desk: DeskVisit, draft: int) -> HttpResponse:
    """Go on to comment on the element that was chosen from the list of all."""
    found = queries.draft(draft, seen_by=desk.actor)
    form = AboutForm(desk.request.GET, elements=elements_of(found.sources))
    if not form.is_valid():
        return _listed(desk, found)
    return _form(desk, found, _element(found, form.cleaned_data["place"]), WordsForm())


def comment(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Show what was said about one element, and take in what somebody says."""
    found = queries.draft(draft, seen_by=desk.actor)
    about = _element(found, place.rstrip("/"))
    form = WordsForm(desk.request.POST if desk.request.method == "POST" else None)
    if not form.is_valid():
        return _form(desk, found, about, form)
    actions.comment(
        draft=draft,
        place=about.place,
        heading=about.heading,
        words=form.cleaned_data["words"],
        at=desk.at,
        by=desk.actor,
    )
    return desk.done(_all(desk, draft), _("Your comment is kept. It stays open until somebody settles it."))


def answer(desk: DeskVisit, draft: int, comment: int) -> HttpResponse:
    """Answer a comment."""
    found, talk = _talk(desk, draft, comment)
    form = WordsForm(desk.request.POST)
    if not form.is_valid():
        return _listed(desk, found, answering=talk.number, form=form)
    actions.reply(comment=comment, words=form.cleaned_data["words"], at=desk.at, by=desk.actor)
    return desk.done(_all(desk, draft, talk), _("Your reply is kept."))


def settle(desk: DeskVisit, draft: int, comment: int) -> HttpResponse:
    """There is no more to do about it."""
    _found, talk = _talk(desk, draft, comment)
    actions.settle_comment(comment=comment, at=desk.at, by=desk.actor)
    undo = desk.address("studio-comment-reopen", draft, comment)
    return desk.done(_all(desk, draft, talk), _("The comment is settled."), undo_at=undo)


def reopen(desk: DeskVisit, draft: int, comment: int) -> HttpResponse:
    """There is more to do about it after all."""
    _found, talk = _talk(desk, draft, comment)
    actions.reopen_comment(comment=comment, at=desk.at, by=desk.actor)
    return desk.done(_all(desk, draft, talk), _("The comment is open again."))


def _listed(desk: DeskVisit, found: DraftView, *, answering: int = 0, form: WordsForm | None = None) -> HttpResponse:
    said = queries.talks(found, seen_by=desk.actor)
    return shown(
        desk,
        "comments.html",
        status=422 if answering else 200,
        writing=found,
        open=[each for each in said if each.open],
        settled=[each for each in said if not each.open],
        about=AboutForm(elements=elements_of(found.sources)),
        answering=answering,
        form=form,
    )


def _form(desk: DeskVisit, found: DraftView, about: Element, form: WordsForm) -> HttpResponse:
    said = [each for each in queries.talks(found, seen_by=desk.actor) if each.place == about.place]
    status = 422 if form.errors else 200
    return shown(desk, "comment.html", status=status, writing=found, about=about, said=said, form=form)


def _element(found: DraftView, place: str) -> Element:
    about = next((each for each in elements_of(found.sources) if each.place == place), None)
    if about is None:
        raise NoSuchDraft
    return about


def _talk(desk: DeskVisit, draft: int, comment: int) -> tuple[DraftView, Talk]:
    found = queries.draft(draft, seen_by=desk.actor)
    talk = next((each for each in queries.talks(found, seen_by=desk.actor) if each.number == comment), None)
    if talk is None:
        raise NoSuchComment
    return found, talk


def _all(desk: DeskVisit, draft: int, talk: Talk | None = None) -> str:
    return desk.address("studio-comments", draft) + (f"#comment-{talk.number}" if talk else "")
