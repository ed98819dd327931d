"""The pages that ship are as good as we ask of everybody's, lead to what is there, and each service has one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml

from trellis.components.content.wording import findings, own_links
from trellis.demo.cast import CATALOGUE, Employer, employers
from trellis.demo.directory import keeping
from trellis.demo.guidance.writing import STORM_BEFORE, STORM_LASTED, pages, pages_of
from trellis.services.language.compiler import compile_file
from trellis.services.language.fees import prices

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGES = pages(storm_at=NOON)
OFFERED = [(employer, service) for employer in employers() for service in employer.services]
LISTS = {"contacts", "councillors", "guidance"}
"""Pages of ours that list what there is."""


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_ships_has_nothing_to_mend(address: str) -> None:
    assert findings(PAGES[address]) == []


@pytest.mark.parametrize("employer", employers(), ids=lambda employer: employer.key)
def test_every_link_of_a_page_leads_to_a_service_or_page_that_ships(employer: Employer) -> None:
    here = pages_of(employer, storm_at=NOON)
    there = {*employer.services, *(f"guidance/{each}" for each in here), *LISTS}
    for address, page in here.items():
        assert set(own_links(page)) <= there, address


@pytest.mark.parametrize(("employer", "service"), OFFERED, ids=lambda each: getattr(each, "key", each))
def test_each_service_that_ships_has_a_page_about_it_and_its_figures_stand_in_the_definition_alone(
    employer: Employer, service: str
) -> None:
    (page,) = [each for each in pages_of(employer, storm_at=NOON).values() if each.about == service]
    body = page.words["en"].body
    assert "## Who it is for" in body
    compiled = compile_file(CATALOGUE / f"{service}.yaml")
    for price in prices(compiled, on=NOON.date(), language="en"):
        assert f"£{(price.pence or 0) // 100}" not in body


def test_every_page_is_some_organisations() -> None:
    assert sum(len(pages_of(employer, storm_at=NOON)) for employer in employers()) == len(PAGES)


def test_every_place_that_a_contact_is_shown_at_ships() -> None:
    anyborough = employers()[0]
    there = {*anyborough.services, *(f"guidance/{each}" for each in pages_of(anyborough, storm_at=NOON))}
    said: dict[str, Any] = yaml.safe_load((CATALOGUE.parent / "directory" / "contacts.yaml").read_text("utf-8"))
    assert {place for each in said.values() for place in each["at"]} <= there


def test_every_councillor_of_ours_serves_today() -> None:
    said = {"name": "A", "ward": "w", "party": "p", "phone": "", "key": "a"}
    for day in (date(2023, 5, 4), date(2026, 3, 2), date(2027, 5, 3), date(2031, 1, 1)):
        assert keeping.councillor(said, today=day).serves_on(day)


def test_the_alert_is_over() -> None:
    assert not PAGES["storm"].shown_at(NOON + STORM_BEFORE)
    assert STORM_LASTED < STORM_BEFORE
