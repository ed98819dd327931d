"""The list of what was added on a repeated page: look at it, add another, take one away, go on."""

from __future__ import annotations

from django.http import HttpResponse

from trellis.channels.web.holding import Journeying, journeying
from trellis.channels.web.visiting import by_method
from trellis.services import actions
from trellis.services.contract import Place, PlaceKind
from trellis.services.errors import AnswersRefused, TooManyItems


def _place(page: str) -> Place:
    return Place(kind=PlaceKind.ITEMS, page=page)


@journeying
def items(now: Journeying, page: str) -> HttpResponse:
    """Show what was added so far."""
    step = now.step(_place(page))
    back = now.address(step.back) if step.back else now.base
    return now.show("items.html", step=step, back=back, here=now.address(step.place), one_address=now.address)


@journeying
def go_on(now: Journeying, page: str) -> HttpResponse:
    """No more of these: go on."""
    try:
        return now.go(actions.answer(journey=now.journey, place=_place(page), raw={}, at=now.at))
    except AnswersRefused as refused:
        step = refused.step
        problems = [("add", each.words) for each in step.problems]
        back = now.address(step.back) if step.back else now.base
        return now.show(
            "items.html", step=step, back=back, here=now.address(step.place), one_address=now.address,
            problems=problems, wrong=True,
        )  # fmt: skip


@journeying
def add(now: Journeying, page: str) -> HttpResponse:
    """One more."""
    try:
        return now.go(actions.add_item(journey=now.journey, place=_place(page), at=now.at))
    except TooManyItems:
        return now.go(_place(page))


@journeying
def remove(now: Journeying, page: str, number: int) -> HttpResponse:
    """Take one away."""
    one = Place(kind=PlaceKind.PAGE, page=page, item=number - 1)
    return now.go(actions.remove_item(journey=now.journey, place=one, at=now.at))


item_list = by_method(GET=items, POST=go_on)
add_another = by_method(POST=add, GET=items)
remove_one = by_method(POST=remove)
