"""Telling somebody that the installation is unwell, once for each thing, and that it is well again.

It runs by itself, from a timer of the machine: a worker that stands still cannot say so.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from trellis.components.messages.transport import Outgoing, Transport
from trellis.project.doctor.finding import Finding


def tell(found: Sequence[Finding], *, to: str, transport: Transport) -> str:
    """Send one e-mail where what is unwell is not what was told last; gives what was sent, empty where nothing was.

    What was told is remembered only once it was sent, so that a mail server that was away is tried again.
    """
    unwell = sorted(f"{each.what}: {_says(each)}" for each in found if not each.well)
    known = _told().read_text(encoding="utf-8").splitlines() if _told().exists() else []
    names, before = sorted(each.what for each in found if not each.well), sorted(known)
    if names == before:
        return ""
    words = "\n\n".join(unwell) or "Everything is well again."
    body = f"{words}\n\nAsk for yourself: trellis doctor"
    transport.send(_letter(to, body, well=not unwell))
    _told().write_text("\n".join(names), encoding="utf-8")
    return body


def _says(each: Finding) -> str:
    return f"{each.says}.\nMend: {each.mend}" if each.mend else each.says


def _told() -> Path:
    home: Path = settings.TRELLIS.home
    return home / "told-unwell"


def _letter(to: str, body: str, *, well: bool) -> Outgoing:
    where = settings.TRELLIS.base_url or "this installation"
    return Outgoing(
        reference=f"doctor-{secrets.token_hex(12)}",
        channel="email",
        to=to,
        subject=f"Trellis at {where} is {'well again' if well else 'unwell'}",
        body=body,
        language="en",
        sender=f"Trellis <{to}>",
    )
