"""What this channel lends to components: the look of the desk, and its guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate

from django.http import HttpResponse

from trellis.channels.staff.guard import Parts, at_the_desk
from trellis.organisations.actors import Permission
from trellis.services.layout import DeskVisit


class Staff:
    """Keeps the `DeskLook` protocol."""

    key = "staff"

    def desk_page(
        self, permission: Permission, view: Callable[Concatenate[DeskVisit, Parts], HttpResponse]
    ) -> Callable[..., HttpResponse]:
        return at_the_desk(permission)(view)


CHANNEL = Staff()
