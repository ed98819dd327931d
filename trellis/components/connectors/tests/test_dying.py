"""We die between handing over and writing it down: whichever system it is, the work is there once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from trellis.cases.tests.story import MONDAY
from trellis.components.connectors import actions
from trellis.components.connectors.described import Described
from trellis.components.connectors.flight import attempt
from trellis.components.connectors.generic.sandbox import OPTIONS
from trellis.components.connectors.opening import opened
from trellis.components.connectors.port import Parcel
from trellis.components.connectors.tests.story import Joined, crews_file

FIVE_MINUTES = timedelta(minutes=5)


def described_for(kind: str) -> Described:
    described = crews_file()
    options = {"service_code": "POTHOLE"} if kind == "highways" else {}
    route = described.services[0].model_copy(update={"options": options})
    kept = {"connector": kind, "services": (route,), "options": OPTIONS if kind == "generic" else {}}
    return described.model_copy(update=kept)


@pytest.mark.parametrize("kind", ["waste", "generic", "highways"])
def test_work_that_was_handed_over_by_a_worker_that_died_is_found_and_not_done_again(
    council: Joined, kind: str
) -> None:
    connection = council.connect(described_for(kind))
    actions.give_secret(connection=connection, name="token", secret="made-up", at=MONDAY, by=council.by)
    if "forgets" in dict(council.works.moods):
        council.works.behave("forgets")
    references = [council.reports(), council.reports()]
    until = MONDAY + FIVE_MINUTES
    claimed = actions.claim(connection=council.connection, most=10, until=until, at=MONDAY, by=council.by)
    options = council.connection.described["services"][0].get("options", {})
    with opened(council.connection) as system:
        row = claimed[0].row
        parcel = Parcel(key=row.key, about=row.about, fields=claimed[0].fields(), options=options)
        assert attempt(system, parcel, doubted=False).found
    # Nothing of it was written down: the claim runs out, and another worker comes.
    assert council.works_on(until).taken_in == 2
    assert sorted(job.about for job in council.works.jobs()) == sorted(references)
    numbers = {job.about: job.number for job in council.works.jobs()}
    assert {each: council.handover(each).number for each in references} == numbers
