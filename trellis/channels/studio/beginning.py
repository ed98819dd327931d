"""A service that begins: from a need, or from a file that was written elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from trellis.channels.studio.forms import StudioForm, name_from
from trellis.organisations.queries import Organisation
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.importing.writing import closing, written
from trellis.services.language.loader import LONGEST, read_yaml
from trellis.services.language.placeholders import to_write
from trellis.services.language.sources import Sources


class BeginForm(StudioForm):
    """What has to be known before anything is asked: what people want to do, who they are and how we know."""

    title = forms.CharField(
        label="What do people want to do?", help_text="This is the name of the service: Report a missed bin",
        max_length=120, error_messages={"required": "Enter what people want to do"},
    )  # fmt: skip
    who = forms.CharField(
        label="Who needs it?", help_text="Like: someone whose bin is still full after bin day", max_length=300,
        error_messages={"required": "Enter who needs it"},
    )  # fmt: skip
    need = forms.CharField(
        label="What do they need to do or know?", help_text="Like: have it emptied without waiting for a week",
        max_length=300, error_messages={"required": "Enter what they need"},
    )  # fmt: skip
    so = forms.CharField(
        label="What does that make possible?", help_text="Like: rubbish does not pile up, smell or attract rats",
        max_length=300, error_messages={"required": "Enter what it makes possible"},
    )  # fmt: skip
    source = forms.CharField(
        label="How do you know?", help_text="Like: interviews, calls, complaints, visits, a search log",
        max_length=200, error_messages={"required": "Enter how you know"},
    )  # fmt: skip
    asked = forms.CharField(
        label="Who was asked?", required=False, max_length=200,
        help_text="In words that point to nobody: 6 residents who live in flats. No names, and no recordings are kept.",
    )  # fmt: skip
    says = forms.CharField(
        label="What was found?", widget=forms.Textarea, max_length=1000,
        help_text="With the number, where there is one. If nobody has found it out yet, say what you think.",
        error_messages={"required": "Enter what was found, or what you think"},
    )  # fmt: skip
    assumption = forms.ChoiceField(
        label="Has somebody found this out, or is it what you think?", widget=forms.RadioSelect,
        choices=(("no", "Somebody found it out"), ("yes", "It is an assumption: it will be named as one")),
        error_messages={"required": "Choose one"},
    )  # fmt: skip
    team = forms.ChoiceField(
        label="Which team does the work?", error_messages={"required": "Choose a team"},
        help_text="An administrator forms teams.",
    )  # fmt: skip

    def __init__(self, *args: Any, teams: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "Choose a team"), *teams]  # type: ignore[attr-defined]


class ImportForm(StudioForm):
    """A file of the service language."""

    file = forms.FileField(
        label="The service’s file", help_text="A YAML file, as trellis publish takes it.",
        error_messages={"required": "Choose a file", "empty": "This file is empty. Choose another"},
    )  # fmt: skip
    service = ""

    def clean_file(self) -> str:
        """The text, and which service it describes."""
        raw = self.cleaned_data["file"].read(LONGEST + 1)
        try:
            text: str = raw.decode("utf-8-sig")
            data = read_yaml(text, file="the file").data
        except UnicodeDecodeError:
            raise forms.ValidationError("This file is not UTF-8 text. Save it again as UTF-8") from None
        except DefinitionRefused as refused:
            first = refused.findings[0]
            raise forms.ValidationError(f"Line {first.line}: {first.what}. {first.mend}") from None
        self.service = str(data.get("service", "")) if isinstance(data, dict) else ""
        if not self.service or name_from(self.service, ()) != self.service:
            raise forms.ValidationError(
                "This file does not say which service it describes. Begin it with service: a-name"
            )
        return text


def beginning(given: Mapping[str, Any], *, organisation: Organisation) -> Sources:
    """The first text of a new service. What only the council can say is marked as still to be written."""
    service = name_from(str(given["title"]), ())
    need = _need(given)
    rest = closing()
    data = rest["data"] if isinstance(rest["data"], dict) else {}
    keep = {"unfinished": "28 days", "done": "1 year", "could-not": "1 year", "withdrawn": "3 months"}
    definition = {
        "service": service,
        "title": given["title"],
        "summary": to_write("what it does, in one sentence"),
        "for": "residents",
        "nation": organisation.nation,
        "needs": [need],
        "ask": [_how_to_reach(str(need["id"]))],
        "work": _work(str(given["team"])),
        "tell": [{"on": "submitted", "template": f"{service}-received"}],
        "next": to_write("what happens after people have sent it, and when"),
        **rest,
        "data": {**data, "controller": organisation.key, "keep": keep},
    }
    message = {
        "message": f"{service}-received",
        "subject": "We have what you sent us",
        "body": "Thank you. Your reference is {{ reference }}. Keep it, in case you want to ask how far we are.",
    }
    shared = {f"messages/{service}-received.yaml": written(message)}
    return Sources(service=service, text=written(definition), shared=shared)


def _need(given: Mapping[str, Any]) -> dict[str, object]:
    evidence: dict[str, object] = {"source": given["source"]}
    if given["asked"]:
        evidence["asked"] = given["asked"]
    evidence["says"] = given["says"]
    if given["assumption"] == "yes":
        evidence["assumption"] = "yes"
    return {
        "id": name_from(str(given["need"]), ()),
        "as": given["who"],
        "need": given["need"],
        "so": given["so"],
        "evidence": [evidence],
    }


def _how_to_reach(need: str) -> dict[str, object]:
    question = {
        "id": "email",
        "ask": "Your email address",
        "hint": "We use it to tell you what happens.",
        "type": "email",
        "why": need,
    }
    return {"page": "email", "title": "How can we reach you?", "questions": [question]}


def _work(team: str) -> dict[str, object]:
    """One team does it, and it ends in one of two ways: more stages come with the file."""
    appeal = "If you think this is wrong, reply to this message. Somebody else will look at it."
    return {
        "owner": team,
        "stages": [
            {
                "id": "do-it",
                "title": "Do what was asked for",
                "by": team,
                "due": "5 working days",
                "outcomes": ["done", "could-not"],
            }
        ],
        "outcomes": [
            {"id": "done", "title": "We have done it", "means": "done", "reasons": "no"},
            {"id": "could-not", "title": "We could not do it", "means": "refused", "appeal": appeal},
        ],
    }
