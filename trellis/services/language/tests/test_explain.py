"""A service is told in words and drawn, so that a meeting can look at it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from trellis.services.language import explain
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_text

DEFINITION = Path(__file__).parent / "definitions" / "garden-waste.yaml"
TEXT = DEFINITION.read_text("utf-8")
SVG = "{http://www.w3.org/2000/svg}"


def compiled(text: str = TEXT) -> Compiled:
    return compile_text(text, file="garden-waste.yaml", catalogue=Catalogue.near(DEFINITION))


@pytest.mark.parametrize(
    "line",
    [
        "Get a garden waste bin",
        "- As someone with a garden and no car, I need to get rid of cut grass and leaves, so that my garden stays in use",
        "2. Is the garden shared?\n   Only if “Where do you live?” is “A flat”",
        "   Ends here if “Where do you live?” is “A boat”:\n      We cannot empty a bin on a boat.",
        "- Each further bin: £25.00 * (bins - 1) — only if “How many bins do you want?” is more than 1",
        "2. Decide (by waste-team); due in 5 working days; decides joined or refused",
        "- Our promise: 10 working days from 1 April 2025; starts when submitted",
    ],
)
def test_the_text_tells_the_journey_the_rules_and_the_work(line: str) -> None:
    assert line in explain.text(compiled())


def test_the_text_tells_when_a_clock_stops_before_the_decision() -> None:
    text = TEXT.replace("title: Our promise\n", "title: Our promise\n      stops: stage decide\n", 1)
    assert "starts when submitted; stops when stage decide has ended" in explain.text(compiled(text))


def test_the_drawing_has_a_title_and_tells_everything_in_words_too() -> None:
    root = ElementTree.fromstring(explain.svg(compiled()))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Get a garden waste bin: the journey"
    described = root.findtext(f"{SVG}desc") or ""
    assert "Is the garden shared?, only if “Where do you live?” is “A flat”" in described
    assert "ends here if “Where do you live?” is “A boat”" in described


def test_the_drawing_shows_every_page_exit_and_stage() -> None:
    root = ElementTree.fromstring(explain.svg(compiled()))
    shown = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    for words in ("Where do you live?", "Ends here", "otherwise", "Check your answers", "Decide (by waste-team)"):
        assert words in shown


def test_the_drawing_asks_for_nothing_from_elsewhere_and_sets_no_style() -> None:
    drawn = explain.svg(compiled())
    assert "style=" not in drawn
    assert "<style" not in drawn
    assert "href" not in drawn
    assert "font-face" not in drawn


def test_words_that_look_like_markup_are_drawn_as_words() -> None:
    drawn = explain.svg(compiled(TEXT.replace("title: Get a garden waste bin", "title: Bins <script> & more")))
    assert "<script" not in drawn
    assert ElementTree.fromstring(drawn).findtext(f"{SVG}title") == "Bins <script> & more: the journey"


def test_nothing_is_drawn_outside_the_picture() -> None:
    root = ElementTree.fromstring(explain.svg(compiled()))
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for box in root.iter(f"{SVG}rect"):
        assert float(box.get("x", 0)) >= 0
        assert float(box.get("x", 0)) + float(box.get("width", 0)) <= width
        assert float(box.get("y", 0)) + float(box.get("height", 0)) <= height


def test_stages_that_run_side_by_side_are_drawn_side_by_side() -> None:
    beside = TEXT.replace("    - id: decide\n", "    - {id: visit, title: Visit, by: crew, after: [], tasks: [{id: go, title: Go}]}\n    - id: decide\n      after: [check, visit]\n")  # fmt: skip
    told = explain.text(compiled(beside))
    assert "at the same time, Visit (by crew)" in told
    root = ElementTree.fromstring(explain.svg(compiled(beside)))
    tops = {text.text: text.get("y") for text in root.iter(f"{SVG}text")}
    assert tops["Visit (by crew)"] == tops["Check the address (by waste-team)"]
