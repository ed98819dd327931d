"""Examples as a form asks for them: answers to the questions that a rule looks at, and what has to follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.channels.studio.forms import StudioForm
from trellis.services.language.compiled import Compiled
from trellis.services.language.editing import Address, Plain
from trellis.services.language.examples import FEE
from trellis.services.language.kinds import Unacceptable, check
from trellis.services.language.kinds.amounts import pence_of
from trellis.services.language.model import Kind, Question

PASSED_OVER: Final = "-"
_WHERE: Final = frozenset({Kind.ADDRESS, Kind.PLACE})
_PICKED: Final = frozenset({Kind.CHOICE, Kind.SELECT})
_TYPED: Final = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.NUMBER, Kind.MONEY, Kind.TIME, Kind.NATIONAL_INSURANCE}
)
ASKED: Final = _WHERE | _PICKED | _TYPED | {Kind.CHOICES, Kind.YES_NO, Kind.DECLARATION, Kind.DATE}
"""The kinds of answer that fit on the form. The others are written in the file."""


def about_of(address: Address) -> str:
    """How an example says which rule it is about; empty where none can be about it."""
    match address:
        case ("ask", page, "show"):
            return f"page {page}"
        case ("ask", _page, "questions", question, "show"):
            return f"question {question}"
        case ("eligible", rule, ("when" | "unless")):
            return f"rule {rule}"
        case ("results", "list", result, "when"):
            return f"result {result}"
        case ("work", "stages", stage, "when"):
            return f"stage {stage}"
        case ("fee", _line, ("when" | "amount")):
            return FEE
    return ""


def looked_at(compiled: Compiled, about: str) -> tuple[Question, ...]:
    """The questions that the form asks: those that the rule looks at, or all of them."""
    kind, _space, key = about.partition(" ")
    sites = {
        "rule": (f"eligible:{key}:when", f"eligible:{key}:unless"),
        FEE: tuple(site for site in compiled.rules if site.startswith("fee:")),
        "page": (f"page:{key}:show",),
        "question": (f"question:{key}:show",),
        "result": (f"result:{key}",),
        "stage": (f"stage:{key}:when",),
    }.get(kind, ())
    names = {name for site in sites if (rule := compiled.rule(site)) for name in rule.uses}
    asked = [question for page in compiled.pages if not page.repeat for question in page.questions]
    return tuple(each for each in asked if (each.id in names or not about) and each.type in ASKED)


class ExampleForm(StudioForm):
    """One example."""

    says = forms.CharField(
        label=_("What is the case?"), help_text=_("In a few words, like: Eight days later it is too late"),
        max_length=200, error_messages={"required": _("Enter what the case is")},
    )  # fmt: skip
    on = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Enter a day, like 2026-04-01"), "invalid": _("Enter a day, like 2026-04-01")},
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        compiled: Compiled,
        about: str,
        areas: Sequence[tuple[str, str]],
        was: Mapping[str, Any],
        today: date,
        **kwargs: Any,
    ) -> None:
        self.about, self.was, self.compiled = about, was, compiled
        self.questions = looked_at(compiled, about)
        super().__init__(*args, initial=_initial(was, self.questions, today), **kwargs)
        for each in self.questions:
            self.fields[f"answer.{each.id}"] = _asked(each, areas)
        if about.startswith("stage "):
            work = compiled.definition.work
            ends = [(each.id, each.title.to("en")) for each in (work.outcomes if work else ())]
            self.fields["outcome"] = forms.ChoiceField(
                label=_("How was the case decided?"), required=False, choices=[("", _("Not said")), *ends]
            )
        for name, field in _expected(compiled, about).items():
            self.fields[f"expect.{name}"] = field

    def clean(self) -> dict[str, Any]:
        """What is expected is said, and each answer is one that a resident could give."""
        given = super().clean() or {}
        names = [name for name in self.fields if name.startswith("expect.")]
        if not self.errors and not any(given.get(name) for name in names):
            self.add_error(names[0], _("Say what has to follow"))
        if given.get("expect.fee") and pence_of(str(given["expect.fee"])) is None:
            self.add_error("expect.fee", _("Enter an amount, like £30.00"))
        for each in self.questions:
            value = _said(each, given.get(f"answer.{each.id}"))
            try:
                if value not in (None, ""):
                    check(each, value, today=given.get("on") or date.max)
            except Unacceptable as error:
                self.add_error(f"answer.{each.id}", error.words)
        return given

    def said(self) -> dict[str, Plain]:
        """The example to write. What the form does not ask stays as it was."""
        given = self.cleaned_data
        before = self.was.get("answers")
        answers = dict(before) if isinstance(before, Mapping) else {}
        for each in self.questions:
            value = _said(each, given.get(f"answer.{each.id}"))
            if value is None:
                answers.pop(each.id, None)
            else:
                answers[each.id] = value
        made: dict[str, Plain] = {"says": given["says"]}
        if self.about:
            made["about"] = self.about
        made |= {"on": given["on"].isoformat(), "answers": answers}
        if given.get("outcome"):
            made["outcome"] = given["outcome"]
        kept = self.was.get("expect")
        expect = (
            {key: each for key, each in kept.items() if f"expect.{key}" not in self.fields}
            if isinstance(kept, Mapping)
            else {}
        )
        asked = {name: given[f"expect.{name}"] for name in _expected(self.compiled, self.about)}
        return made | {"expect": expect | {name: each for name, each in asked.items() if each}}


def _asked(question: Question, areas: Sequence[tuple[str, str]]) -> forms.Field:
    words: dict[str, Any] = {"label": question.ask.to("en"), "required": False}
    not_said, passed = ("", _("Not said")), (PASSED_OVER, _("Passed over"))
    if question.type in _WHERE:
        return forms.ChoiceField(choices=[not_said, *areas], help_text=_("In which area it lies"), **words)
    if question.type in {Kind.YES_NO, Kind.DECLARATION}:
        return forms.ChoiceField(choices=[not_said, ("yes", _("Yes")), ("no", _("No")), passed], **words)
    listed = [(each.value, each.label.to("en")) for each in question.choices]
    if question.type in _PICKED:
        return forms.ChoiceField(choices=[not_said, *listed, passed], **words)
    if question.type is Kind.CHOICES:
        return forms.MultipleChoiceField(choices=listed, widget=forms.CheckboxSelectMultiple, **words)
    if question.type is Kind.DATE:
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **words)
    return forms.CharField(max_length=300, **words)


def _expected(compiled: Compiled, about: str) -> dict[str, forms.Field]:
    """What an example about this can expect."""
    if about and about != FEE:
        choices = [("yes", _("Yes, it holds")), ("no", _("No, it does not"))]
        radios = forms.ChoiceField(
            label=_("Does the rule hold?"), required=False, choices=choices, widget=forms.RadioSelect
        )
        return {"holds": radios}
    fee = forms.CharField(label=_("What is to be paid in all?"), required=False, max_length=12,
                          help_text=_("Like £30.00"))  # fmt: skip
    if about == FEE:
        return {"fee": fee}
    ends = [
        (each.id, (each.title or each.say).to("en")) for each in compiled.definition.eligible if each.then == "stop"
    ]
    last = "results" if compiled.definition.results and compiled.definition.work is None else "check-answers"
    verdicts = [("yes", _("Yes")), ("no", _("No")), ("cannot-tell", _("A person must look"))]
    expected: dict[str, forms.Field] = {
        "end": forms.ChoiceField(
            label=_("Where does the way end?"), required=False,
            choices=[("", _("Not said")), (last, _("At the end, with everything answered")), *ends],
        ),
        "eligible": forms.ChoiceField(
            label=_("Can they have it?"), required=False, choices=[("", _("Not said")), *verdicts]
        ),
    }  # fmt: skip
    return expected | ({"fee": fee} if compiled.definition.fee else {})


def _said(question: Question, given: Any) -> Any:
    """An answer as the file writes it; None where nothing is said of it."""
    if given in (None, "", []):
        return None
    if given == PASSED_OVER:
        return ""
    if isinstance(given, date):
        return given.isoformat()
    if question.type is Kind.ADDRESS:
        return {"lines": ["1 Example Street"], "postcode": "ZZ1 1ZZ", "areas": [given]}
    if question.type is Kind.PLACE:
        return {"description": "An example of a place", "areas": [given]}
    return given


def _initial(was: Mapping[str, Any], questions: Sequence[Question], today: date) -> dict[str, Any]:
    initial: dict[str, Any] = {"says": was.get("says", ""), "on": was.get("on") or today.isoformat()}
    answers, expect = was.get("answers"), was.get("expect")
    for each in questions:
        value = answers.get(each.id) if isinstance(answers, Mapping) else None
        if value is not None:
            initial[f"answer.{each.id}"] = _shown(each, value)
    initial["outcome"] = was.get("outcome", "")
    return initial | ({f"expect.{key}": each for key, each in expect.items()} if isinstance(expect, Mapping) else {})


def _shown(question: Question, value: Any) -> Any:
    if question.type in _WHERE:
        areas = value.get("areas") if isinstance(value, Mapping) else None
        return areas[0] if isinstance(areas, list) and areas else ""
    if question.type is Kind.CHOICES and isinstance(value, str):
        return [each.strip() for each in value.split(",")]
    return PASSED_OVER if value == "" else value
