"""Days as the law counts them: working days, bank holidays by nation, periods, ages. Pure: no clock is read here.

Bank holidays: Banking and Financial Dealings Act 1971, schedule 1 (they differ between the nations).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import cache
from typing import Literal

from trellis.services.language.values import Period

Nation = Literal["england", "wales", "scotland", "northern-ireland"]

SUBDIVISIONS: dict[str, str] = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
DAYS_IN = {"days": 1, "weeks": 7}
MONTHS_IN = {"months": 1, "years": 12}


@cache
def bank_holidays(year: int, nation: str) -> frozenset[date]:
    """The bank holidays of one nation of the United Kingdom in one year."""
    # Here and not above: the library takes half a second to load, and most commands count no working days.
    import holidays  # noqa: PLC0415

    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year))


@cache
def any_uk_holidays(year: int) -> frozenset[date]:
    """The days that are a bank holiday in any part of the United Kingdom (Freedom of Information Act, s. 10(6))."""
    return frozenset().union(*(bank_holidays(year, nation) for nation in SUBDIVISIONS))


def is_bank_holiday(day: date, nations: Collection[str]) -> bool:
    """Whether this day is a bank holiday in any of these nations."""
    return any(day in bank_holidays(day.year, nation) for nation in nations)


def is_working_day(day: date, nations: Collection[str]) -> bool:
    """Whether offices work on this day: no weekend, no bank holiday in any of these nations."""
    return day.weekday() < 5 and not is_bank_holiday(day, nations)


def add_working_days(start: date, count: int, nations: Collection[str]) -> date:
    """The day that many working days after the start; the start itself is not counted. Negative counts back."""
    return _after_so_many(start, count, counts=lambda day: is_working_day(day, nations))


def add_days_without_holidays(start: date, count: int, nations: Collection[str]) -> date:
    """The day that many days after the start, where weekends count and bank holidays do not."""
    return _after_so_many(start, count, counts=lambda day: not is_bank_holiday(day, nations))


def _after_so_many(start: date, count: int, *, counts: Callable[[date], bool]) -> date:
    step = timedelta(days=1 if count >= 0 else -1)
    day, left = start, abs(count)
    while left:
        day += step
        left -= counts(day)
    return day


def working_days_between(start: date, end: date, nations: Collection[str]) -> int:
    """How many working days come after the start, up to and with the end."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=number), nations) for number in range(1, days + 1))


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def add_period(
    start: date,
    period: Period,
    nations: Collection[str] = ("england",),
    *,
    back: bool = False,
    skip_holidays: bool = False,
) -> date:
    """The day that lies a period after (or before) another. Hours and minutes stay on the same day.

    Where holidays are skipped, a period of days or weeks is longer by the bank holidays that fall in it.
    """
    amount = -period.amount if back else period.amount
    if period.unit == "working days":
        return add_working_days(start, amount, nations)
    if period.unit in MONTHS_IN:
        return add_months(start, amount * MONTHS_IN[period.unit])
    days = amount * DAYS_IN.get(period.unit, 0)
    return add_days_without_holidays(start, days, nations) if skip_holidays else start + timedelta(days=days)


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; negative where the second is earlier."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)


def age_on(born: date, day: date) -> int:
    """Whole years of age on a day. Born on 29 February, one is a year older on 1 March of an ordinary year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def day_said(words: str, today: date) -> date:
    """The day that a definition means by `2026-04-01`, `today`, `today + 6 weeks` or `today - 18 years`."""
    found = re.fullmatch(r"today(?: ([+-]) (\d{1,4}) (day|week|month|year)s?)?", words.strip())
    if not found:
        return date.fromisoformat(words.strip())
    if not found[1]:
        return today
    unit: Literal["days", "weeks", "months", "years"] = f"{found[3]}s"  # type: ignore[assignment]
    return add_period(today, Period(amount=int(found[2]), unit=unit), back=found[1] == "-")
