from __future__ import annotations

import pytest

from trellis.base.money import pounds


@pytest.mark.parametrize(
    ("pence", "shown"), [(0, "£0"), (1250, "£12.50"), (3000, "£30"), (-405, "-£4.05"), (123456789, "£1,234,567.89")]
)
def test_money_is_shown_as_on_a_price_list(pence: int, shown: str) -> None:
    assert pounds(pence) == shown
