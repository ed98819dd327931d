"""Why a payment was not made, in words."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted

from trellis.services.contract import NotPaid

_WHY: Final = {
    NotPaid.DECLINED: noted("The card was declined."),
    NotPaid.LAPSED: noted("Nobody paid within a day."),
    NotPaid.GIVEN_UP: noted("You told us that you did not pay."),
}


def why_not_paid(why: NotPaid | None) -> str:
    """The reason in a sentence of the page's language; empty where the provider gave none."""
    return _(_WHY[why]) if why else ""
