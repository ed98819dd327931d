"""What a caseworker can do to a case: each verb with its words, its key, its form and the action that it calls.

A verb calls one action and says in a sentence what was done. Nothing here decides whether it may: the action does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from trellis.base.errors import NotFound
from trellis.cases import actions
from trellis.cases.queries import CaseView
from trellis.channels.staff.case import forms
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.notices import Notice
from trellis.organisations.actors import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody sent: on which case, about which thing of it, with which words."""

    desk: Desk
    case: CaseView
    target: str
    form: forms.CaseForm

    def __getitem__(self, name: str) -> Any:
        return self.form.cleaned_data[name]

    @property
    def number(self) -> int:
        """The task, decision, request or consultee that it is about.

        :raises NotFound: where it is no number: the address was made up.
        """
        if not self.target.isdecimal():
            raise NotFound(self.target)
        return int(self.target)

    @property
    def call(self) -> dict[str, Any]:
        """What every action is told."""
        return {"reference": self.case.reference, "at": self.desk.at, "by": self.desk.actor}

    @property
    def seen(self) -> int | None:
        """How much of the history the person had read."""
        seen: int | None = self.form.cleaned_data.get("seen")
        return seen

    def undo(self, verb: str, **fields: str) -> dict[str, Any]:
        """How to take it back, for the notice."""
        parts = (verb, self.target) if self.target else (verb,)
        name = "desk-act-on" if self.target else "desk-act"
        return {"undo_at": self.desk.address(name, self.case.reference, *parts), "undo_with": fields}

    def undo_assigning(self) -> dict[str, Any]:
        """How to give the case back to whoever had it. Only those who may give cases can give it to a colleague."""
        before = self.case.assignee_id
        if before is not None and before == self.desk.actor.staff:
            return self.undo("take")
        if before is not None and not self.desk.actor.may(Permission.CASE_ASSIGN):
            return {}
        return self.undo("assign", staff=str(before or "nobody"))


