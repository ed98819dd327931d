"""The bill: lines, reductions, the total. In whole pence, and never less than nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trellis.services.language.compiled import Compiled
from trellis.services.language.model import FeeLine
from trellis.services.language.rules import Facts


@dataclass(frozen=True, kw_only=True)
class FeeLineDue:
    """One line of the bill."""

    line: str
    pence: int
    income_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Fee:
    """What is to be paid."""

    lines: tuple[FeeLineDue, ...] = ()
    total_pence: int = 0
    certain: bool = True
    """False where a line waits for an answer."""


def fee_due(compiled: Compiled, *, facts: Facts, language: str, ended: bool) -> Fee:
    """The bill as far as the answers say; nothing where the way ended before there was anything to pay for."""
    if ended:
        return Fee()
    lines: list[FeeLineDue] = []
    total, certain = 0, True
    for number, line in enumerate(compiled.definition.fee):
        pence = _pence(compiled, number, line, facts, total=total)
        if pence is None:
            certain = False
        elif pence:
            # A reduction takes away what there is and no more: nobody is owed money for applying.
            pence = max(pence, -total)
            total += pence
            lines.append(FeeLineDue(line=line.line.to(language), pence=pence, income_code=line.income_code))
    return Fee(lines=tuple(lines), total_pence=total, certain=certain)


@dataclass(frozen=True, kw_only=True)
class Price:
    """A line that may be on the bill, before anything is answered."""

    line: str
    pence: int | None
    """None where it hangs on the answers."""


def prices(compiled: Compiled, *, on: date, language: str) -> tuple[Price, ...]:
    """What may be on the bill on a day, for whoever has not begun yet; reductions are left out."""
    known = compiled.plan.known_on(on)
    asked = ((number, each) for number, each in enumerate(compiled.definition.fee) if each.amount is not None)
    return tuple(Price(line=each.line.to(language), pence=_amount(compiled, number, known)) for number, each in asked)


def _pence(compiled: Compiled, number: int, line: FeeLine, facts: Facts, *, total: int) -> int | None:
    """What one line comes to: nothing where it does not apply, None where nobody can tell yet."""
    when = compiled.rule(f"fee:{number}:when")
    applies = when.holds(facts) if when else True
    if applies is not True:
        return 0 if applies is False else None
    if line.percent is not None:
        return percent_of(total, line.percent)
    return _amount(compiled, number, facts)


def _amount(compiled: Compiled, number: int, facts: Facts) -> int | None:
    amount = compiled.rule(f"fee:{number}:amount")
    found = amount.decide(facts) if amount else 0
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def percent_of(pence: int, percent: int) -> int:
    """So many per cent of an amount, half a penny rounded in favour of the person who pays."""
    sign = 1 if pence * percent >= 0 else -1
    whole, rest = divmod(abs(pence * percent), 100)
    # Half a penny less to pay: down where the line adds, up where it takes away.
    rounded_up = rest > 50 or (rest == 50 and sign < 0)
    return sign * (whole + rounded_up)
