"""Anyborough's pages are as good as we ask of everybody's, and lead to what is there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trellis.components.content.wording import findings, own_links
from trellis.demo.cast import employers
from trellis.demo.guidance.writing import STORM_BEFORE, STORM_LASTED, pages

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGES = pages(storm_at=NOON)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_ships_has_nothing_to_mend(address: str) -> None:
    assert findings(PAGES[address]) == []


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_to_a_service_or_page_that_ships(address: str) -> None:
    there = {*employers()[0].services, *(f"guidance/{each}" for each in PAGES)}
    assert set(own_links(PAGES[address])) <= there


def test_the_alert_is_over() -> None:
    assert not PAGES["storm"].shown_at(NOON + STORM_BEFORE)
    assert STORM_LASTED < STORM_BEFORE
