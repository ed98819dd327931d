"""A contact in words, as one reader is shown it at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import translation
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from trellis.base.time import LONDON
from trellis.components.directory.facts import in_language
from trellis.components.directory.opening import ALL_DAY, Now, Spans, Today, coming_differences, now_at, runs
from trellis.components.directory.queries import Listed
from trellis.components.directory.typed import clock
from trellis.organisations.models import Organisation
from trellis.services.contact_cards import ContactCard, OpenLine

_A_MONDAY = date(2024, 1, 1)


def cards(
    contacts: Iterable[Listed], *, organisation: Organisation, language: str, at: datetime
) -> tuple[ContactCard, ...]:
    """Each contact in words."""
    minute = at.astimezone(LONDON).replace(second=0, microsecond=0)
    return tuple(_card(each, organisation.nation, language, minute) for each in contacts)


@lru_cache(maxsize=512)
def _card(listed: Listed, nation: str, language: str, minute: datetime) -> ContactCard:
    """Within one minute everybody is told the same."""
    contact = listed.contact
    hours = contact.hours
    title = in_language(contact.title, language)
    spoken = next((each for each, words in contact.title if words == title), language)
    with translation.override(language):
        return ContactCard(
            key=listed.key,
            title=title,
            language=spoken,
            phone=contact.phone,
            email=contact.email,
            address=contact.address,
            now=now_words(now_at(hours, minute, nation=nation)) if hours.known else "",
            week=tuple(_line(each.first, each.last, each.spans) for each in runs(hours)) if hours.known else (),
            differing=tuple(_differing(each) for each in coming_differences(hours, minute.date(), nation=nation)),
        )


def now_words(now: Now) -> str:
    """Open now, until 5pm. Closed now; we open at 9am tomorrow."""
    if now.today.spans == ALL_DAY:
        return _("Open all day")
    if now.until is not None:
        return _("Open now, until %(time)s") % {"time": clock(now.until)}
    closed = _("Closed now")
    if not now.today.spans and now.today.differs:
        closed = _("Closed today (%(because)s)") % {"because": because_words(now.today)}
    if now.next_day is None:
        return closed
    return f"{closed}. {_opens(now)}"


def _opens(now: Now) -> str:
    time, day = clock(now.next_opens), now.next_day or now.today.day
    ahead = (day - now.today.day).days
    if ahead == 0:
        return _("We open at %(time)s today.") % {"time": time}
    if ahead == 1:
        return _("We open at %(time)s tomorrow.") % {"time": time}
    named = formatted(day, "l") if ahead < 7 else formatted(day, "l j F")
    return _("We open at %(time)s on %(day)s.") % {"time": time, "day": named}


def because_words(today: Today) -> str:
    """Why a day differs."""
    return today.because or _("bank holiday")


def hours_words(spans: Spans) -> str:
    """9am to 12:30pm and 2pm to 5pm; closed."""
    if not spans:
        return _("closed")
    if spans == ALL_DAY:
        return _("open all day")
    said = [_("%(opens)s to %(closes)s") % {"opens": clock(each.opens), "closes": clock(each.closes)} for each in spans]
    return _(" and ").join(said)


def _line(first: int, last: int, spans: Spans) -> OpenLine:
    days = _weekday(first)
    if last == first + 1:
        days = _("%(first)s and %(last)s") % {"first": days, "last": _weekday(last)}
    elif last > first:
        days = _("%(first)s to %(last)s") % {"first": days, "last": _weekday(last)}
    return OpenLine(days=days, hours=hours_words(spans), machine=_machine(first, last, spans))


def _weekday(number: int) -> str:
    return formatted(_A_MONDAY + timedelta(days=number), "l")


def _machine(first: int, last: int, spans: Spans) -> str:
    """As schema.org writes `openingHours`; several spans of a day are several of them, of which the first is said."""
    if not spans:
        return ""
    codes = "Mo Tu We Th Fr Sa Su".split()
    days = codes[first] if first == last else f"{codes[first]}-{codes[last]}"
    return f"{days} " + ",".join(f"{_iso(each.opens)}-{_iso(each.closes)}" for each in spans)


def _iso(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}"


def _differing(today: Today) -> OpenLine:
    because = today.because or (_("bank holiday") if today.bank_holiday else "")
    hours = hours_words(today.spans)
    return OpenLine(days=formatted(today.day, "l j F"), hours=f"{hours} ({because})" if because else hours)
