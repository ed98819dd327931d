"""How a person can be reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How a person can be reached; any of it may be empty."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = "en"
