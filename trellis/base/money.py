"""Money is a whole number of pence. It is never a float, and it is shown in one way."""

from __future__ import annotations


def pounds(pence: int) -> str:
    """£12.50, £30, -£4.05: pence are left out where there are none, as on a price list."""
    sign = "-" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{part:02d}" if part else f"{sign}£{whole:,}"
