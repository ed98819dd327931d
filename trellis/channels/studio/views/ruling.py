"""The rules of a draft: all of them in words, and one of them by its conditions or as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponse
from django.utils.translation import gettext as _

from trellis.channels.studio.addresses import from_path, to_id
from trellis.channels.studio.drawing import at_draft, shown
from trellis.channels.studio.examples import about_of
from trellis.channels.studio.ruling import Rulebook, RulePlace, part_of_rule, place_at, told
from trellis.channels.studio.views.examples import examples_of
from trellis.services import actions, queries
from trellis.services.errors import ElementChanged, NoSuchDraft
from trellis.services.language.conditions import Group, Join, Subjects, conditions_of, rule_of
from trellis.services.language.editing import CannotSplice, Change, NotThere, Remove, Seen, look, seen_in
from trellis.services.language.rules.source import LONGEST
from trellis.services.layout import DeskVisit
from trellis.services.queries import DraftView

CANNOT = "The file is written in a way that the studio cannot change here. Download it, change it and bring it back."


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of a draft that somebody has before them."""

    draft: DraftView
    place: RulePlace
    text: str

    @cached_property
    def book(self) -> Rulebook:
        return Rulebook(self.draft)

    @cached_property
    def subjects(self) -> Subjects | None:
        """What its conditions can be about; None where it is an amount, or nothing can be read yet."""
        return self.book.subjects(self.place)

    @cached_property
    def group(self) -> Group | None:
        """Its conditions; None where only its text can say it."""
        return conditions_of(self.text, self.subjects) if self.subjects else None

    @property
    def words(self) -> str:
        return self.book.say(self.place, self.text) if self.text else ""

    @cached_property
    def seen(self) -> Seen:
        return seen_in(self.draft.data, self.place.address)


def rules(desk: DeskVisit, draft: int) -> HttpResponse:
    """Every rule of a draft, with what it says in words."""
    found = queries.draft(draft, seen_by=desk.actor)
    return shown(desk, "rules.html", writing=found, rules=list(Rulebook(found).told()))


def rule(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """One rule: its conditions one by one, its text, and what the checker says of it."""
    return rule_shown(desk, rule_of_draft(desk, draft, place))


def write(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Put another text in place of a rule. The checker says beside it what is wrong with it."""
    at = rule_of_draft(desk, draft, place)
    text = " ".join(desk.request.POST.get("text", "").split())
    if len(text) > LONGEST:
        problem = _("Shorten the rule: it has more than 2,000 characters")
        return rule_shown(desk, at, typed=text, problem=problem, status=422)
    return saved(desk, at, text, met=lambda now: _met_text(desk, now, text))


def join(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Say whether all of the conditions must hold, or one is enough."""
    at = rule_of_draft(desk, draft, place)
    wanted = desk.request.POST.get("join", "")
    if at.group is None or at.subjects is None or wanted not in set(Join):
        raise NoSuchDraft
    return saved(desk, at, rule_of(at.group.joined(Join(wanted)), at.subjects), met=lambda now: met(desk, now))


def remove(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Take a condition away."""
    at = rule_of_draft(desk, draft, place)
    spot = spot_of(desk.request.POST.get("spot", ""))
    if at.seen.fingerprint != desk.request.POST.get("seen"):
        # Which condition the number meant is not known any more.
        return met(desk, at)
    try:
        text = rule_of(at.group.without(spot), at.subjects) if at.group and at.subjects else ""
    except (LookupError, TypeError):
        raise NoSuchDraft from None
    return saved(desk, at, text, met=lambda now: met(desk, now))


def rule_of_draft(desk: DeskVisit, draft: int, place: str) -> Rule:
    """The rule at this place, or the place where one could stand."""
    found, address = queries.draft(draft, seen_by=desk.actor), from_path(place)
    where = place_at(found.data, address)
    if where is None:
        raise NoSuchDraft
    try:
        text = look(found.data, address)
    except NotThere:
        text = ""
    return Rule(draft=found, place=where, text=text if isinstance(text, str) else "")


def rule_shown(
    desk: DeskVisit, at: Rule, *, typed: str | None = None, problem: str = "", theirs: str = "", status: int = 200
) -> HttpResponse:
    """The page of a rule."""
    about = about_of(at.place.address)
    return shown(
        desk,
        "rule.html",
        status=status,
        writing=at.draft,
        at=at,
        told=told(at.group, at.subjects) if at.group and at.subjects else None,
        about=about,
        ran_here=examples_of(at.draft, about=about) if about else [],
        example_seen=lambda number: seen_in(at.draft.data, ("examples", number)).fingerprint,
        typed=at.text if typed is None else typed,
        problem=problem,
        theirs=theirs,
        findings=[each for each in at.draft.findings if each.address == at.place.address],
        back=at_draft(desk, at.draft.number, part=to_id(part_of_rule(at.place.address))),
    )


def saved(desk: DeskVisit, at: Rule, text: str, *, met: Callable[[Rule], HttpResponse]) -> HttpResponse:
    """Write a rule into the draft, on top of whatever others changed elsewhere in it."""
    address, number = at.place.address, at.draft.number
    seen = Seen(addresses=(address,), fingerprint=desk.request.POST.get("seen", ""))
    edits = [Change(at=address, to=text)] if text else [Remove(at=address)] if at.text else []
    words = f"Changed the rule of “{at.place.of}”"
    try:
        changed = actions.change_draft(draft=number, edits=edits, seen=seen, words=words, at=desk.at, by=desk.actor)
    except ElementChanged:
        return met(rule_of_draft(desk, number, at.place.path))
    except CannotSplice:
        return rule_shown(desk, at, typed=text, problem=CANNOT, status=422)
    here = desk.address("studio-rule", number, at.place.path)
    if changed.revision == at.draft.revision:
        return desk.done(here, _("Nothing was changed."))
    return desk.done(here, f"{words}.", undo_at=desk.address("studio-undo", number, changed.revision))


def met(desk: DeskVisit, at: Rule) -> HttpResponse:
    """Somebody changed the same rule meanwhile, and what was pressed meant another."""
    problem = _("Somebody changed this rule meanwhile, so nothing was done. This is how it stands now")
    return rule_shown(desk, at, problem=problem, status=409)


def _met_text(desk: DeskVisit, at: Rule, text: str) -> HttpResponse:
    problem = _("Somebody changed this rule while you were writing, so nothing is saved yet")
    return rule_shown(desk, at, typed=text, problem=problem, theirs=at.words or _("No rule"), status=409)


def spot_of(words: str) -> tuple[int, ...]:
    """Which condition is meant: `1-0` is the first of the group that stands second. Raises `NoSuchDraft`."""
    parts = words.split("-") if words else []
    if not all(each.isascii() and each.isdigit() and len(each) < 4 for each in parts) or len(parts) > 8:
        raise NoSuchDraft
    return tuple(map(int, parts))
