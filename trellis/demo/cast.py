"""The organisations of the demo, their teams and the people who work there, as `staff.yaml` lists them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from trellis.organisations.actors import Role

CAST = Path(__file__).parent / "staff.yaml"
CATALOGUE = Path(__file__).parent / "catalogue"


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Colleague(_Listed):
    key: str
    name: str
    roles: tuple[Role, ...]
    teams: tuple[str, ...] = ()


class Employer(_Listed):
    """An organisation of the demo before it is founded."""

    key: str
    name: dict[str, str]
    kind: Literal["council", "county", "charity"]
    languages: list[str]
    colour: str
    accent: str
    phone: str
    email: str
    teams: dict[str, str]
    services: tuple[str, ...]
    staff: tuple[Colleague, ...]

    @property
    def domain(self) -> str:
        return f"{self.key}.example"

    def address_of(self, colleague: Colleague) -> str:
        """The e-mail address that a colleague signs in with."""
        return f"{colleague.name.lower().replace(' ', '.')}@{self.domain}"


@cache
def employers() -> tuple[Employer, ...]:
    """The borough, the county and the charity."""
    # Our own file, in which every scalar is text: a phone number keeps its zero.
    listed = yaml.load(CAST.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  knows no objects
    return tuple(Employer.model_validate(each) for each in listed)
