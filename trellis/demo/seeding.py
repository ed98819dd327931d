"""Seeding the demo once: the map, the organisations, and one lived-in month."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from trellis.demo.cast import employers
from trellis.demo.founding import found_everybody, load_the_map
from trellis.demo.story.play import play
from trellis.organisations.queries import organisations


@dataclass(frozen=True, kw_only=True)
class Seeded:
    """What was put in; nothing where it was all there already."""

    addresses: int = 0
    organisations: int = 0
    happenings: int = 0


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave Python's rubbish where it is for these seconds: measured, a fifth of the time went into looking for it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_seeded() -> bool:
    """Whether the demo's organisations are here."""
    return organisations().filter(key__in=[employer.key for employer in employers()]).exists()


def seed(*, now: datetime) -> Seeded:
    """Bring Anyborough to life, whole or not at all. A second time nothing happens."""
    if is_seeded():
        return Seeded()
    with _without_collecting(), transaction.atomic():
        found = load_the_map()
        founded = found_everybody(now=now)
        return Seeded(addresses=found, organisations=len(founded), happenings=play(now=now))
