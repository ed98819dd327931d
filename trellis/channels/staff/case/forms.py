"""What a caseworker fills in, a form for each verb."""

from __future__ import annotations

from typing import Any

from django import forms

from trellis.cases.queries import CaseView
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.forms import DeskForm
from trellis.organisations.actors import ROLE_PERMISSIONS, Permission
from trellis.organisations.queries import StaffMember, staff
from trellis.organisations.scope import reading
from trellis.services.contract import Upload


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


def words(label: str, missing: str, *, hint: str = "", required: bool = True) -> forms.CharField:
    """A field for several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=20_000,
        widget=forms.Textarea,
        error_messages={"required": missing, "max_length": "Use at most 20,000 characters"},
    )


class AssignForm(CaseForm):
    """Who is to be answerable for the case."""

    staff = forms.ChoiceField(
        label="Give it to",
        help_text="The team that the case is with comes first.",
        error_messages={"required": "Choose a colleague, or nobody"},
    )

    def offer(self) -> None:
        # Somebody who may not give cases to others can still give their own back.
        colleagues = self._colleagues() if self.desk.actor.may(Permission.CASE_ASSIGN) else []
        self.choose_from("staff", [("nobody", "Nobody: back to the team's queue"), *colleagues])
        self.initial.setdefault("staff", str(self.case.assignee_id or "nobody"))

    def _colleagues(self) -> list[tuple[str, str]]:
        with reading(self.desk.actor):
            found = [each for each in staff(seen_by=self.desk.actor) if _works_on_cases(each)]
        found.sort(key=lambda each: self.case.team not in _teams(each))
        return [(str(each.pk), self._named(each)) for each in found]

    def _named(self, colleague: StaffMember) -> str:
        if colleague.pk == self.desk.actor.staff:
            return f"{colleague.name} (me)"
        elsewhere = self.case.team not in _teams(colleague)
        return f"{colleague.name}, of another team" if elsewhere else colleague.name


def _works_on_cases(colleague: StaffMember) -> bool:
    return any(Permission.CASE_WORK in ROLE_PERMISSIONS[role] for role in colleague.held_roles)


def _teams(colleague: StaffMember) -> set[str]:
    return {team.key for team in colleague.teams.all()}


class NoteForm(CaseForm):
    """A note for colleagues."""

    words = words(
        "Note", "Write the note", hint="Colleagues see it. The applicant may ask for it by law, so write with care."
    )


class WriteForm(CaseForm):
    """A message to the applicant."""

    subject = forms.CharField(
        label="Subject",
        max_length=200,
        error_messages={"required": "Enter a subject, so that they know what it is about"},
    )
    words = words(
        "Message", "Write the message", hint="Plain words, short sentences. They can answer on their status page."
    )


class AskForm(CaseForm):
    """Which questions to open again, and why."""

    questions = forms.MultipleChoiceField(
        label="Questions to ask again",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only these open again for the applicant. Leave all unticked to ask in your own words.",
    )
    words = words("What you need, and why", "Say what you need, and why")
    field_order = ("words", "questions")

    def offer(self) -> None:
        hints = {each.id: each.page for each in self.case.questions}
        self.choose_from("questions", [(each.id, each.label) for each in self.case.questions], hints)


class DecideForm(CaseForm):
    """The decision, with its reasons and conditions."""

    outcome = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, error_messages={"required": "Choose the decision"}
    )
    reasons = words(
        "Reasons",
        "Give the reasons",
        required=False,
        hint="They go into the letter. Say which facts and which rule decided it.",
    )
    conditions = words("Conditions", "", required=False, hint="One on each line. Leave it empty where there are none.")

    def offer(self) -> None:
        hints = {each.id: "A second person must approve it." for each in self.case.outcomes if each.needs_approval}
        self.choose_from("outcome", [(each.id, each.title) for each in self.case.outcomes], hints)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        needing = {each.id for each in self.case.outcomes if each.needs_reasons}
        if given.get("outcome") in needing and not given.get("reasons", "").strip():
            self.add_error("reasons", "Give the reasons: the applicant has a right to know why")
        return given


class BecauseForm(CaseForm):
    """Why something is done."""

    because = words("Why", "Say why")


PAUSES = {
    "information": "We wait for information from the applicant",
    "identity": "We wait for proof of who they are",
    "fee": "We wait for the fee",
}


class PauseForm(CaseForm):
    """For which of the reasons that the law allows a deadline stands still."""

    because = forms.ChoiceField(
        label="Why it stands still", widget=forms.RadioSelect, error_messages={"required": "Choose why"}
    )

    def offer(self) -> None:
        allowed = [why for each in self.case.deadlines if each.clock == self.target for why in each.may_pause_for]
        self.choose_from("because", [(why, PAUSES.get(why, why)) for why in allowed])


class InviteForm(CaseForm):
    """Whom to ask for their view."""

    name = forms.CharField(label="Who is asked", max_length=200, error_messages={"required": "Enter who is asked"})
    words = words("What they are asked", "Write what they are asked")
    answer_by = forms.DateField(
        label="Answer by",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Leave it empty for no date. Otherwise like 2026-11-24.",
        error_messages={"invalid": "Enter the day like 2026-11-24"},
    )


class AnswerForm(CaseForm):
    """What a consultee answered."""

    answer = words("Their answer", "Write what they answered")


class DocumentForm(CaseForm):
    """A document to add to the case."""

    file = forms.FileField(
        label="Choose a file",
        help_text="A PDF, a Word document (DOCX) or a picture (JPG or PNG), smaller than 10 MB.",
        error_messages={
            "required": "Choose a file", "empty": "This file is empty. Choose another.",
            "missing": "Choose a file",
        },
    )  # fmt: skip

    def upload(self) -> Upload:
        """The file as it came."""
        sent = self.cleaned_data["file"]
        return Upload(name=sent.name, content=sent.read())
