"""`trellis doctor`: how an installation is, what is wrong and how to mend it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import Annotated

import typer

from trellis.base.errors import TrellisError
from trellis.project.doctor.finding import Finding
from trellis.project.options import WrongSettings, read_options


class NobodyToTell(TrellisError):
    """Nobody is named to be told. Mend: set TRELLIS_ALERT_EMAIL to an address that somebody reads."""

    code = "nobody-to-tell"


COMMANDS = {"doctor": "Say how this installation is, what is wrong and how to mend it."}
# Where a setting is wrong Django cannot be set up, and that is the first thing to say.
NEEDS_DJANGO = False


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    alert: Annotated[
        bool, typer.Option("--alert", help="Also write to TRELLIS_ALERT_EMAIL where that is news.")
    ] = False,
) -> None:
    """Say how this installation is. Ends with 1 where something has to be looked at."""
    found = _findings()
    if alert:
        _alert(found)
    if as_json:
        print(json.dumps({"well": all(each.well for each in found), "findings": [asdict(each) for each in found]}))
    else:
        for each in found:
            print(f"{'well ' if each.well else 'LOOK '} {each.what}: {each.says}")
            if not each.well and each.mend:
                print(f"      Mend: {each.mend}")
    raise typer.Exit(0 if all(each.well for each in found) else 1)


def _alert(found: list[Finding]) -> None:
    to = read_options().alert_email
    if not to:
        raise NobodyToTell
    # Django is set up by now.
    from trellis.base.time import local_day, now  # noqa: PLC0415
    from trellis.components.messages.worker import transport_in_use  # noqa: PLC0415
    from trellis.project.capacity.figures import note_day  # noqa: PLC0415
    from trellis.project.doctor.telling import tell  # noqa: PLC0415

    tell(found, to=to, transport=transport_in_use())
    if all(each.well for each in found):
        note_day(local_day(now()))


def _findings() -> list[Finding]:
    try:
        read_options()
    except WrongSettings as wrong:
        return [_wrong(line) for line in str(wrong).splitlines()]
    # The settings are read by now; before that these cannot be imported.
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
    django.setup()
    from trellis.project.doctor.looking import look  # noqa: PLC0415

    return look()


def _wrong(line: str) -> Finding:
    name, _, rest = line.partition(" ")
    says, _, mend = rest.partition(". ")
    return Finding(what=name, well=False, says=says, mend=mend)
