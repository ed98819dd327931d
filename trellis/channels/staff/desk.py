"""The desk as one member of staff has it open: for which organisation, who they are, what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted

from trellis.base.time import local_day
from trellis.channels.staff import notices, words
from trellis.channels.staff.alerts import alerts_for
from trellis.channels.staff.forms import DeskForm, typed_so_far
from trellis.channels.staff.kept import mark_of
from trellis.organisations.actors import Actor, Permission
from trellis.organisations.queries import Account, Organisation
from trellis.services.layout import desk_places

AForm = TypeVar("AForm", bound=DeskForm)
PLACES = (
    ("desk-work", noted("My work"), "g m"),
    ("desk-queue", noted("Team queue"), "g q"),
    ("desk-lists", noted("Other systems"), "g o"),
)
ADMINISTRATION = (
    ("desk-staff", noted("Staff"), "g s"),
    ("desk-teams", noted("Teams"), "g t"),
    ("desk-reviews", noted("Access reviews"), "g r"),
    ("desk-brand", noted("Colours"), "g c"),
)
OPERATION = (("desk-health", noted("How it is running"), "g h"),)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One request to the desk, by somebody whose right to be here has been checked."""

    request: HttpRequest
    organisation: Organisation
    account: Account
    actor: Actor
    at: datetime
    language: str
    """In which language they read the desk."""
    rewords: bool = False
    """They only want to go on with a form in another language: nothing is to be done yet."""

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages that this organisation offers, each by its own name."""
        return [(code, name) for code, name in settings.LANGUAGES if code in self.organisation.languages]

    @property
    def today(self) -> date:
        """The day it is here."""
        return local_day(self.at)

    @property
    def sent(self) -> bool:
        """Whether a form was sent, so that something is done."""
        return self.request.method == "POST" and not self.rewords

    def form(self, kind: type[AForm], *, now: dict[str, Any] | None = None, **more: Any) -> AForm:
        """A form as it was sent; or to fill in, with how things stand `now`, or what somebody has typed so far."""
        if self.sent:
            return kind(self.request.POST, self.request.FILES, initial=now, **more)
        typed = typed_so_far(kind, self.request.POST) if self.rewords else {}
        return kind(initial={**(now or {}), **typed}, **more)

    def address(self, name: str, *parts: object) -> str:
        """Where a page of this organisation's desk is."""
        return reverse(name, args=(self.organisation.key, *parts))

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """A page of the desk, in its layout."""
        notice = notices.take(self.request)
        shown = {
            "desk": self,
            "layout": "staff/layout.html",
            "fields": "staff/fields.html",
            "places": self.places,
            "notice": notice,
            "alerts": alerts_for(self.actor, at=self.at),
            "whose": mark_of(self.account),
            "day": partial(words.day, today=self.today),
            "instant": partial(words.instant, today=self.today),
            "pounds": words.pounds,
            "role_words": words.role,
            "permission_words": words.permission,
            "size": words.size,
            "may": {permission.name: self.actor.may(permission) for permission in Permission},
            **context,
        }
        response = render(self.request, template, shown, status=status)
        if notice:
            notices.forget(response)
        return response

    def to(self, name: str, *parts: object, notice: notices.Notice | None = None) -> HttpResponse:
        """Go on to a page, and say there what was done."""
        return self.go(self.address(name, *parts), notice=notice)

    def go(self, address: str, *, notice: notices.Notice | None = None) -> HttpResponse:
        """Go on to an address of ours, and say there what was done."""
        response = HttpResponseRedirect(address)
        if notice:
            notices.give(response, notice)
        return response

    def done(self, address: str, words: str, *, undo_at: str = "") -> HttpResponse:
        """Go on to an address, and say there what was done; with a button that sends to where it is undone."""
        return self.go(address, notice=notices.Notice(words=words, undo_at=undo_at))

    @property
    def places(self) -> list[dict[str, str]]:
        """Where this person can go, as the rail lists it."""
        listed = list(PLACES) if self.actor.may(Permission.CASE_SEE) else []
        if self.actor.may(Permission.STAFF_ADMINISTER):
            listed += ADMINISTRATION
        listed += [(each.name, each.title, each.key) for each in desk_places(seen_by=self.actor)]
        if self.actor.may(Permission.OPERATE):
            listed += OPERATION
        return [
            {"address": self.address(name), "title": _(title), "key": key, "name": name} for name, title, key in listed
        ]
