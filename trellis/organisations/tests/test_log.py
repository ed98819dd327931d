"""The one log: what happened stands there once, sealed, and every alteration shows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from trellis.base import jobs, log
from trellis.base.models import Delivery, LogEntry, Seal
from trellis.base.seals import seal_log, verify
from trellis.base.time import now
from trellis.organisations import actions
from trellis.organisations.actors import Actor
from trellis.organisations.events import TeamFormed
from trellis.organisations.models import Organisation, Team
from trellis.organisations.outside import LinesAltered, torn_line
from trellis.organisations.published import publish_head, published_heads
from trellis.organisations.scope import acting, reading
from trellis.organisations.tests.conftest import AT

LATER = timedelta(minutes=5)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses to alter the log at all")


def _with_teams(by: Actor, count: int = 5) -> None:
    for number in range(count):
        actions.form_team(key=f"team-{number}", title=f"Team {number}", at=AT, by=by)


def _sealed(by: Actor) -> int:
    with acting(by):
        return seal_log(organisation=by.organisation, at=now() + LATER)


def test_an_action_writes_who_did_what_and_when(administrator: Actor) -> None:
    actions.form_team(key="waste", title="Waste", at=AT, by=administrator)
    with reading(administrator):
        entry = LogEntry.objects.get(kind="team-formed")
    assert (entry.actor, entry.actor_label, entry.happened_at) == (administrator.key, "Grace", AT)
    assert entry.written_at > AT


def test_nothing_is_logged_outside_the_transaction_of_a_change(administrator: Actor, transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        log.record(TeamFormed(subject="team:x", team="x"), by=administrator, at=AT)


def test_an_untouched_log_holds(administrator: Actor) -> None:
    _with_teams(administrator)
    sealed = _sealed(administrator)
    with reading(administrator):
        verdict = verify(published=[])
    assert verdict.holds
    assert verdict.sealed == sealed >= 5
    assert verdict.unsealed == 0


def test_entries_are_sealed_only_once_they_have_settled(administrator: Actor) -> None:
    _with_teams(administrator)
    with acting(administrator):
        assert seal_log(organisation=administrator.organisation, at=now()) == 0


@on_sqlite
def test_the_first_altered_entry_is_named(administrator: Actor) -> None:
    _with_teams(administrator)
    _sealed(administrator)
    with acting(administrator):
        altered = LogEntry.objects.filter(kind="team-formed")[2]
        LogEntry.objects.filter(pk=altered.pk).update(actor_label="Somebody else")
        verdict = verify(published=[])
    assert not verdict.holds
    assert verdict.first_fault.startswith(f"entry {altered.pk}: was altered")


@on_sqlite
def test_a_removed_entry_is_named(administrator: Actor) -> None:
    _with_teams(administrator)
    _sealed(administrator)
    with acting(administrator):
        removed = LogEntry.objects.filter(kind="team-formed")[1]
        number = removed.pk
        LogEntry.objects.filter(pk=number).delete()
        assert verify(published=[]).first_fault == f"entry {number}: was removed"


@on_sqlite
def test_an_entry_slipped_in_between_is_noticed(administrator: Actor) -> None:
    _with_teams(administrator)
    with acting(administrator):
        gap = LogEntry.objects.filter(kind="team-formed")[1].pk
        LogEntry.objects.filter(pk=gap).delete()
    _sealed(administrator)
    with acting(administrator):
        entry = LogEntry.objects.filter(kind="team-formed")[0]
        entry.pk = gap
        entry.save(force_insert=True)
        assert not verify(published=[]).holds


@on_sqlite
def test_a_log_sealed_anew_after_its_tail_was_cut_does_not_match_what_was_published(
    administrator: Actor, anyborough: Organisation, tmp_path: Path
) -> None:
    _with_teams(administrator)
    _sealed(administrator)
    with reading(administrator):
        publish_head(organisation=anyborough.key, folder=tmp_path, at=AT)
        published = published_heads(tmp_path / "anyborough.jsonl")
        assert verify(published=published).holds
    with acting(administrator):
        Seal.objects.all().delete()
        verdict = verify(published=published)
    assert not verdict.holds
    assert "published outside the database" in verdict.first_fault


def test_a_head_is_published_once(administrator: Actor, anyborough: Organisation, tmp_path: Path) -> None:
    _with_teams(administrator)
    _sealed(administrator)
    with reading(administrator):
        for _ in range(3):
            publish_head(organisation=anyborough.key, folder=tmp_path, at=AT)
    assert len(published_heads(tmp_path / "anyborough.jsonl")) == 1


def test_a_head_that_was_cut_off_by_a_power_cut_is_known_and_written_anew(
    administrator: Actor, anyborough: Organisation, tmp_path: Path
) -> None:
    file = tmp_path / "anyborough.jsonl"
    _with_teams(administrator)
    _sealed(administrator)
    with reading(administrator):
        publish_head(organisation=anyborough.key, folder=tmp_path, at=AT)
        whole = file.read_bytes()
        file.write_bytes(whole + whole[:40])
        assert torn_line(file) == whole[:40]
        assert len(published_heads(file)) == 1
        publish_head(organisation=anyborough.key, folder=tmp_path, at=AT)
        assert file.read_bytes() == whole
        assert verify(published=published_heads(file)).holds


def test_a_line_that_no_power_cut_can_have_torn_is_named(tmp_path: Path) -> None:
    file = tmp_path / "anyborough.jsonl"
    file.write_text('{"organisation": "any\n{}')
    with pytest.raises(LinesAltered, match=r"anyborough\.jsonl, line 1: cannot be read"):
        published_heads(file)


def test_news_is_delivered_once_and_a_failure_is_tried_again(administrator: Actor) -> None:
    heard: list[str] = []

    def listen(entry: LogEntry) -> None:
        if not heard:
            heard.append("stumbled")
            raise ConnectionError("away")
        heard.append(entry.data["team"])

    log.subscribe(TeamFormed, key="test.listen", handle=listen)
    try:
        actions.form_team(key="waste", title="Waste", at=AT, by=administrator)
        jobs.deliver_due(at=now())
        assert Delivery.objects.get(subscriber="test.listen").error
        jobs.deliver_due(at=now())
        assert heard == ["stumbled"]
        jobs.deliver_due(at=now() + LATER)
        jobs.deliver_due(at=now() + LATER)
    finally:
        log.unsubscribe("test.listen")
    assert heard == ["stumbled", "waste"]


def test_what_a_failed_delivery_changed_is_undone(administrator: Actor) -> None:
    def half_done(entry: LogEntry) -> None:
        with acting(administrator):
            Team.objects.update(title="Half done")
        raise ConnectionError("away")

    log.subscribe(TeamFormed, key="test.half", handle=half_done)
    try:
        actions.form_team(key="waste", title="Waste", at=AT, by=administrator)
        jobs.deliver_due(at=now())
    finally:
        log.unsubscribe("test.half")
    with reading(administrator):
        assert Team.objects.get().title == "Waste"


def test_a_schedule_runs_when_it_is_due_and_a_missed_one_shows(db: None) -> None:
    ran: list[object] = []
    jobs.schedule(key="test.tick", title="Tick", every=timedelta(minutes=1), run=ran.append)
    try:
        start = now()
        for minutes in (0, 0.5, 1.5):
            jobs.run_due_schedules(at=start + timedelta(minutes=minutes))
        assert len(ran) == 2
        late = next(h for h in jobs.health(at=start + timedelta(hours=2)) if h.schedule.key == "test.tick")
        assert late.missed
    finally:
        jobs.unschedule("test.tick")


def test_what_a_dead_worker_had_begun_is_taken_back_after_a_turn(db: None) -> None:
    ran: list[object] = []

    def killed(at: object) -> None:
        raise SystemExit

    start = now()
    jobs.schedule(key="test.tick", title="Tick", every=timedelta(hours=1), run=killed)
    try:
        with pytest.raises(SystemExit):
            jobs.run_due_schedules(at=start)
        jobs.unschedule("test.tick")
        jobs.schedule(key="test.tick", title="Tick", every=timedelta(hours=1), run=ran.append)
        jobs.run_due_schedules(at=start + timedelta(minutes=59))
        assert not ran, "a worker may still be at it"
        jobs.run_due_schedules(at=start + timedelta(minutes=61))
        assert ran == [start + timedelta(minutes=61)]
    finally:
        jobs.unschedule("test.tick")


def test_a_schedule_that_fails_says_so_and_runs_again(db: None) -> None:
    def fail(at: object) -> None:
        raise ConnectionError("away")

    jobs.schedule(key="test.fail", title="Fail", every=timedelta(minutes=1), run=fail)
    try:
        jobs.run_due_schedules(at=now())
        health = next(h for h in jobs.health(at=now()) if h.schedule.key == "test.fail")
        assert "away" in health.error
    finally:
        jobs.unschedule("test.fail")
