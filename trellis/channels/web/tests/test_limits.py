"""Trying too often is stopped, in each process by itself; what is forgotten lets people in."""

from __future__ import annotations

import pytest

from trellis.channels.web.limits import Limit
from trellis.channels.web.trouble import TooMany


def test_one_application_is_tried_so_often_and_another_is_not_kept_out() -> None:
    limit = Limit(most=2, seconds=600)
    limit.check("ABC-1234")
    limit.check("ABC-1234")
    with pytest.raises(TooMany):
        limit.check("ABC-1234")
    limit.check("DEF-5678")


def test_where_what_was_counted_is_lost_people_are_let_in() -> None:
    limit = Limit(most=1, seconds=600)
    limit.check("ABC-1234")
    limit.forget()
    limit.check("ABC-1234")
    Limit(most=1, seconds=600).check("ABC-1234")
