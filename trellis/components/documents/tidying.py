"""A file store takes nothing back by itself: what was kept in a transaction that failed is taken away here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.storage import default_storage

_just_stored: ContextVar[list[str] | None] = ContextVar("_just_stored", default=None)


def remember(stored_as: str) -> None:
    """Note what was stored, where somebody may have to tidy up."""
    if (stored := _just_stored.get()) is not None:
        stored.append(stored_as)


@contextmanager
def tidied_up_after_failure() -> Iterator[None]:
    """Around a transaction that may be taken back: a file store takes nothing back by itself."""
    stored: list[str] = []
    was = _just_stored.set(stored)
    try:
        yield
    except BaseException:
        for name in stored:
            default_storage.delete(name)
        raise
    finally:
        _just_stored.reset(was)
