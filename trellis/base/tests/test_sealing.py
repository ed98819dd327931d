from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.base.sealing import CannotUnseal, blind, new_key, seal, unseal

KEY = new_key()


@given(st.binary(max_size=2000), st.text(max_size=40))
def test_what_is_sealed_opens_with_its_key_in_its_place(plain: bytes, place: str) -> None:
    assert unseal(seal(plain, key=KEY, place=place), key=KEY, place=place) == plain


@given(st.binary(min_size=4, max_size=200))
def test_sealed_words_cannot_be_read_nor_told_apart(plain: bytes) -> None:
    once, again = seal(plain, key=KEY, place="a"), seal(plain, key=KEY, place="a")
    assert once != again
    assert plain not in once


@pytest.mark.parametrize(("key", "place"), [(new_key(), "case:1"), (KEY, "case:2")], ids=["key", "place"])
def test_another_key_or_another_place_does_not_open_it(key: bytes, place: str) -> None:
    sealed = seal(b"Ada Bell", key=KEY, place="case:1")
    with pytest.raises(CannotUnseal):
        unseal(sealed, key=key, place=place)


@given(st.integers(0, 30), st.integers(1, 255))
def test_an_altered_byte_is_noticed(at: int, by: int) -> None:
    sealed = bytearray(seal(b"Ada Bell", key=KEY, place="case:1"))
    sealed[at % len(sealed)] ^= by
    with pytest.raises(CannotUnseal):
        unseal(bytes(sealed), key=KEY, place="case:1")


@pytest.mark.parametrize("rubbish", [b"", b"short", b"x" * 11])
def test_rubbish_is_refused(rubbish: bytes) -> None:
    with pytest.raises(CannotUnseal):
        unseal(rubbish, key=KEY, place="")


def test_a_look_up_value_is_the_same_for_the_same_words_and_differs_by_key_and_place() -> None:
    assert blind("ada@example.org", key=KEY, place="email") == blind("ada@example.org", key=KEY, place="email")
    assert blind("ada@example.org", key=KEY, place="email") != blind("ada@example.org", key=new_key(), place="email")
    assert blind("ada@example.org", key=KEY, place="email") != blind("ada@example.org", key=KEY, place="phone")
