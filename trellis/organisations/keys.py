"""Organisations' keys, each wrapped by the installation's master key (the setting TRELLIS_MASTER_KEY)."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from trellis.base.sealing import blind, new_key, seal, unseal
from trellis.organisations.models import Organisation


def _master() -> bytes:
    key: bytes = settings.TRELLIS.master_key_bytes
    return key


def wrap_for_installation(key: bytes, *, organisation: str) -> bytes:
    return seal(key, key=_master(), place=f"organisation:{organisation}")


@lru_cache(maxsize=1024)
def _organisation_key(number: int) -> bytes:
    organisation = Organisation.objects.only("key", "wrapped_key").get(pk=number)
    return unseal(bytes(organisation.wrapped_key), key=_master(), place=f"organisation:{organisation.key}")


def wrapped_data_key(*, organisation: int) -> bytes:
    """A new data key, wrapped by the organisation's: what a person's part of a case is sealed with."""
    return seal(new_key(), key=_organisation_key(organisation), place="data-key")


def unwrap(wrapped: bytes, *, organisation: int) -> bytes:
    return unseal(wrapped, key=_organisation_key(organisation), place="data-key")


def look_up_value(value: str, *, organisation: int, place: str) -> str:
    """What a value that may be searched but not read is indexed by, different in each organisation."""
    return blind(value.strip().casefold(), key=_organisation_key(organisation), place=place)


def seal_for(plain: str, *, organisation: int, place: str) -> bytes:
    """Seal what an organisation keeps for itself, such as the password of another system."""
    return seal(plain.encode(), key=_organisation_key(organisation), place=place)


def unseal_for(sealed: bytes | memoryview, *, organisation: int, place: str) -> str:
    """What an organisation sealed for itself at this place."""
    return unseal(bytes(sealed), key=_organisation_key(organisation), place=place).decode()
