"""Who can act in the story: residents, and the staff of each organisation by their short names."""

from __future__ import annotations

from dataclasses import dataclass, field

from trellis.demo.cast import employers
from trellis.organisations import queries
from trellis.organisations.actors import Actor, resident, system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading


@dataclass
class Company:
    """The people of the story once they are employed."""

    actors: dict[str, Actor] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def organisation(self, key: str) -> Organisation:
        if key not in self.organisations:
            self.organisations[key] = queries.organisation(key)
        return self.organisations[key]

    def staff(self, key: str) -> Actor:
        """A colleague by the short name of `staff.yaml`."""
        if not self.actors:
            self.actors = {name: actor for employer in employers() for name, actor in self._of(employer.key)}
        return self.actors[key]

    def applicant(self, reference: str, *, organisation: str) -> Actor:
        """The resident who holds this reference."""
        return resident(organisation=self.organisation(organisation).pk, holding=reference)

    def _of(self, key: str) -> list[tuple[str, Actor]]:
        seen_by = system(organisation=self.organisation(key).pk, doing="story")
        names = {each.name: each.key for employer in employers() if employer.key == key for each in employer.staff}
        with reading(seen_by):
            return [(names[each.name], queries.actor_of(each)) for each in queries.staff(seen_by=seen_by)]
