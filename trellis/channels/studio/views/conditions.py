"""Building one condition of a rule, in three small steps: about what, compared how, with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from trellis.channels.studio.conditions import ValueForm
from trellis.channels.studio.drawing import shown
from trellis.channels.studio.forms import StudioForm
from trellis.channels.studio.views.ruling import Rule, rule_of_draft, saved, spot_of
from trellis.organisations.scope import reading
from trellis.places.queries import gazetteer
from trellis.services.errors import NoSuchDraft
from trellis.services.language.conditions import (
    Condition,
    Group,
    Subject,
    Subjects,
    Wanted,
    Way,
    in_words,
    rule_of,
    way_called,
    ways_for,
)
from trellis.services.layout import DeskVisit


class WayForm(StudioForm):
    """How an answer is compared."""

    way = forms.ChoiceField(label="", widget=forms.RadioSelect)

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["way"]
        field.label = _("What must be so of “%(question)s”?") % {"question": subject.words}
        field.error_messages = {"required": _("Choose what must be so"), "invalid_choice": _("Choose what must be so")}
        field.choices = [(each.key, each.words.format("…")) for each in ways_for(subject.sort)]  # type: ignore[attr-defined]


def condition(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """The next step of a condition, or the condition put into its rule."""
    at = rule_of_draft(desk, draft, place)
    if at.subjects is None or at.group is None:
        raise NoSuchDraft
    given = desk.request.POST if desk.request.method == "POST" else desk.request.GET
    steps = _Steps(desk, at, subjects=at.subjects, group=at.group, given=given)
    subject = steps.subject
    if subject is None:
        return steps.about()
    chosen = way_called(subject.sort, given.get("way", ""))
    if chosen is None:
        return steps.how(subject)
    return steps.compared(subject, chosen)


class _Steps:
    """The way through one condition: what was said already is carried along in the page."""

    def __init__(self, desk: DeskVisit, at: Rule, *, subjects: Subjects, group: Group, given: Any) -> None:
        self.desk, self.at, self.subjects, self.group, self.given = desk, at, subjects, group, given
        self.spot = spot_of(given.get("spot", ""))
        self.into = spot_of(given.get("into", ""))
        self.seen = given.get("seen") or at.seen.fingerprint

    @property
    def subject(self) -> Subject | None:
        return self.subjects.get(self.given.get("about", ""))

    @property
    def was(self) -> Condition | None:
        """The condition that is being changed."""
        try:
            found = self.group.at(self.spot) if self.spot else None
        except LookupError:
            return None
        return found if isinstance(found, Condition) else None

    def about(self, *, status: int = 200) -> HttpResponse:
        pressed = "about" in self.given
        chosen = self.was.about if self.was else ""
        problem = _("Choose a question or a fact") if pressed else ""
        return self._page("about", under=self.subjects.under(), chosen=chosen, problem=problem, status=status)

    def how(self, subject: Subject) -> HttpResponse:
        was = self.was
        chosen = was.way if was and was.about == subject.key else ""
        form = WayForm(self.given if "way" in self.given or "go" in self.given else None, subject=subject,
                       initial={"way": chosen})  # fmt: skip
        return self._page("how", subject=subject, form=form)

    def compared(self, subject: Subject, way: Way) -> HttpResponse:
        was = self.was if self.was and self.was.way == way.key else None
        posted = self.given if self.desk.request.method == "POST" else None
        form = ValueForm(posted, subject=subject, way=way, subjects=self.subjects, areas=self._areas(way), was=was)
        if not form.is_valid():
            return self._page("value", subject=subject, way=way, form=form)
        return self._saved(subject, way, form)

    def _saved(self, subject: Subject, way: Way, form: ValueForm) -> HttpResponse:
        built = form.condition()
        still_so = self.seen == self.at.seen.fingerprint
        try:
            group = self._with(built) if still_so else self.group.added((), built)
        except LookupError:
            group = self.group.added((), built)

        def met(now: Rule) -> HttpResponse:
            self.at, self.seen = now, now.seen.fingerprint
            self.spot = self.into = ()
            theirs = now.words or _("No rule")
            said = in_words(built, self.subjects)
            return self._page("value", subject=subject, way=way, form=form, theirs=theirs, said=said, status=409)

        return saved(self.desk, self.at, rule_of(group, self.subjects), met=met)

    def _with(self, built: Condition) -> Group:
        return self.group.put(self.spot, built) if self.spot else self.group.added(self.into, built)

    def _areas(self, way: Way) -> Sequence[tuple[str, str]]:
        if way.wants is not Wanted.AREA:
            return ()
        with reading(self.desk.actor):
            return [(each.key, each.title) for each in gazetteer().areas()]

    def _page(self, step: str, *, status: int = 200, **facts: Any) -> HttpResponse:
        carried = {"spot": self.given.get("spot", ""), "into": self.given.get("into", ""), "seen": self.seen}
        if facts.get("theirs"):
            carried |= {"spot": "", "into": ""}
        return shown(
            self.desk, "condition.html", status=status, writing=self.at.draft, at=self.at, step=step, carried=carried,
            **facts,
        )  # fmt: skip
