"""Work behind the scenes: events delivered to their subscribers in batches, and schedules with a heartbeat.

A delivery and its effect share one transaction, so it is done once; the database itself takes back what a dead worker
held, since an unfinished transaction leaves no trace. No job queue that we tried claims batches: decision 0011.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max
from django_scopes import scope

from trellis.base import log
from trellis.base.isolation import ORGANISATION
from trellis.base.models import Delivery, Heartbeat
from trellis.base.time import now

logger = structlog.get_logger(__name__)

BATCH = 50
PATIENCE = 8
"""Attempts before a delivery is given up and shown in `trellis doctor`: over a day, with back-off."""


def back_off(attempts: int) -> timedelta:
    """10 seconds, then four times as long each time, six hours at most."""
    return min(timedelta(seconds=10 * 4 ** min(attempts, 8)), timedelta(hours=6))


def deliver_due(*, at: datetime, most: int = BATCH) -> int:
    """Deliver up to `most` waiting events, in one transaction; says how many were tried."""
    with transaction.atomic():
        waiting = (
            Delivery.objects.filter(done_at=None, given_up=False, due_at__lte=at)
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("due_at", "pk")[:most]
        )
        deliveries = list(waiting)
        for delivery in deliveries:
            _deliver(delivery, at=at)
    return len(deliveries)


def _deliver(delivery: Delivery, *, at: datetime) -> None:
    delivery.attempts += 1
    try:
        with transaction.atomic():
            _see_only(delivery.organisation_id)
            log.subscriber(delivery.subscriber).handle(_entry(delivery))
        delivery.done_at, delivery.error = now(), ""
    except Exception as error:  # noqa: BLE001  whatever a subscriber raises, the others are still delivered
        # Not its words, which may be somebody's: those stand with the delivery, where only who may see it reads them.
        failed = type(error).__name__
        logger.warning("delivery-failed", subscriber=delivery.subscriber, entry=delivery.entry_id, error=failed)
        delivery.error = repr(error)[:2000]
        delivery.due_at = at + back_off(delivery.attempts)
        delivery.given_up = delivery.attempts >= PATIENCE
    delivery.save(update_fields=["attempts", "done_at", "error", "due_at", "given_up"])


def _entry(delivery: Delivery) -> log.LogEntry:
    with scope(organisation=delivery.organisation_id):
        return log.LogEntry.objects.get(pk=delivery.entry_id)


def _see_only(organisation: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [ORGANISATION, str(organisation)])


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Something done again and again, whoever is watching."""

    key: str
    title: str
    every: timedelta
    run: Callable[[datetime], None]
    erases: bool = False
    """Whether it erases what is over: it runs again at once after a backup was restored."""


_schedules: dict[str, Schedule] = {}


def schedule(*, key: str, title: str, every: timedelta, run: Callable[[datetime], None], erases: bool = False) -> None:
    """Have `run` called every so often by one worker at a time; a missed one shows in `trellis doctor`."""
    if key in _schedules and _schedules[key].run is not run:
        raise ValueError(f"two schedules are called {key!r}: give one another key")
    _schedules[key] = Schedule(key=key, title=title, every=every, run=run, erases=erases)


def unschedule(key: str) -> None:
    _schedules.pop(key, None)


def hurry(key: str) -> None:
    """Have a schedule run at the worker's next turn rather than when its time comes."""
    Heartbeat.objects.filter(key=key, due_at__gt=now()).update(due_at=now())


def schedules() -> list[Schedule]:
    return sorted(_schedules.values(), key=lambda each: each.key)


def run_due_schedules(*, at: datetime) -> int:
    """Run each schedule whose time has come, and which no living worker is running."""
    return sum(_run(each, at=at) for each in schedules() if _claim(each, at=at))


def _claim(each: Schedule, *, at: datetime) -> bool:
    with transaction.atomic():
        Heartbeat.objects.get_or_create(key=each.key, defaults={"due_at": at})
        beat = Heartbeat.objects.select_for_update().get(key=each.key)
        if beat.due_at > at or (beat.claimed_until and beat.claimed_until > at):
            return False
        # A worker that died is waited for no longer than one turn; a run that takes longer than that is too long.
        beat.claimed_until = at + max(each.every, timedelta(minutes=5))
        beat.started_at = at
        beat.save(update_fields=["claimed_until", "started_at"])
    return True


def _run(each: Schedule, *, at: datetime) -> bool:
    error = ""
    try:
        each.run(at)
    except Exception as raised:
        error = repr(raised)[:2000]
        logger.exception("schedule-failed", schedule=each.key)
    ended = {"finished_at": now(), "error": error, "claimed_until": None, "due_at": at + each.every}
    # Only what is still ours: where we took too long, another worker has it by now.
    Heartbeat.objects.filter(key=each.key, started_at=at).update(**ended)
    return not error


@dataclass(frozen=True, kw_only=True)
class Health:
    """How one schedule is."""

    schedule: Schedule
    last_finished: datetime | None
    error: str
    missed: bool


def health(*, at: datetime) -> list[Health]:
    """Each schedule with its last heartbeat; missed where it is late by more than two turns and a minute."""
    beats = {beat.key: beat for beat in Heartbeat.objects.all()}
    # Asked only where a heartbeat is missing: every page of the desk comes by here.
    since = None if all(each.key in beats for each in schedules()) else _worker_owed_since()
    return [_health_of(each, beats.get(each.key), since=since, at=at) for each in schedules()]


def _worker_owed_since() -> datetime | None:
    """Since when a worker could have run what never ran: the tables were last brought up to date then."""
    applied = MigrationRecorder(connection).migration_qs.aggregate(last=Max("applied"))
    last: datetime | None = applied["last"]
    return last


def _health_of(each: Schedule, beat: Heartbeat | None, *, since: datetime | None, at: datetime) -> Health:
    grace = each.every * 2 + timedelta(minutes=1)
    due_at = beat.due_at if beat else since
    return Health(
        schedule=each,
        last_finished=beat.finished_at if beat else None,
        error=beat.error if beat else "",
        missed=due_at is not None and due_at + grace < at,
    )


def given_up() -> list[Delivery]:
    """Deliveries that failed for good: somebody has to look."""
    return list(Delivery.objects.filter(given_up=True, done_at=None).select_related("entry")[:100])


def drain(*, at: Callable[[], datetime] = now) -> int:
    """Deliver everything that is due now, and what comes of it; says how many."""
    done = 0
    while batch := deliver_due(at=at()):
        done += batch
    return done


def run_worker(stop: threading.Event, *, nap: float = 1.0) -> None:
    """Deliver and run schedules until told to stop. Woken at once by what this process writes."""
    wake = threading.Event()
    log.when_committed(wake.set)
    while not stop.is_set():
        wake.clear()
        try:
            close_old_connections()
            drain()
            run_due_schedules(at=now())
        except Exception:
            logger.exception("worker-turn-failed")
        wake.wait(nap)
