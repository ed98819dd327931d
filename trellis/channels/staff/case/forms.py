"""What a caseworker fills in, a form for each verb."""

from __future__ import annotations

from typing import Any

from django import forms

from trellis.cases.queries import CaseView
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.forms import DeskForm
from trellis.organisations.queries import staff
from trellis.organisations.scope import reading
from trellis.services.contract import Upload


class CaseForm(DeskForm):
    """A form about one case. `seen` says how much of its history the person had read when they began to write."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, desk: Desk, case: CaseView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk, self.case = desk, case
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

    staff = forms.ChoiceField(label="Give it to", error_messages={"required": "Choose a colleague, or nobody"})

    def offer(self) -> None:
        with reading(self.desk.actor):
            found = [
                (str(each.pk), f"{each.name} (me)" if each.pk == self.desk.actor.staff else each.name)
                for each in staff(seen_by=self.desk.actor)
            ]
        self.choose_from("staff", [("nobody", "Nobody: back to the team's queue"), *found])
        self.initial.setdefault("staff", str(self.case.assignee_id or "nobody"))


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
        help_text="A PDF, JPEG or PNG of at most 10 MB.",
        error_messages={
            "required": "Choose a file", "empty": "This file is empty. Choose another.",
            "missing": "Choose a file",
        },
    )  # fmt: skip

    def upload(self) -> Upload:
        """The file as it came."""
        sent = self.cleaned_data["file"]
        return Upload(name=sent.name, content=sent.read())
