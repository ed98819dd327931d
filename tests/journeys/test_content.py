"""Pages of guidance: a resident finds and reads them; one colleague writes, and another approves, without a script."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.robot import press
from tests.journeys.served import Served

NARROW = 320


def test_a_resident_finds_guidance_beside_the_services_and_reads_it_on_an_old_phone(
    somebody: Callable[..., Page],
    accessible: Callable[[Page], None],
    checked_html: Callable[[dict[str, str]], None],
) -> None:
    page = somebody(width=NARROW)
    page.goto("/anyborough/?words=bin")
    press(page.get_by_role("link", name="Bin days"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bin days")
    accessible(page)
    seen = {"bins": page.content()}
    for address in ("guidance/", "guidance/moving-home/", "guidance/recycling-centre/", "guidance/storm/"):
        page.goto(f"/anyborough/{address}")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, address
        seen[address.strip("/").replace("/", "-")] = page.content()
    for address in ("contacts/", "councillors/", "councillors/ward/market/", "councillors/alma-whitcombe/"):
        page.goto(f"/anyborough/{address}")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, address
        seen[address.strip("/").replace("/", "-")] = page.content()
    checked_html(seen)
    page.goto("/anyborough/councillors/")
    page.get_by_label("Find who represents your address").fill("AN1 1AB")
    press(page.get_by_role("button", name="Find my councillors"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Market ward")
    page.goto("/anyborough/guidance/garden-waste/")
    press(page.get_by_role("button", name="Join the garden waste collection"))
    expect(page.get_by_role("link", name="Garden waste", exact=True)).to_be_visible()
    page.goto("/anyborough/Waste/BinDays.aspx")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bin days")
    press(page.get_by_role("link", name="Cymraeg"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Diwrnodau bin")


def test_one_writes_an_alert_and_another_approves_it_without_a_script(
    served: Served, somebody: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    nadia = somebody(script=False)
    nadia.goto(served.sign_in_address("nadia.hart@anyborough.example"))
    nadia.goto("/anyborough/desk/pages/new/")
    nadia.get_by_label("Alert").check()
    nadia.get_by_label("Title").fill("The library closes early today")
    nadia.get_by_label("Summary").fill("We close at 3pm. Your books can come back tomorrow.")
    nadia.get_by_label("Address").fill("library-closes-early")
    nadia.get_by_label("Words").fill("The heating is broken. Read more [here](/guidance/).")
    nadia.get_by_label("Shown until (day)").fill("2100-01-01")
    press(nadia.get_by_role("button", name="Keep it as a draft"))
    expect(nadia.get_by_text("Must be mended:")).to_have_count(1)
    press(nadia.locator("[data-key=w]"))
    nadia.get_by_label("Words").fill("The heating is broken. Read our [guidance](/guidance/).")
    press(nadia.get_by_role("button", name="Look at it first"))
    expect(nadia.locator("#look")).to_contain_text("The heating is broken.")
    press(nadia.get_by_role("button", name="Keep this version"))
    press(nadia.get_by_role("button", name="Ask for approval"))
    number = nadia.url.rstrip("/").rpartition("/")[2]

    chidi = somebody()
    chidi.goto(served.sign_in_address("chidi.eze@anyborough.example"))
    for address in ("", "new/", "old-addresses/", f"{number}/", f"{number}/write/en/", f"{number}/write/cy/"):
        chidi.goto(f"/anyborough/desk/pages/{address}")
        accessible(chidi)
    chidi.goto(f"/anyborough/desk/pages/{number}/")
    press(chidi.get_by_role("button", name="Approve it"))

    resident = somebody(script=False, width=NARROW)
    resident.goto("/anyborough/missed-bin/")
    expect(resident.get_by_role("region", name="Important")).to_contain_text("The library closes early today")
    press(chidi.get_by_role("button", name="Withdraw the page"))
