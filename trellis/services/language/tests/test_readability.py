"""Plain words pass; long sentences and words of the trade are noticed."""

from __future__ import annotations

import pytest

from trellis.services.language import readability

PLAIN = "Tell us which bin we missed. We will come back within 2 working days. You do not need to ring us."
OFFICIAL = (
    "Notwithstanding the aforementioned provisions, applicants are obligated to furnish documentary substantiation "
    "demonstrating their entitlement to consideration under the applicable discretionary arrangements."
)


def test_plain_words_have_a_low_reading_age() -> None:
    assert readability.reading_age(PLAIN) <= 9


def test_official_words_have_a_high_reading_age() -> None:
    assert readability.reading_age(OFFICIAL) > 20


def test_the_same_words_in_shorter_sentences_read_easier() -> None:
    joined = "We look at your form and we write to you and we tell you what we have decided and why we decided it."
    apart = "We look at your form. We write to you. We tell you what we have decided. We say why we decided it."
    assert readability.reading_age(apart) < readability.reading_age(joined)


def test_names_of_places_and_schemes_do_not_make_a_text_hard() -> None:
    named = "You can get Universal Credit and Council Tax Reduction in Anyborough if you ask us."
    unnamed = "You can get universal credit and council tax reduction in anyborough if you ask us."
    assert readability.reading_age(named) < readability.reading_age(unnamed)


@pytest.mark.parametrize(
    ("word", "count"), [("bin", 1), ("home", 1), ("table", 2), ("missed", 1), ("wanted", 2), ("authority", 4)]
)
def test_syllables_are_counted_about_as_people_say_them(word: str, count: int) -> None:
    assert readability.syllables(word) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Use our digital portal in order to apply.", ["digital", "portal", "in order to"]),
        ("Please note: portals are closed.", ["please note", "portal"]),
        ("Sit on the left, e.g. by the door.", ["e.g."]),
        ("The portalled stage and the digitalis plant.", []),
        ("See [your application](https://example.org/digital/portal).", []),
    ],
)
def test_words_to_avoid_are_found_whole(text: str, found: list[str]) -> None:
    assert [avoided.word for avoided in readability.avoided_in(text)] == found


def test_every_word_to_avoid_comes_with_a_better_one_and_a_reason() -> None:
    listed = readability.words_to_avoid()
    assert len(listed) > 80
    assert all(avoided.better and avoided.why.endswith((".", "!")) for avoided in listed)


def test_the_author_is_shown_the_hardest_words() -> None:
    assert "documentary" in readability.hardest_words(OFFICIAL, most=8)
