"""From the address of a mail server to what Django needs to be told about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}


def mail_server(address: str) -> dict[str, Any]:
    """Django's settings for a mail server: `smtp:` asks for TLS once connected, `smtps:` begins with it.

    A server on this machine itself needs neither a name nor TLS. Empty for the outbox, where nothing is sent.
    """
    parts = urlsplit(address)
    if parts.scheme not in _PORTS:
        return {}
    host = parts.hostname or "localhost"
    beside_us = host in {"localhost", "127.0.0.1", "::1"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": parts.port or (25 if beside_us and parts.scheme == "smtp" else _PORTS[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not beside_us,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A server that hangs must not hold up the messages of others.
        "EMAIL_TIMEOUT": 20,
    }
