"""The base of every form of the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict


class DeskForm(forms.Form):
    """A form whose choices the templates can read, and whose problems say the mend."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def said(self, name: str) -> str:
        """What was given in one field, in words: the label of what was chosen."""
        given, field = self[name].value(), self.fields[name]
        labels = dict(getattr(field, "choices", ()))
        chosen = given if isinstance(given, list) else [given]
        return ", ".join(str(labels.get(each, each)) for each in chosen)

    def items_of(self, name: str) -> list[dict[str, Any]]:
        """The choices of one field, as the macros of the design system want them."""
        hints = getattr(self.fields[name], "hints", {})
        return [
            {
                "value": str(value),
                "text": str(label),
                **({"hint": {"text": hints[value]}} if hints.get(value) else {}),
            }
            for value, label in self.fields[name].choices  # type: ignore[attr-defined]
        ]


def typed_so_far(kind: type[DeskForm], sent: QueryDict) -> dict[str, Any]:
    """What somebody has put into a form that is not finished, to show it again. A file cannot be put back."""
    several = {name for name, each in kind.base_fields.items() if isinstance(each, forms.MultipleChoiceField)}
    return {
        name: sent.getlist(name) if name in several else sent[name]
        for name in kind.base_fields
        if name in several or name in sent
    }
