"""Sealing: what is kept so that only the holder of a key can read it, and nobody once the key is erased.

AES-256-GCM with the place it belongs to bound in, so that a sealed value copied to another row does not open.
A data key is wrapped by its organisation's key, which is wrapped by the installation's master key (a setting).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from trellis.base.errors import TrellisError

_NONCE = 12


class CannotUnseal(TrellisError):
    """The value was altered, belongs somewhere else, or its key is another or erased."""

    code = "cannot-unseal"


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def seal(plain: bytes, *, key: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(sealed: bytes, *, key: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotUnseal from error


def blind(value: str, *, key: bytes, place: str) -> str:
    """A look-up value for what may be searched but not read: the same input gives the same 32 characters."""
    return hmac.new(key, f"{place}\x00{value}".encode(), hashlib.sha256).hexdigest()[:32]
