"""`trellis doctor` says how an installation is: what is well, and what nobody does."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from trellis.base import jobs
from trellis.base.models import Heartbeat
from trellis.base.time import now
from trellis.components.messages.outbox import Outbox
from trellis.components.messages.transport import NotSent, Outgoing
from trellis.project.cli import main
from trellis.project.doctor.looking import look
from trellis.project.doctor.telling import tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_days_old(db: None, tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """Long enough for every schedule to have been missed; nobody was told of anything."""
    settings.TRELLIS = settings.TRELLIS.model_copy(update={"home": tmp_path_factory.mktemp("home")})
    MigrationRecorder(connection).migration_qs.update(applied=now() - timedelta(days=3))


def all_beat() -> None:
    for each in jobs.schedules():
        ran = {"finished_at": now(), "due_at": now() + each.every}
        Heartbeat.objects.update_or_create(key=each.key, defaults=ran)


def doctor(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", *words])
    return int(ended.value.code or 0), capsys.readouterr().out


def of(title: str, said: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in json.loads(said)["findings"] if each["what"] == title)
    return found


def test_where_every_schedule_beats_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    all_beat()
    code, said = doctor(capsys)
    assert (code, "LOOK" in said) == (0, False)
    assert "well  Seal the log: last ran" in said
    code, said = doctor(capsys, "--json")
    assert (code, json.loads(said)["well"]) == (0, True)


def test_a_worker_that_never_ran_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = doctor(capsys)
    assert code == 1
    assert "LOOK  Seal the log: has never run, and is late\n      Mend: Start `trellis work`" in said
    found = [of(each.title, doctor(capsys, "--json")[1]) for each in jobs.schedules()]
    assert [each["well"] for each in found] == [False] * len(jobs.schedules())


def test_a_worker_is_given_time_to_run_for_the_first_time(capsys: pytest.CaptureFixture[str]) -> None:
    MigrationRecorder(connection).migration_qs.update(applied=now())
    assert doctor(capsys)[0] == 0


def test_one_schedule_that_stands_still_is_named_and_the_others_are_well(capsys: pytest.CaptureFixture[str]) -> None:
    all_beat()
    Heartbeat.objects.filter(key="log.seal").update(due_at=now() - timedelta(hours=1))
    code, said = doctor(capsys)
    assert code == 1
    assert [line.split(":")[0] for line in said.splitlines() if line.startswith("LOOK")] == ["LOOK  Seal the log"]
    late = of("Seal the log", doctor(capsys, "--json")[1])
    assert (late["well"], late["mend"]) == (False, "Start `trellis work`, or look at the worker's log.")


def test_whoever_looks_after_it_is_told_once_of_a_silent_job_and_once_that_all_is_well(tmp_path: Path) -> None:
    post = Outbox(tmp_path)
    all_beat()
    assert tell(look(), to="it@anyborough.example", transport=post) == ""
    Heartbeat.objects.filter(key="log.seal").update(due_at=now() - timedelta(hours=1))
    said = tell(look(), to="it@anyborough.example", transport=post)
    assert "Seal the log: last ran" in said
    assert "Mend: Start `trellis work`" in said
    assert tell(look(), to="it@anyborough.example", transport=post) == "", "nobody reads the same twice"
    all_beat()
    assert "Everything is well again." in tell(look(), to="it@anyborough.example", transport=post)
    letters = [each.read_text(encoding="utf-8") for each in tmp_path.glob("*.txt")]
    assert sorted(each.splitlines()[2].rpartition(" is ")[2] for each in letters) == ["unwell", "well again"]


def test_an_alert_that_could_not_be_sent_is_sent_the_next_time(tmp_path: Path) -> None:
    class Away(Outbox):
        def send(self, message: Outgoing) -> None:
            raise NotSent("the mail server did not answer")

    with pytest.raises(NotSent):
        tell(look(), to="it@anyborough.example", transport=Away(tmp_path))
    assert "has never run" in tell(look(), to="it@anyborough.example", transport=Outbox(tmp_path))
