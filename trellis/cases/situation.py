"""How a case stands when something is told of it: everything that a message may name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from trellis.base.time import local_day
from trellis.cases.models import Case, ClockRun, Decision, InformationRequest
from trellis.cases.wording import Situation
from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation, Team
from trellis.services.queries import submission


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Something that happened, of which a definition may want somebody told."""

    on: tuple[str, ...]
    """What a definition may call it: `decided` and `outcome granted` are the same decision."""
    once: str
    """What keeps it from being told twice."""
    stage: str = ""
    clock: str = ""


def situation(reference: str, *, occasion: Occasion | None = None, at: datetime, by: Actor) -> Situation:
    """How a case stands now, for filling in words. Run inside a scope."""
    sent = submission(reference, seen_by=by)
    case = Case.objects.select_related("key").filter(reference=reference).first()
    organisation = Organisation.objects.get(pk=by.organisation)
    now = Situation(
        sent=sent, organisation=organisation, at=at, case=case, name=sent.contact.name, language=sent.language
    )
    return _with_case(now, case, occasion) if case is not None else now


def _with_case(now: Situation, case: Case, occasion: Occasion | None) -> Situation:
    made = Decision.objects.filter(case=case, state=Decision.State.MADE).order_by("-pk").first()
    asked = InformationRequest.objects.filter(case=case).order_by("-pk").first()
    clocks = ClockRun.objects.filter(case=case).order_by("stopped_on", "due_on")
    if occasion and occasion.clock:
        clocks = clocks.filter(clock=occasion.clock)
    work = now.sent.compiled.definition.work
    titles = {each.id: each.title.to(now.language) for each in work.stages} if work else {}
    titles |= {each.id: each.title.to(now.language) for each in work.clocks} if work else {}
    nearest = next((clock for clock in clocks if clock.stopped_on is None), None)
    now = replace(
        now,
        team=Team.objects.filter(key=case.team).values_list("title", flat=True).first() or "",
        due_on=nearest.due_on if nearest else None,
        stage=titles.get(occasion.stage if occasion else case.stage, ""),
        clock=titles.get(occasion.clock, "") if occasion else "",
        information=_opened(case, bytes(asked.words), "request") if asked else "",
    )
    if made is None:
        return now
    return replace(
        now,
        decided_on=local_day(made.settled_at) if made.settled_at else None,
        reasons=_opened(case, bytes(made.reasons), f"decision:{made.pk}:reasons"),
        conditions=_opened(case, bytes(made.conditions), f"decision:{made.pk}:conditions"),
    )


def _opened(case: Case, sealed: bytes, place: str) -> str:
    return case.key.unseal(sealed, place=f"{case.reference}:{place}").decode()
