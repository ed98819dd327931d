"""A journey on the web, beside bare Django views with the same middleware and the same fields."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.browsing import Answer, Browser
from benchmarks.harness import Measured, compare

BASE = "/bench/two-steps"
YOU = {"your-name.first": "Ada", "your-name.last": "Bell", "email": "ada@example.org"}
VIEW = {"street": "yes", "words": "It is a good street, and it could be greener."}


def set_up(home: str) -> Browser:
    os.environ |= {"TRELLIS_HOME": home, "TRELLIS_MODE": "demo", "DJANGO_SETTINGS_MODULE": "trellis.project.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "benchmarks.addresses"
    settings.ALLOWED_HOSTS = ["localhost"]
    call_command("migrate", verbosity=0)
    _publish()
    from benchmarks.anchors import make_table

    make_table()
    return Browser(get_wsgi_application())


def _publish() -> None:
    from trellis.base.time import now
    from trellis.organisations.actions import found
    from trellis.organisations.actors import system
    from trellis.organisations.brand import Brand
    from trellis.services.actions import publish
    from trellis.services.language.compiler import compile_file

    council = found(
        key="bench", name={"en": "Bench"}, kind="council", nation="england", languages=["en"], at=now(),
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )  # fmt: skip
    compiled = compile_file(Path(__file__).parent / "definitions" / "two-steps.yaml")
    publish(compiled=compiled, at=now(), by=system(organisation=council.pk, doing="publishing"))


def _expect(answer: Answer, status: int, words: str = "") -> Answer:
    if answer.status != status or words not in (answer.body or answer.location):
        raise AssertionError(f"{answer.status} {answer.location} {answer.body[:3000]}")
    return answer


def _whole_journey(application) -> None:  # type: ignore[no-untyped-def]
    """Start page, two pages, check, send and the reference: every request that a browser makes."""
    browser = Browser(application)
    _expect(browser.get(f"{BASE}/"), 200)
    _expect(browser.post(f"{BASE}/begin"), 302)
    _expect(browser.get(f"{BASE}/you"), 200)
    _expect(browser.post(f"{BASE}/you", **YOU), 302)
    _expect(browser.get(f"{BASE}/view"), 200)
    _expect(browser.post(f"{BASE}/view", **VIEW), 302, "check")
    _expect(browser.get(f"{BASE}/check-answers"), 200, "Ada")
    _expect(browser.post(f"{BASE}/send"), 302, "sent")
    _expect(browser.get(f"{BASE}/sent"), 200, "reference")


def run() -> list[Measured]:
    with tempfile.TemporaryDirectory() as home:
        browser = set_up(home)
        _whole_journey(browser.application)
        anchor = Browser(browser.application)
        _expect(anchor.get("/bench-form"), 200)
        _expect(browser.get(f"{BASE}/"), 200)
        _expect(browser.post(f"{BASE}/begin"), 302)
        _expect(browser.get(f"{BASE}/you"), 200, "email")
        form = {"first": "Ada", "last": "Bell", "email": "ada@example.org"}
        return [
            compare(
                "a step GET, to a bare form GET with one SELECT",
                ours=lambda: browser.get(f"{BASE}/you"), anchor=lambda: anchor.get("/bench-form"), goal=2,
            ),
            compare(
                "a step POST, to a bare form POST with one INSERT",
                ours=lambda: _expect(browser.post(f"{BASE}/you", **YOU), 302),
                anchor=lambda: _expect(anchor.post("/bench-form", **form), 302), goal=3,
            ),
            compare(
                "a two-step submission with all its pages, to one bare 10 kB page",
                ours=lambda: _whole_journey(browser.application), anchor=lambda: anchor.get("/bench-page"),
                goal=24, times=4, anchor_times=40,
            ),
        ]  # fmt: skip
