"""What a caseworker fills in, a form for each verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import gettext_noop as noted

from trellis.cases.queries import CaseView
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.forms import DeskForm
from trellis.organisations.actors import ROLE_PERMISSIONS, Permission
from trellis.organisations.queries import StaffMember, staff
from trellis.organisations.scope import reading
from trellis.services.contract import Upload

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class CaseForm(DeskForm):
    """A form about one case. `seen` says how much of its history the person had read when they began to write."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, desk: Desk, case: CaseView, target: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk, self.case, self.target = desk, case, target
        self.initial.setdefault("seen", case.seen)
        self.offer()

    def offer(self) -> None:
        """Fill in what can be chosen on this case."""

    def choose_from(self, name: str, choices: list[tuple[str, str]], hints: dict[str, str] | None = None) -> None:
        """What one field may be answered with."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields[name].hints = hints or {}  # type: ignore[attr-defined]


def words(
    label: StrPromise, missing: StrPromise | str, *, hint: StrPromise | str = "", required: bool = True
) -> forms.CharField:
    """A field for several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=20_000,
        widget=forms.Textarea,
        error_messages={"required": missing, "max_length": lazily("Use at most 20,000 characters")},
    )


class AssignForm(CaseForm):
    """Who is to be answerable for the case."""

    staff = forms.ChoiceField(
        label=lazily("Give it to"),
        help_text=lazily("The team that the case is with comes first."),
        error_messages={"required": lazily("Choose a colleague, or nobody")},
    )

    def offer(self) -> None:
        # Somebody who may not give cases to others can still give their own back.
        colleagues = self._colleagues() if self.desk.actor.may(Permission.CASE_ASSIGN) else []
        self.choose_from("staff", [("nobody", _("Nobody: back to the team’s queue")), *colleagues])
        self.initial.setdefault("staff", str(self.case.assignee_id or "nobody"))

    def _colleagues(self) -> list[tuple[str, str]]:
        with reading(self.desk.actor):
            found = [each for each in staff(seen_by=self.desk.actor) if _works_on_cases(each)]
        found.sort(key=lambda each: self.case.team not in _teams(each))
        return [(str(each.pk), self._named(each)) for each in found]

    def _named(self, colleague: StaffMember) -> str:
        if colleague.pk == self.desk.actor.staff:
            return _("%(who)s (me)") % {"who": colleague.name}
        elsewhere = self.case.team not in _teams(colleague)
        return _("%(who)s, of another team") % {"who": colleague.name} if elsewhere else colleague.name


def _works_on_cases(colleague: StaffMember) -> bool:
    return any(Permission.CASE_WORK in ROLE_PERMISSIONS[role] for role in colleague.held_roles)


def _teams(colleague: StaffMember) -> set[str]:
    return {team.key for team in colleague.teams.all()}


class NoteForm(CaseForm):
    """A note for colleagues."""

    words = words(
        lazily("Note"),
        lazily("Write the note"),
        hint=lazily("Colleagues see it. The applicant may ask for it by law, so write with care."),
    )


class WriteForm(CaseForm):
    """A message to the applicant."""

    subject = forms.CharField(
        label=lazily("Subject"),
        max_length=200,
        error_messages={"required": lazily("Enter a subject, so that they know what it is about")},
    )
    words = words(
        lazily("Message"),
        lazily("Write the message"),
        hint=lazily("Plain words, short sentences. They can answer on their status page."),
    )


class AskForm(CaseForm):
    """Which questions to open again, and why."""

    questions = forms.MultipleChoiceField(
        label=lazily("Questions to ask again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazily("Only these open again for the applicant. Leave all unticked to ask in your own words."),
    )
    words = words(lazily("What you need, and why"), lazily("Say what you need, and why"))
    field_order = ("words", "questions")

    def offer(self) -> None:
        hints = {each.id: each.page for each in self.case.questions}
        self.choose_from("questions", [(each.id, each.label) for each in self.case.questions], hints)


class DecideForm(CaseForm):
    """The decision, with its reasons and conditions."""

    outcome = forms.ChoiceField(
        label=lazily("Decision"), widget=forms.RadioSelect, error_messages={"required": lazily("Choose the decision")}
    )
    reasons = words(
        lazily("Reasons"),
        lazily("Give the reasons"),
        required=False,
        hint=lazily("They go into the letter. Say which facts and which rule decided it."),
    )
    conditions = words(
        lazily("Conditions"), "", required=False, hint=lazily("One on each line. Leave it empty where there are none.")
    )

    def offer(self) -> None:
        hints = {each.id: _("A second person must approve it.") for each in self.case.outcomes if each.needs_approval}
        self.choose_from("outcome", [(each.id, each.title) for each in self.case.outcomes], hints)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        needing = {each.id for each in self.case.outcomes if each.needs_reasons}
        if given.get("outcome") in needing and not given.get("reasons", "").strip():
            self.add_error("reasons", _("Give the reasons: the applicant has a right to know why"))
        return given


class BecauseForm(CaseForm):
    """Why something is done."""

    because = words(lazily("Why"), lazily("Say why"))


class WithdrawForm(CaseForm):
    """How an applicant asked a colleague to take their application back."""

    because = words(
        lazily("How they asked"),
        lazily("Say how they asked, and how you know that it was they"),
        hint=lazily(
            "Such as: rang on Tuesday, knew the date of birth. They need not say why; if they do, write it down."
        ),
    )


PAUSES = {
    "information": noted("We wait for information from the applicant"),
    "identity": noted("We wait for proof of who they are"),
    "fee": noted("We wait for the fee"),
}


class PauseForm(CaseForm):
    """For which of the reasons that the law allows a deadline stands still."""

    because = forms.ChoiceField(
        label=lazily("Why it stands still"), widget=forms.RadioSelect, error_messages={"required": lazily("Choose why")}
    )

    def offer(self) -> None:
        allowed = [why for each in self.case.deadlines if each.clock == self.target for why in each.may_pause_for]
        self.choose_from("because", [(why, _(PAUSES[why]) if why in PAUSES else why) for why in allowed])


class InviteForm(CaseForm):
    """Whom to ask for their view."""

    name = forms.CharField(
        label=lazily("Who is asked"), max_length=200, error_messages={"required": lazily("Enter who is asked")}
    )
    words = words(lazily("What they are asked"), lazily("Write what they are asked"))
    answer_by = forms.DateField(
        label=lazily("Answer by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=lazily("Leave it empty for no date. Otherwise like 2026-11-24."),
        error_messages={"invalid": lazily("Enter the day like 2026-11-24")},
    )


class AnswerForm(CaseForm):
    """What a consultee answered."""

    answer = words(lazily("Their answer"), lazily("Write what they answered"))


class DocumentForm(CaseForm):
    """A document to add to the case."""

    file = forms.FileField(
        label=lazily("Choose a file"),
        help_text=lazily("A PDF, a Word document (DOCX) or a picture (JPG or PNG), smaller than 10 MB."),
        error_messages={
            "required": lazily("Choose a file"),
            "empty": lazily("This file is empty. Choose another."),
            "missing": lazily("Choose a file"),
        },
    )

    def upload(self) -> Upload:
        """The file as it came."""
        sent = self.cleaned_data["file"]
        return Upload(name=sent.name, content=sent.read())
