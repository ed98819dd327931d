"""What the studio offers to others: its place in the list of the desk."""

from __future__ import annotations

from trellis.organisations.actors import Actor, Permission
from trellis.services.layout import DeskPlace


class Studio:
    """Keeps the `DeskPlaces` protocol."""

    key = "studio"

    def desk_places(self, *, seen_by: Actor) -> tuple[DeskPlace, ...]:
        if not seen_by.may(Permission.SERVICE_DESIGN):
            return ()
        return (DeskPlace(name="studio", title="Studio", key="g d", first=True),)


CHANNEL = Studio()