class Done(Protocol):
    def __call__(self, given: Given) -> Notice: ...


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One thing that can be done to a case."""

    slug: str
    action: str
    title: StrPromise
    button: StrPromise
    do: Done
    key: str = ""
    lead: StrPromise | str = ""
    form: type[forms.CaseForm] = forms.CaseForm
    one_press: bool = False
    """It asks nothing: a button on the page of the case does it."""
    stands_at_its_thing: bool = False
    """It is about one task, decision or deadline, and stands there."""
    warning: bool = False
    """It ends something: its button says so."""


VERBS: Final[dict[str, Verb]] = {}


def _verb(slug: str, action: str, title: StrPromise, button: StrPromise, **more: Any) -> Callable[[Done], Done]:
    def keep(do: Done) -> Done:
        VERBS[slug] = Verb(slug=slug, action=action, title=title, button=button, do=do, **more)
        return do

    return keep


@_verb("take", "take", lazily("Take this case"), lazily("Take it"), key="t", one_press=True)
def take(given: Given) -> Notice:
    """Give the case to myself."""
    actions.take(seen=given.seen, **given.call)
    return Notice(words=_("This case is yours now."), **given.undo_assigning())


@_verb("assign", "assign", lazily("Give this case to somebody"), lazily("Give it"), key="a", form=forms.AssignForm)
def assign(given: Given) -> Notice:
    """Give the case to a colleague, or back to the team."""
    chosen = None if given["staff"] == "nobody" else int(given["staff"])
    actions.assign(staff=chosen, seen=given.seen, **given.call)
    name = dict(given.form.fields["staff"].choices).get(given["staff"], "")  # type: ignore[attr-defined]
    words = (
        _("This case is nobody’s now: it is back in the team’s queue.")
        if chosen is None
        else _("This case is given to %(who)s.") % {"who": name}
    )
    return Notice(words=words, **given.undo_assigning())


@_verb("note", "add_note", lazily("Add a note"), lazily("Add the note"), key="n", form=forms.NoteForm)
def note(given: Given) -> Notice:
    """Add a note for colleagues."""
    actions.add_note(words=given["words"], **given.call)
    return Notice(words=_("The note is added."))


@_verb(
    "write",
    "write_to_applicant",
    lazily("Write to the applicant"),
    lazily("Send the message"),
    key="w",
    form=forms.WriteForm,
)
def write(given: Given) -> Notice:
    """Write to the applicant."""
    actions.write_to_applicant(subject=given["subject"], words=given["words"], **given.call)
    return Notice(words=_("The message is on its way. It shows below how far it has come."))


@_verb(
    "told",
    "tell_by_hand",
    lazily("Say that you have told them"),
    lazily("I have told them"),
    one_press=True,
    stands_at_its_thing=True,
)
def told(given: Given) -> Notice:
    """Say that the applicant was told by phone, by post or in person what a message could not."""
    actions.tell_by_hand(message=given.target, **given.call)
    return Notice(words=_("It is written down that you have told them."))


@_verb(
    "ask",
    "ask_for_information",
    lazily("Ask for information"),
    lazily("Ask the applicant"),
    key="i",
    form=forms.AskForm,
    lead=lazily(
        "The applicant gets a message, answers on their status page, and the case comes back to you by itself."
    ),
)
def ask(given: Given) -> Notice:
    """Open some questions again for the applicant."""
    actions.ask_for_information(questions=given["questions"], words=given["words"], seen=given.seen, **given.call)
    return Notice(words=_("The applicant is asked. The case waits for their answer."))


@_verb(
    "take-request-back",
    "take_request_back",
    lazily("Take the request back"),
    lazily("Take it back"),
    one_press=True,
    stands_at_its_thing=True,
)
def take_request_back(given: Given) -> Notice:
    """The information is not needed after all."""
    actions.take_request_back(request=given.number, **given.call)
    return Notice(words=_("The request is taken back. The case goes on."))


@_verb("start-task", "start_task", lazily("Begin this task"), lazily("Begin"), one_press=True, stands_at_its_thing=True)
def start_task(given: Given) -> Notice:
    """Begin a task."""
    actions.start_task(task=given.number, **given.call)
    return Notice(words=_("You have begun the task."))


@_verb(
    "complete-task", "complete_task", lazily("End this task"), lazily("Done"), one_press=True, stands_at_its_thing=True
)
def complete_task(given: Given) -> Notice:
    """Say that a task is done."""
    actions.complete_task(task=given.number, seen=given.seen, **given.call)
    return Notice(words=_("The task is done."))


@_verb("decide", "decide", lazily("Decide"), lazily("Send the decision"), key="d", form=forms.DecideForm)
def decide(given: Given) -> Notice:
    """Decide the case, or propose a decision to a second person."""
    said = {name: given[name].strip() for name in ("reasons", "conditions")}
    decided = actions.decide(outcome=given["outcome"], **said, seen=given.seen, **given.call)
    if decided.state == "proposed":
        return Notice(words=_("Your decision is proposed. A second person approves it before the applicant is told."))
    return Notice(words=_("The decision is made, and the applicant is told."))


@_verb(
    "approve",
    "approve",
    lazily("Approve the decision"),
    lazily("Approve and send it"),
    one_press=True,
    stands_at_its_thing=True,
)
def approve(given: Given) -> Notice:
    """Approve what a colleague proposed."""
    actions.approve(decision=given.number, seen=given.seen, **given.call)
    return Notice(words=_("The decision is approved, and the applicant is told."))


@_verb(
    "return",
    "return_decision",
    lazily("Return the decision"),
    lazily("Return it"),
    form=forms.BecauseForm,
    stands_at_its_thing=True,
    lead=lazily(
        "It goes back to the colleague who proposed it, with what you write here. The applicant is told nothing."
    ),
)
def return_decision(given: Given) -> Notice:
    """Send a proposed decision back."""
    actions.return_decision(decision=given.number, because=given["because"], seen=given.seen, **given.call)
    return Notice(words=_("The decision is returned to the colleague who proposed it."))


@_verb(
    "extend",
    "extend_clock",
    lazily("Extend the deadline"),
    lazily("Extend it"),
    form=forms.BecauseForm,
    stands_at_its_thing=True,
    lead=lazily("The law sets how far and how often. The applicant is told, with the reason that you give."),
)
def extend(given: Given) -> Notice:
    """Extend a deadline as far as the law lets us."""
    actions.extend_clock(clock=given.target, because=given["because"], seen=given.seen, **given.call)
    return Notice(words=_("The deadline is extended."))


@_verb(
    "pause",
    "pause_clock",
    lazily("Pause the deadline"),
    lazily("Pause it"),
    form=forms.PauseForm,
    stands_at_its_thing=True,
)
def pause(given: Given) -> Notice:
    """Pause a deadline."""
    actions.pause_clock(clock=given.target, because=given["because"], seen=given.seen, **given.call)
    return Notice(words=_("The deadline is paused."), **given.undo("resume"))


@_verb(
    "resume",
    "resume_clock",
    lazily("Let the deadline run on"),
    lazily("Let it run"),
    one_press=True,
    stands_at_its_thing=True,
)
def resume(given: Given) -> Notice:
    """Let a paused deadline run on."""
    actions.resume_clock(clock=given.target, seen=given.seen, **given.call)
    return Notice(words=_("The deadline runs again."))


@_verb(
    "consult",
    "invite_consultee",
    lazily("Ask somebody for their view"),
    lazily("Ask them"),
    key="v",
    form=forms.InviteForm,
)
def consult(given: Given) -> Notice:
    """Ask a consultee for their view."""
    asked = {name: given[name] for name in ("name", "words", "answer_by")}
    actions.invite_consultee(**asked, **given.call)
    return Notice(words=_("%(who)s is asked for their view.") % {"who": given["name"]})


@_verb(
    "consultation-answer",
    "record_consultation_answer",
    lazily("Write down their answer"),
    lazily("Keep the answer"),
    form=forms.AnswerForm,
    stands_at_its_thing=True,
)
def consultation_answer(given: Given) -> Notice:
    """Write down what a consultee answered."""
    actions.record_consultation_answer(consultee=given.number, answer=given["answer"], **given.call)
    return Notice(words=_("Their answer is kept."))


@_verb(
    "document", "add_document", lazily("Add a document"), lazily("Add the document"), key="f", form=forms.DocumentForm
)
def document(given: Given) -> Notice:
    """Add a document to the case."""
    form = given.form
    assert isinstance(form, forms.DocumentForm)  # noqa: S101  the verb's own form, said for the type checker
    kept = actions.add_document(upload=form.upload(), evidence="", **given.call)
    return Notice(words=_("%(document)s is added.") % {"document": kept.name})


@_verb(
    "withdraw",
    "withdraw",
    lazily("Take it back for the applicant"),
    lazily("End the application"),
    form=forms.WithdrawForm,
    warning=True,
    lead=lazily(
        "For somebody who asks by phone, by letter or in person. First be sure that it is they: ask about what they "
        "told us. They are told that it has ended, and it cannot be opened again."
    ),
)
def withdraw(given: Given) -> Notice:
    """End an application, since its applicant asked a colleague to."""
    actions.withdraw(because=given["because"], seen=given.seen, **given.call)
    return Notice(words=_("The application is taken back, as the applicant asked."))


@_verb(
    "close",
    "close",
    lazily("Close without a decision"),
    lazily("Close the case"),
    key="c",
    form=forms.BecauseForm,
    warning=True,
    lead=lazily("For a case that needs no decision. It can be opened again."),
)
def close(given: Given) -> Notice:
    """End a case that needs no decision."""
    actions.close(because=given["because"], seen=given.seen, **given.call)
    return Notice(words=_("The case is closed."))


@_verb(
    "reopen",
    "reopen",
    lazily("Open again"),
    lazily("Open it again"),
    key="o",
    form=forms.BecauseForm,
    lead=lazily("For a review or an appeal. What was decided stays in the history."),
)
def reopen(given: Given) -> Notice:
    """Open an ended case again, for a review or an appeal."""
    actions.reopen(because=given["because"], seen=given.seen, **given.call)
    return Notice(words=_("The case is open again."))


def verb_named(slug: str) -> Verb:
    """The verb of this name. Raises NotFound where there is none: the address was made up."""
    if slug not in VERBS:
        raise NotFound(slug)
    return VERBS[slug]
