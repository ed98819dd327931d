"""References that a person can read over the phone.

Crockford's base 32 without vowels and without look-alikes, in three groups of three, the last character a check:
one wrong or two swapped characters are noticed. A reference says nothing about the organisation, so councils can merge.
"""

from __future__ import annotations

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
_LENGTH = 9


def _check(body: str) -> str:
    # Weighted by position, modulo a prime above the alphabet's size, so that swaps are seen too.
    total = sum((place + 2) * ALPHABET.index(letter) for place, letter in enumerate(body)) % 29
    return ALPHABET[total] if total < len(ALPHABET) else ""


def new_reference() -> str:
    """Nine characters such as `7KQ-4M2-XP9`: about 280,000 million of them."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH - 1))
        if last := _check(body):
            return "-".join((body[:3], body[3:6], body[6:] + last))


def read_reference(typed: str) -> str | None:
    """The reference somebody typed or said, with or without hyphens and capitals; None where it cannot be one."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(plain) != _LENGTH or any(letter not in ALPHABET for letter in plain) or _check(plain[:-1]) != plain[-1]:
        return None
    return "-".join((plain[:3], plain[3:6], plain[6:]))
