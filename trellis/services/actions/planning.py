"""Publishing at a time: planned by somebody who may publish, done by the clock, refused as it would be by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from trellis.base.errors import TrellisError
from trellis.base.log import record
from trellis.organisations.actors import Actor, ActorKind, Permission, each_organisation, require
from trellis.organisations.scope import acting, reading
from trellis.services.actions.drafting import publish_draft
from trellis.services.errors import (
    ElementChanged,
    NoSuchDraft,
    NoSuchPlan,
    NotAsked,
    NotInTheFuture,
    NotPublishable,
    PlannedAlready,
    PublishedMeanwhile,
    SecondPersonPublishes,
)
from trellis.services.events import PublicationCancelled, PublicationPlanned, PublicationRefused
from trellis.services.models import Draft, LiveService, PlannedPublication

FURTHEST = timedelta(days=366)
REFUSALS = (NoSuchDraft, ElementChanged, NotAsked, SecondPersonPublishes, PublishedMeanwhile, NotPublishable)
"""Why a draft is not published, by hand as at a time."""


def plan_publication(
    *, draft: int, revision: int, live: str, due_at: datetime, at: datetime, by: Actor
) -> PlannedPublication:
    """Have a draft published at a time. Refused now for what would refuse it now, and once more when the time comes.

    :raises NotInTheFuture: where the time is over, or further off than a year.
    :raises PlannedAlready: where it is planned for a time already.
    :raises NotAsked, SecondPersonPublishes, ElementChanged, PublishedMeanwhile: as for publishing by hand.
    """
    require(by, Permission.SERVICE_PUBLISH)
    if not at < due_at <= at + FURTHEST:
        raise NotInTheFuture
    with acting(by):
        found = Draft.objects.select_for_update(of=("self",)).filter(pk=draft, state=Draft.State.OPEN).first()
        _refuse(found, revision=revision, live=live, by=by)
        try:
            with transaction.atomic():
                plan = PlannedPublication.objects.create(
                    organisation_id=by.organisation,
                    draft_id=draft,
                    revision=revision,
                    live=live,
                    due_at=due_at,
                    planned_at=at,
                    planned_by=by.label,
                    planned_key=by.key,
                )
        except IntegrityError:
            raise PlannedAlready from None
        subject = _subject(plan)
        told = PublicationPlanned(subject=subject, draft=draft, plan=plan.pk, revision=revision, due_at=due_at)
        record(told, by=by, at=at)
    return plan


def cancel_publication(*, plan: int, at: datetime, by: Actor) -> None:
    """Have a draft not published at the time that was planned.

    :raises NoSuchPlan: where nothing waits under this number: it may have been published a moment ago.
    """
    require(by, Permission.SERVICE_PUBLISH)
    with acting(by):
        found = _waiting(plan)
        if found is None:
            raise NoSuchPlan
        _end(found, PlannedPublication.State.CANCELLED, at=at, who=by.label)
        record(PublicationCancelled(subject=_subject(found), draft=found.draft_id, plan=found.pk), by=by, at=at)


def publish_planned(at: datetime) -> None:
    """Publish every draft whose time has come, each once, for whoever planned it."""
    for system in each_organisation(doing="publishing-on-a-date"):
        with reading(system):
            due = PlannedPublication.objects.filter(state=PlannedPublication.State.WAITING, due_at__lte=at)
            numbers = list(due.order_by("due_at", "pk").values_list("pk", flat=True))
        for number in numbers:
            _publish(number, at=at, system=system)


def _publish(number: int, *, at: datetime, system: Actor) -> None:
    with acting(system):
        # Held until all is written: another worker passes it by, and whoever comes after finds that it has ended.
        plan = _waiting(number, skip_locked=True)
        if plan is None:
            return
        try:
            publish_draft(draft=plan.draft_id, revision=plan.revision, live=plan.live, at=at, by=_planner(plan, system))
        except REFUSALS as refused:
            _end(plan, PlannedPublication.State.REFUSED, at=at, who=system.label, why=refused.code)
            told = PublicationRefused(subject=_subject(plan), draft=plan.draft_id, plan=plan.pk, why=refused.code)
            record(told, by=system, at=at)
        else:
            _end(plan, PlannedPublication.State.DONE, at=at, who=system.label)


def _planner(plan: PlannedPublication, system: Actor) -> Actor:
    """Whoever planned it, who was allowed to then: what is done in their name later was decided by them."""
    return Actor(
        organisation=system.organisation,
        kind=ActorKind.STAFF,
        key=plan.planned_key,
        label=f"{plan.planned_by}, as planned"[:200],
        permissions=frozenset({Permission.SERVICE_PUBLISH}),
    )


def _refuse(draft: Draft | None, *, revision: int, live: str, by: Actor) -> None:
    reason: type[TrellisError] | None = None
    if draft is None:
        raise NoSuchDraft
    offered = LiveService.objects.filter(service=draft.service).values_list("version__hash", flat=True).first() or ""
    if draft.revision != revision:
        reason = ElementChanged
    elif not draft.review_asked_key:
        reason = NotAsked
    elif draft.review_asked_key == by.key:
        reason = SecondPersonPublishes
    elif live != offered:
        reason = PublishedMeanwhile
    if reason:
        raise reason


def _waiting(number: int, *, skip_locked: bool = False) -> PlannedPublication | None:
    plans = PlannedPublication.objects.select_for_update(of=("self",), skip_locked=skip_locked)
    waiting = plans.select_related("draft").filter(pk=number, state=PlannedPublication.State.WAITING)
    return waiting.first()


def _end(plan: PlannedPublication, state: PlannedPublication.State, *, at: datetime, who: str, why: str = "") -> None:
    plan.state, plan.ended_at, plan.ended_by, plan.why = state.value, at, who, why
    plan.save(update_fields=["state", "ended_at", "ended_by", "why"])


def _subject(plan: PlannedPublication) -> str:
    return f"service:{plan.draft.service}"
