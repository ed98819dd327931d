"""The hundred people of Anyborough whom the demo knows by name. None of them lives."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from trellis.demo.addresses import AddressOfDemo, addresses

# Phone numbers that are kept for stories (Ofcom) and a domain that nobody can own (RFC 2606).
RESIDENTS = Path(__file__).parent / "residents.csv"


@dataclass(frozen=True, kw_only=True)
class Resident:
    """Somebody who applies; some of them have no e-mail address."""

    number: int
    first: str
    last: str
    born: date
    email: str
    phone: str
    home: AddressOfDemo
    language: str

    @property
    def contact(self) -> dict[str, object]:
        """Their answers to the shared questions on how to reach them."""
        reached = {"email": self.email, "phone": self.phone, "phone-as-well": self.phone if self.email else ""}
        return {
            "name": {"first": self.first, "last": self.last},
            **{key: text for key, text in reached.items() if text},
        }


@cache
def residents() -> tuple[Resident, ...]:
    """All hundred, by number."""
    homes = [address for address in addresses() if address.is_home and "anyborough" in address.areas]
    with RESIDENTS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Resident(
                number=int(row["number"]),
                first=row["first"],
                last=row["last"],
                born=date.fromisoformat(row["born"]),
                email=row["email"],
                phone=row["phone"],
                home=homes[int(row["home"])],
                language=row["language"],
            )
            for row in csv.DictReader(file)
        )


def resident(number: int) -> Resident:
    """The resident of this number, from 1."""
    return residents()[number - 1]
