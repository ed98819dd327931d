"""What makes an installation unsafe to start. Each reason says the mend; `trellis doctor` says the same.

What is missing or misspelt is refused before, where settings are read (`options.py`). In a demo nothing is refused: its
secrets are made for it, and nobody's details are in it.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from trellis.base.errors import TrellisError
from trellis.project.options import Options, variable

EASILY_GUESSED = ("django-insecure-", "changeme", "change-me", "secret-key", "password", "example")


class UnsafeSettings(TrellisError):
    """Trellis does not start like this; each line says what is unsafe and the mend."""

    code = "unsafe-settings"


@dataclass(frozen=True, kw_only=True)
class Unsafe:
    """One thing that is unsafe about an installation, and how to mend it."""

    what: str
    says: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what} {self.says}. {self.mend}"


def require_safe(options: Options, *, processes: int = 1) -> None:
    """Let an installation start.

    :raises UnsafeSettings: where it holds real people's details and would not keep them.
    """
    if found := unsafe(options, processes=processes):
        raise UnsafeSettings("\n".join(str(each) for each in found))


def unsafe(options: Options, *, processes: int = 1) -> list[Unsafe]:
    """Everything that is unsafe in production; nothing in a demo."""
    if options.mode != "production":
        return []
    return [*_secrets(options), *_addresses(options), *_processes(options, processes), *_folder(options)]


def _secrets(options: Options) -> Iterator[Unsafe]:
    secret, master = options.secret_key.get_secret_value(), options.master_key_bytes
    if len(set(secret)) < 12 or any(each in secret.casefold() for each in EASILY_GUESSED):
        yield _setting(
            "secret_key",
            "can be guessed: with it anybody signs in as anybody",
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"',
        )
    if len(set(master)) < 12:
        yield _setting(
            "master_key",
            "can be guessed: it opens everything that is sealed",
            'Make one with: python3 -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"',
        )


def _addresses(options: Options) -> Iterator[Unsafe]:
    host = urlsplit(options.base_url).hostname or ""
    if not options.over_https:
        yield _setting(
            "base_url",
            "is not https://, so cookies and answers could be read on the way",
            "Have a proxy end TLS in front of Trellis, and give the https:// address that people use.",
        )
    elif not options.proxy_header:
        yield _setting(
            "proxy_header",
            "is missing, so nobody can tell whether a visitor came over TLS",
            "Have the proxy set that header itself on every request, and name it here: X-Forwarded-Proto",
        )
    if any(each in {"*", "."} for each in options.allowed_hosts):
        yield _setting(
            "allowed_hosts",
            "lets everything in, so a link in a message could lead to somebody else's site",
            f"Name the hosts that people use: {host or 'services.anyborough.example'}",
        )
    elif not any(host == each or (each[:1] == "." and f".{host}".endswith(each)) for each in options.allowed_hosts):
        yield _setting("allowed_hosts", f"does not have {host}, which people use", f"Add it: {host}")


def _processes(options: Options, processes: int) -> Iterator[Unsafe]:
    mend = "Use PostgreSQL (DATABASE_URL=postgresql://...), or one process: trellis serve --workers 1"
    if options.on_sqlite and options.worker == "separate":
        says = "is separate, and SQLite in several processes makes people wait for each other, then fail"
        yield _setting("worker", says, f"{mend}, with TRELLIS_WORKER=in-process.")
    if options.on_sqlite and processes > 1:
        says = f"is {processes}, and SQLite in several processes makes people wait for each other, then fail"
        yield Unsafe(what="--workers", says=says, mend=f"{mend}.")


def _folder(options: Options) -> Iterator[Unsafe]:
    """The home holds people's files, and on SQLite everything else. What is in it is as private as it is itself."""
    if options.home.exists() and _open_to_others(options.home):
        yield _setting(
            "home",
            f"can be read by everybody on this machine: {options.home}",
            f"Close it: chmod 700 {options.home}",
        )


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXO))


def _setting(name: str, says: str, mend: str) -> Unsafe:
    return Unsafe(what=variable(name), says=says, mend=mend)
