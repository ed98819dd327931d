"""What a message says of one person's case stands where its blanks are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trellis.services.language.blanks import KNOWN, blanks_in, fill, filled_from

PLAIN = st.text(alphabet="abc {}.\n", max_size=20).filter(lambda words: "{{" not in words and "}}" not in words)


def test_a_blank_is_filled_however_it_is_spaced_and_whichever_hyphens_its_answer_has() -> None:
    facts = {"reference": "ABC-1", "home_type": "a flat"}
    assert fill("{{reference}}: {{ home-type }}, {{  home_type }}", facts) == "ABC-1: a flat, a flat"


def test_what_is_not_known_leaves_neither_braces_nor_a_gap_behind() -> None:
    assert fill("Dear Ada\n\n{{ conditions }}\n\nYours", {}) == "Dear Ada\n\nYours"


def test_words_that_were_filled_in_are_not_filled_in_again() -> None:
    assert fill("{{ reasons }}", {"reasons": "{{ reference }}", "reference": "ABC-1"}) == "{{ reference }}"


@given(names=st.lists(st.sampled_from(sorted(KNOWN)), max_size=5), between=PLAIN)
def test_every_blank_that_the_checker_finds_is_one_that_is_filled(names: list[str], between: str) -> None:
    words = f" {between} ".join(f"{{{{ {name} }}}}" for name in names)
    assert [filled_from(blank) for blank in blanks_in(words)] == list(dict.fromkeys(names))
    assert blanks_in(fill(words, dict.fromkeys(KNOWN, "said"))) == ()
