"""A database of its own on the PostgreSQL that the tests run on, gone afterwards."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg


@contextmanager
def database_of_its_own() -> Iterator[tuple[str, str]]:
    """Its address for the application, and for the role that owns its tables."""
    name = f"trellis_killing_{secrets.token_hex(4)}"
    application, owner = os.environ["DATABASE_URL"], os.environ["TRELLIS_OWNER_DATABASE_URL"]
    with psycopg.connect(_at(owner, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield _at(application, name), _at(owner, name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _at(address: str, database: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))
