"""A question flow that GOV.UK publishes, made a service here, ends in what it ended in there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.published_flows import FOLDER, Flow, Offered, Way, made_a_service
from tests.journeys.robot import press
from tests.journeys.served import Served, said

FLOWS = [Flow(name="check_benefits_financial_support"), Flow(name="next_steps_for_your_business")]

OTHERS = "Other things that fit your answers"
"""The heading of what has none in the flow."""

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the published flows are not on this machine")


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_published_answers_end_in_exactly_the_published_results(
    served: Served, somebody: Callable[..., Page], tmp_path: Path, flow: Flow
) -> None:
    file = made_a_service(flow, served=served, folder=tmp_path)
    sample = flow.sample()
    assert len({way.results for way in sample}) == len(sample) >= 4, "the sample has no different ends"
    for way in sample:
        assert evaluated(file, way) == list(way.results)
        page = somebody(script=False)
        assert walked(page, way, start=f"/anyborough/{flow.service}/") == way.pages
        assert shown(page) == flow.as_a_page_has_them(way.results)


def evaluated(file: Path, way: Way) -> list[str]:
    """The results for these answers by the command line, as the service's file says them."""
    given = file.with_name("answers.json")
    given.write_text(json.dumps({question: ",".join(values) for question, values in way.answers}), "utf-8")
    found: list[str] = json.loads(said("evaluate", str(file), "--answers", str(given)))["results"]
    return found


def walked(page: Page, way: Way, *, start: str) -> list[str]:
    """Answer what the pages ask, in their order; says which pages came before the results."""
    page.goto(start)
    press(page.locator("form[action$='begin'] button").first)
    pages = []
    for question, values in way.answers:
        pages.append(page.url.rpartition("/")[2])
        for value in values:
            page.locator(f"main input[name='{question}'][value='{value}']").check(force=True)
        press(page.locator("main form").first.get_by_role("button", name="Continue"))
    assert page.url.endswith("/results"), page.url
    return pages


def shown(page: Page) -> list[Offered]:
    """What the results page offers, in the order in which it is read."""
    heading, found = "", []
    for each in page.locator("main h2:not(li h2), main .trellis-results li").all():
        if not each.locator("xpath=self::li").count():
            heading = each.inner_text().replace(OTHERS, "")
            continue
        link = each.locator(":scope > :first-child a")
        leads_to = (link.get_attribute("href") or "") if link.count() else ""
        found.append(Offered(heading=heading, title=each.locator(":scope > :is(h2, h3)").inner_text(), link=leads_to))
    return found
