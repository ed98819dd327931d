"""Founds a council with one short service in the installation of the environment."""

from __future__ import annotations

from pathlib import Path

from trellis.base.time import now
from trellis.organisations import actions
from trellis.organisations.actors import system
from trellis.organisations.brand import Brand
from trellis.services.actions import publish
from trellis.services.language.compiler import compile_file

KEY = "darkham"
SERVICE = "street-light"


def found_darkham() -> None:
    brand = Brand(colour="#1d4f3f", accent="#f2b134")
    council = actions.found(
        key=KEY, name={"en": "Darkham"}, kind="council", nation="england", languages=["en"], at=now(), brand=brand
    )
    by = system(organisation=council.pk, doing="founding")
    actions.form_team(key="light-team", title="Lights", at=now(), by=by)
    compiled = compile_file(Path(__file__).parent / "definitions" / f"{SERVICE}.yaml")
    publish(compiled=compiled, at=now(), by=system(organisation=council.pk, doing="publishing"))


if __name__ == "__main__":
    found_darkham()
