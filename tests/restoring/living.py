"""What happens in a small installation before a backup (`live`) and after it (`erase`), in that of the environment."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from tests.killing.backlog import apply
from tests.killing.founding import KEY, SERVICE, found_darkham
from trellis.base import jobs
from trellis.base.time import now
from trellis.components.documents.actions import keep
from trellis.demo.story.applying import Application, begin
from trellis.organisations.actors import system
from trellis.organisations.queries import organisation
from trellis.organisations.schedules import publish_heads, seal_logs
from trellis.organisations.scope import reading
from trellis.people.actions import erase
from trellis.people.models import DataKey
from trellis.services.contract import Upload
from trellis.services.models import Journey

PEOPLE = 6
A_PDF = b"%PDF-1.4\nThe lamp is out.\n%%EOF\n"


def live() -> None:
    """Six people apply, each with a document; a seventh begins, and does not come back for three weeks."""
    found_darkham()
    council = organisation(KEY)
    by = system(organisation=council.pk, doing="living")
    for reference in [apply(number) for number in range(PEOPLE)]:
        with reading(by):
            key = Journey.objects.select_related("key").get(reference=reference).key
        upload = Upload(name="lamp.pdf", content=A_PDF)
        keep(about=reference, evidence="", upload=upload, key=key, at=now(), by=by)
    begin(
        Application(service=SERVICE, answers={"lamp": "L7", "email": "person-7@darkham.example"}),
        organisation=council,
        at=now() - timedelta(days=21),
    )
    settle()


def erase_one() -> None:
    """Somebody asks to be forgotten."""
    by = system(organisation=organisation(KEY).pk, doing="living")
    with reading(by):
        key = DataKey.objects.filter(erased_at=None).order_by("pk")[0]
    erase(key=key, about=f"key:{key.pk}", at=now(), by=by)
    settle()
    print(json.dumps(key.pk))


def settle() -> None:
    jobs.drain()
    seal_logs(now() + timedelta(minutes=5))
    publish_heads(now())


if __name__ == "__main__":
    {"live": live, "erase": erase_one}[sys.argv[1]]()
