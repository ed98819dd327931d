"""What is found in the words of a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trellis.components.content.wording import Finding, findings, own_links, unfit
from trellis.components.content.written import Kind, Words, Written

FINE = "We collect your bins every week. Put them out by 6am."


def found(body: str = FINE, *, language: str = "en", kind: Kind = Kind.GUIDANCE, title: str = "Bins") -> list[Finding]:
    words = Words(title=title, summary="When we come.", body=body)
    return findings(Written(kind=kind, words={language: words}))


def codes(body: str, **also: object) -> set[str]:
    return {each.code for each in found(body, **also)}  # type: ignore[arg-type]


def test_plain_words_have_nothing_to_mend() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("body", "code", "refuse"),
    [
        ("", "no-body", True),
        ("Read it [here](/bins/).", "link-says-nothing", True),
        ("[Click here!](/bins/) to read.", "link-says-nothing", True),
        ("Go to [](/bins/).", "link-without-words", True),
        ("Go to [https://example.org/bins](https://example.org/bins).", "link-is-an-address", False),
        ("![](/map.png)", "picture-without-words", True),
        ("![A map](https://elsewhere.example/map.png)", "picture-from-elsewhere", True),
        ("## When\n\nWords\n\n#### Deep\n\nWords", "heading-skips", True),
        ("### First\n\nWords", "heading-skips", True),
        ("##\n\nWords", "empty-heading", True),
        ("The form must be <b>signed</b>.", "markup", False),
        ("The bins are collected on Monday.", "passive", False),
        ("You can " + "and then you can " * 8 + "stop.", "long-sentence", False),
        ("Prior to the commencement, utilise it.", "word-to-avoid", False),
    ],
)
def test_each_fault_is_named(body: str, code: str, refuse: bool) -> None:
    (named,) = [each for each in found(body) if each.code == code][:1]
    assert named.refuse is refuse
    assert unfit([named]) is refuse


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_holds_in_any_language_is_judged_in_each(language: str) -> None:
    assert "link-says-nothing" in codes("[yma](/x/)", language=language)
    assert ("passive" in codes("The bins are collected.", language=language)) is (language == "en")


def test_how_something_is_is_not_passive() -> None:
    assert "passive" not in codes("The park is closed. You are allowed in again on Friday.")


def test_words_that_lead_somewhere_are_judged_with_their_marks_away() -> None:
    assert codes("Read [**more**](/bins/).") >= {"link-says-nothing"}
    assert "link-says-nothing" not in codes("Read [more about bins](/bins/).")


def test_a_guide_needs_its_steps() -> None:
    assert "steps-without-headings" in codes("## Only one\n\nDo it.", kind=Kind.STEPS)
    assert "steps-without-headings" not in codes("## One\n\nDo it.\n\n## Two\n\nDo that.", kind=Kind.STEPS)


def test_an_alert_has_an_end_after_its_beginning() -> None:
    words = {"en": Words(title="Flood", summary="Stay away from the river.", body=FINE)}
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    (none,) = findings(Written(kind=Kind.ALERT, words=words))
    (before,) = findings(Written(kind=Kind.ALERT, words=words, shown_from=noon, shown_until=noon))
    assert (none.code, before.code) == ("alert-without-end", "ends-before-it-begins")


def test_own_links_are_found_in_every_language_without_what_follows_the_place() -> None:
    words = Words(
        title="a", summary="b", body="[a](/bins/?x=1) [b](/bins/#when) [c](https://x.example/y) ![d](/map.png)"
    )
    assert own_links(Written(kind=Kind.GUIDANCE, words={"en": words, "cy": words})) == ["bins", "map.png"]


@given(some.text(max_size=300))
def test_any_text_can_be_judged_and_what_is_found_does_not_depend_on_blank_lines_after_it(body: str) -> None:
    assert [each.code for each in found(body)] == [each.code for each in found(f"{body}\n\n\n")]
