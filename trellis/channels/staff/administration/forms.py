"""What an administrator fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import gettext_noop as noted

from trellis.channels.staff.forms import DeskForm
from trellis.channels.staff.words import ROLE_WORDS
from trellis.organisations.actors import Role
from trellis.organisations.queries import Team

ROLES = {
    Role.CASEWORKER: noted("Works on cases of their teams and decides them."),
    Role.MANAGER: noted("Also gives cases to others and approves decisions."),
    Role.SERVICE_OWNER: noted("Publishes services and sees how the installation runs."),
    Role.EDITOR: noted("Writes pages of guidance, and approves what another editor wrote."),
    Role.ADMINISTRATOR: noted("Gives and ends access, forms teams, sets the colours."),
    Role.AUDITOR: noted("Reads every case and the log, and changes nothing."),
}


class AccessForm(DeskForm):
    """What a colleague may do, and in which teams."""

    name = forms.CharField(
        label=lazily("Name"),
        max_length=200,
        help_text=lazily("As residents and colleagues read it."),
        error_messages={"required": lazily("Enter the name of your colleague")},
    )
    roles = forms.MultipleChoiceField(
        label=lazily("Roles"),
        choices=[(role.value, ROLE_WORDS[role]) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazily("Choose at least one role")},
    )
    teams = forms.MultipleChoiceField(
        label=lazily("Teams"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazily("They see the cases of these teams."),
    )

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].choices = [(team.key, team.title) for team in teams]  # type: ignore[attr-defined]
        self.fields["roles"].hints = {role.value: _(hint) for role, hint in ROLES.items()}  # type: ignore[attr-defined]


class NewColleagueForm(AccessForm):
    """Somebody who begins to work here."""

    email = forms.EmailField(
        label=lazily("E-mail address"),
        help_text=lazily("They sign in with it."),
        error_messages={
            "required": lazily("Enter their e-mail address"),
            "invalid": lazily("Enter an e-mail address in the right form, like name@example.org"),
        },
    )
    field_order = ("name", "email", "roles", "teams")


class TeamForm(DeskForm):
    """A new team."""

    title = forms.CharField(
        label=lazily("Name of the team"), max_length=120, error_messages={"required": lazily("Enter a name")}
    )
    key = forms.RegexField(
        r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        label=lazily("Key"),
        max_length=60,
        help_text=lazily(
            "Services name the team by it. Lower case words with hyphens, like waste-crew. It cannot change."
        ),
        error_messages={
            "required": lazily("Enter a key, like waste-crew"),
            "invalid": lazily("Use lower case letters, figures and hyphens, like waste-crew"),
        },
    )


class BrandForm(DeskForm):
    """The organisation's own colours."""

    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=lazily("Main colour"),
        help_text=lazily("Behind white words, and the colour of links. Six figures and letters after #, like #1d4f3f."),
        error_messages={
            "required": lazily("Enter a colour, like #1d4f3f"),
            "invalid": lazily("Enter a colour like #1d4f3f"),
        },
    )
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=lazily("Second colour"),
        help_text=lazily("A line under the header. It carries no words."),
        error_messages={
            "required": lazily("Enter a colour, like #f2b134"),
            "invalid": lazily("Enter a colour like #f2b134"),
        },
    )
