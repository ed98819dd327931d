"""A seeded installation, served; a real browser; and two machines that read pages as strictly as a person cannot."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.seeding import Demo
from tests.journeys.served import ROOT, Served, free_port

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 120_000
"""Milliseconds for which a page is waited for: the machine may be busy with everything else."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    installation = Served(home=tmp_path_factory.mktemp("home"), port=free_port())
    demo.copied_to(installation.home)
    installation.start()
    yield installation
    installation.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    # The driver keeps a loop of its own running in this thread, in which Django would then refuse its database to every
    # later test of this worker. None of them is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                # Nobody but this machine is ever reached, also where a page of ours leads elsewhere.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
            ],
        )
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def scripted(request: pytest.FixtureRequest) -> bool:
    chosen: bool = request.param
    return chosen


@pytest.fixture(
    params=[pytest.param(True, marks=pytest.mark.long, id="with script"), pytest.param(False, id="without script")]
)
def unscripted_first(request: pytest.FixtureRequest) -> bool:
    """As `scripted`, where nothing of the page needs a script: without one every time, with one before a release."""
    chosen: bool = request.param
    return chosen


@pytest.fixture
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context(base_url=served.address)
    yield _watched(context)
    context.close()


@pytest.fixture
def somebody(chromium: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Another person at another computer: `somebody(script=False, width=320)`."""
    contexts: list[BrowserContext] = []

    def come(*, script: bool = True, width: int = 1280, height: int = 900) -> Page:
        context = chromium.new_context(
            base_url=served.address, java_script_enabled=script, viewport={"width": width, "height": height}
        )
        contexts.append(context)
        return _watched(context)

    yield come
    for context in contexts:
        context.close()


def _watched(context: BrowserContext) -> Page:
    """A page on which an error in a script, or a request to anybody else, ends the test."""
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))

    def ours(request: Any) -> None:
        if not request.url.startswith(("http://localhost", "data:")):
            pytest.fail(f"the page asked {request.url}")

    page.on("request", ours)
    return page


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Have axe look at the page as it stands."""

    def look(page: Page) -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", WCAG)
        said = [f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:160]})" for each in found["violations"]]
        assert not said, f"{page.url}\n" + "\n".join(said)

    return look


@pytest.fixture
def checked_html(tmp_path: Path) -> Callable[[dict[str, str]], None]:
    """Have the Nu HTML checker read pages: {name: source}."""

    def read(pages: dict[str, str]) -> None:
        for name, source in pages.items():
            (tmp_path / f"{name}.html").write_text(source, encoding="utf-8")
        jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
        done = subprocess.run(
            ["java", "-jar", str(jar), "--format", "json", "--errors-only", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
        messages = json.loads(done.stderr or '{"messages": []}')["messages"]
        said = [f"{Path(each['url']).name}:{each.get('lastLine')}: {each['message']}" for each in messages]
        assert not said, "\n".join(said[:20])

    return read
