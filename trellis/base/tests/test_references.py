from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from trellis.base.references import ALPHABET, new_reference, read_reference

references = st.builds(new_reference)


@given(references)
def test_a_reference_reads_back_however_it_is_typed(reference: str) -> None:
    typed = reference.replace("-", " ").lower()
    assert read_reference(f"  {typed} ") == reference


@given(references, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(reference: str, place: int, letter: str) -> None:
    plain = reference.replace("-", "")
    assume(plain[place] != letter)
    assert read_reference(plain[:place] + letter + plain[place + 1 :]) is None


@given(references, st.integers(0, 6))
def test_two_swapped_characters_are_noticed(reference: str, place: int) -> None:
    plain = reference.replace("-", "")
    assume(plain[place] != plain[place + 1])
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    assert read_reference(swapped) is None


@given(st.text(max_size=30))
def test_anything_else_is_no_reference_and_no_error(typed: str) -> None:
    assert read_reference(typed) is None or len(read_reference(typed) or "") == 11
