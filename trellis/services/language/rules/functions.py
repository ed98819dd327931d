"""What a rule may call. All of it is pure: the same answers on the same day always give the same."""

from __future__ import annotations

from datetime import date
from functools import cache

from cel_expr_python import cel

from trellis.services.language.dates import age_on, months_between

BOOL, INT, STRING, DYN = cel.Type.BOOL, cel.Type.INT, cel.Type.STRING, cel.Type.DYN
DAY = cel.Type.TIMESTAMP
"""A day, to the checker. When a rule is decided it is the day's number (`date.toordinal`), which compares alike."""

OPERATORS = frozenset(
    "_&&_ _||_ !_ _==_ _!=_ _<_ _<=_ _>_ _>=_ _+_ _-_ _*_ _/_ _%_ -_ _?_:_ _[_] @in @not_strictly_false".split()
)
OWN = ("age", "date", "days_between", "months_between", "in_area")
CALLS = frozenset({"size", "contains", "startsWith", "endsWith", "matches", "int", "double", "string", *OWN})
MACROS = ("all", "exists", "exists_one", "filter", "map", "has", "answered")
NOT_FOR_DAYS = ("timestamp", "duration")
DAY_COMPARISONS = ("less", "greater", "equals", "not_equals")


def _day(number: int) -> date:
    return date.fromordinal(number)


def _age(today: int, born: int) -> int:
    return age_on(_day(born), _day(today))


def _date(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _days_between(start: int, end: int) -> int:
    return end - start


def _months_between(start: int, end: int) -> int:
    return months_between(_day(start), _day(end))


def _in_area(place: dict[str, object], area: str) -> bool:
    areas = place.get("areas")
    if not isinstance(areas, list):
        # Nobody has placed this address yet. The engine turns this into "unknown", which is the truth.
        raise ValueError("the area is not known")  # noqa: TRY004
    return area in areas


def declared() -> list[cel.FunctionDecl]:
    """Our functions as the checker of rules sees them."""
    places = [cel.Type("trellis.Address"), cel.Type("trellis.Place")]
    return [
        cel.FunctionDecl("age", [cel.Overload("age_day", INT, [DAY, DAY])]),
        cel.FunctionDecl("date", [cel.Overload("date_text", DAY, [STRING])]),
        cel.FunctionDecl("days_between", [cel.Overload("days_between_days", INT, [DAY, DAY])]),
        cel.FunctionDecl("months_between", [cel.Overload("months_between_days", INT, [DAY, DAY])]),
        cel.FunctionDecl(
            "in_area", [cel.Overload(f"in_area_{number}", BOOL, [kind, STRING]) for number, kind in enumerate(places)]
        ),
    ]


@cache
def runtime() -> cel.Env:
    """Where rules are decided. It knows our functions and no names: those come with the answers."""
    return cel.NewEnv(
        functions=[
            cel.FunctionDecl("age", [cel.Overload("age_day", INT, [INT, INT], impl=_age)]),
            cel.FunctionDecl("date", [cel.Overload("date_text", INT, [STRING], impl=_date)]),
            cel.FunctionDecl("days_between", [cel.Overload("days_between", INT, [INT, INT], impl=_days_between)]),
            cel.FunctionDecl("months_between", [cel.Overload("months_between", INT, [INT, INT], impl=_months_between)]),
            cel.FunctionDecl("in_area", [cel.Overload("in_area_map", BOOL, [cel.Type.MAP, STRING], impl=_in_area)]),
        ]
    )
