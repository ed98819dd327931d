"""Highways by Open311: what every connector promises, and what is peculiar to this one."""

from __future__ import annotations

from typing import Any

import pytest

from trellis.components.connectors.models import Handover
from trellis.components.connectors.playing import ANOTHER_CASE
from trellis.components.connectors.port import Offers, Redeems, Refused
from trellis.components.connectors.sandboxes import Sandbox
from trellis.components.connectors.tests.contract import ConnectorContract
from trellis.components.connectors.tests.story import Joined, crews_file, later


@pytest.mark.network
class TestHighways(ConnectorContract):
    connector = "highways"
    secrets = {"api-key": "made-up"}
    fields = {"description": "A hole by the bus stop", "lat": "51.5", "long": "-0.1", "service_code": "POTHOLE"}
    knows_repeats = False

    def test_a_token_is_kept_until_there_is_a_number(self, plays: Sandbox) -> None:
        plays.behave("receipts")
        with self.opened(plays) as system:
            held = system.hand_over(self.parcel())
            assert isinstance(system, Redeems)
            assert (held.number, bool(held.receipt), system.redeem(held.receipt)) == ("", True, "")
            plays.behave("well")
            assert system.redeem(held.receipt) == system.find(held.key)[0].number != ""

    def test_a_service_that_they_dropped_overnight_is_refused_by_its_name(self, plays: Sandbox) -> None:
        plays.behave("new-codes")
        with self.opened(plays) as system:
            assert isinstance(system, Offers)
            assert "POTHOLE" not in system.offered()
            with pytest.raises(Refused, match="POTHOLE was not found"):
                system.hand_over(self.parcel())

    def test_requests_of_other_people_are_none_of_ours(self, plays: Any) -> None:
        plays.book.make("", {"reference": "", "description": "A lamp is out", "service_code": "LIGHT"})
        with self.opened(plays) as system:
            assert system.find("") == ()


@pytest.fixture
def roads(council: Joined) -> Joined:
    described = crews_file()
    heard = described.services[0].hear
    codes = {"open": heard["NEW"], "in_progress": heard["PLANNED"], "closed": heard["DONE"]}
    codes["closed"] = codes["closed"].model_copy(update={"notes": True})
    route = described.services[0].model_copy(update={"hear": codes, "options": {"service_code": "POTHOLE"}})
    council.connect(described.model_copy(update={"connector": "highways", "services": (route,)}))
    return council


def test_the_number_comes_later_and_then_reaches_the_case(roads: Joined) -> None:
    reference = roads.reports()
    roads.works.behave("receipts")
    roads.works_on()
    assert (roads.handover(reference).state, roads.handover(reference).number) == (Handover.State.SENT, "")
    roads.works.behave("well")
    roads.works_on(later(minutes=5))
    assert roads.handover(reference).number == "W-000001"


def test_a_number_of_somebody_elses_request_is_not_believed_and_ours_is_found(roads: Joined) -> None:
    reference = roads.reports()
    roads.works.behave("wrong-case")
    roads.works_on()
    assert "difference-found" in roads.happened(reference)
    roads.works.behave("well")
    roads.works_on(later(hours=1))
    assert (roads.differs(), roads.handover(reference).number) == ([], "W-000001")
    assert [each.about for each in roads.works.jobs()] == [ANOTHER_CASE, reference]


def test_a_code_that_is_gone_overnight_is_listed_before_anything_is_refused(roads: Joined) -> None:
    roads.reports()
    roads.works_on()
    roads.works.behave("new-codes")
    roads.reconciles(later(days=1))
    assert ("", "code-gone") in roads.differs()
    roads.works.behave("well")
    roads.reconciles(later(days=2))
    assert ("", "code-gone") not in roads.differs()


def test_what_they_accepted_and_later_deny_is_found_at_night(roads: Joined) -> None:
    reference = roads.reports()
    roads.works.behave("denies")
    roads.works_on()
    roads.reconciles(later(days=1))
    assert roads.differs() == [(reference, "gone")]


def test_a_lost_answer_is_looked_up_so_that_nobody_goes_twice(roads: Joined) -> None:
    reference = roads.reports()
    roads.works.behave("cuts-off")
    roads.works_on()
    roads.works.behave("well")
    roads.works_on(later(minutes=10))
    assert (roads.handover(reference).state, len(roads.works.jobs())) == ("accepted", 1)
