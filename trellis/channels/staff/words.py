"""How the desk writes days, times and sums: `Tue 24 Nov`, `Tue 24 Nov, 14:05`, `£10.50`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import ngettext

from trellis.base.time import LONDON
from trellis.organisations.actors import Permission, Role

ROLE_WORDS = {
    Role.CASEWORKER: lazily("Caseworker"),
    Role.MANAGER: lazily("Manager"),
    Role.SERVICE_DESIGNER: lazily("Service designer"),
    Role.SERVICE_OWNER: lazily("Service owner"),
    Role.EDITOR: lazily("Editor"),
    Role.ADMINISTRATOR: lazily("Administrator"),
    Role.AUDITOR: lazily("Auditor"),
}
PERMISSION_WORDS = {
    Permission.CASE_SEE: lazily("see cases"),
    Permission.CASE_WORK: lazily("work on cases"),
    Permission.CASE_ASSIGN: lazily("give cases to staff"),
    Permission.CASE_DECIDE: lazily("decide cases"),
    Permission.CASE_APPROVE: lazily("approve decisions"),
    Permission.CASE_SEE_ALL: lazily("see the cases of every team"),
    Permission.SERVICE_DESIGN: lazily("design services"),
    Permission.SERVICE_PUBLISH: lazily("publish services"),
    Permission.CONTENT_WRITE: lazily("write pages"),
    Permission.CONTENT_APPROVE: lazily("approve pages"),
    Permission.STAFF_ADMINISTER: lazily("administer staff and teams"),
    Permission.LOG_READ: lazily("read the log"),
    Permission.OPERATE: lazily("see how the installation is"),
    Permission.EXPORT: lazily("take everything along"),
}


def role(held: Role) -> str:
    """What a role is called."""
    return str(ROLE_WORDS[held])


def permission(needed: str) -> str:
    """What a permission lets somebody do."""
    return str(PERMISSION_WORDS[Permission(needed)])


def day(moment: date | datetime | None, *, today: date) -> str:
    """A day without its year, unless it is another year's."""
    if moment is None:
        return ""
    local = moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment
    return formatted(local, "D j M" if local.year == today.year else "D j M Y")


def instant(moment: datetime | None, *, today: date) -> str:
    """A day and the time of day, as a clock on the wall here shows it."""
    if moment is None:
        return ""
    return f"{day(moment, today=today)}, {moment.astimezone(LONDON):%H:%M}"


def pounds(pence: int) -> str:
    """A sum in pounds and pence."""
    return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def size(octets: int) -> str:
    """How big a file is."""
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, round(octets / 1000))} kB"


def often(every: timedelta) -> str:
    """How often something is done."""
    seconds = int(every.total_seconds())
    length = next(each for each in (86_400, 3_600, 60, 1) if seconds % each == 0)
    count = seconds // length
    said = {
        86_400: ngettext("Every day", "Every %(n)s days", count),
        3_600: ngettext("Every hour", "Every %(n)s hours", count),
        60: ngettext("Every minute", "Every %(n)s minutes", count),
        1: ngettext("Every second", "Every %(n)s seconds", count),
    }
    return said[length] % {"n": count}
