"""The secrets of a demo: made once, kept in its home, readable by its owner alone."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

_FILE = "secrets.env"


def read_or_make(home: Path) -> dict[str, str]:
    """The secret key and the master key of this home, made the first time."""
    path = home / _FILE
    if not path.exists():
        _make(path)
    lines = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return {name.removeprefix("TRELLIS_").lower(): value for name, value in lines}


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = (
        f"TRELLIS_SECRET_KEY={secrets.token_urlsafe(48)}\n"
        f"TRELLIS_MASTER_KEY={base64.b64encode(secrets.token_bytes(32)).decode()}\n"
    )
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(b"")
    part.chmod(0o600)
    part.write_text(text)
    try:
        # Linking fails where the name is taken, so that two processes starting at once agree on one set of secrets.
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
