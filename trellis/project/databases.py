"""From a database address to what Django needs to be told about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from trellis.project.options import Options

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous={}; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"


def databases(options: Options) -> dict[str, dict[str, Any]]:
    """Django's DATABASES. PostgreSQL is reached as the application's role; `as_owner` is for migrations alone."""
    address = options.database_url.get_secret_value()
    if not address or address.startswith("sqlite"):
        return {"default": _sqlite(_sqlite_file(address, home=options.home), testing=options.mode == "test")}
    return {"default": _postgresql(address, pooled=options.mode == "production")}


def as_owner(options: Options) -> dict[str, str]:
    """Name and password of the role that owns the tables. Empty where there is none of its own."""
    address = options.owner_database_url.get_secret_value()
    if not address or not options.database_url.get_secret_value().startswith("postgres"):
        return {}
    found = _postgresql(address, pooled=False)
    return {key: str(found[key]) for key in ("USER", "PASSWORD")}


def _sqlite_file(address: str, *, home: Path) -> Path:
    path = unquote(urlsplit(address).path.removeprefix("/")) if address else ""
    return home / (path or "trellis.sqlite3")


def _sqlite(path: Path, *, testing: bool) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction takes the writer's lock when it begins: taking it half way could fail, and be lost.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": _PRAGMAS.format("OFF" if testing else "NORMAL"),
        },
        # A file, not memory: the server that a browser test starts runs in other threads and needs real locks.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def _postgresql(address: str, *, pooled: bool) -> dict[str, Any]:
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {
        # Our queries are short: compiling them costs more than it saves. A query of 30 s is a fault, not work.
        "options": "-c jit=off -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000",
        **{key: value for key, value in query.items() if key not in {"host", "port"}},
    }
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": 16, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", ""),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 0 if pooled else 600,
        "CONN_HEALTH_CHECKS": not pooled,
        "OPTIONS": options,
    }
