"""What is done for every organisation again and again: its log is sealed, and its head written outside the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from trellis.base.jobs import schedule
from trellis.base.seals import seal_log
from trellis.organisations.actors import each_organisation
from trellis.organisations.published import heads_folder, publish_head
from trellis.organisations.queries import organisations
from trellis.organisations.scope import acting, reading


def seal_logs(at: datetime) -> None:
    """Seal what every organisation wrote and what has settled since."""
    for by in each_organisation(doing="sealing"):
        sealed = 1
        while sealed:
            with acting(by):
                sealed = seal_log(organisation=by.organisation, at=at)


def publish_heads(at: datetime) -> None:
    """Write the newest head of every organisation's log outside the database."""
    keys = dict(organisations().values_list("pk", "key"))
    for by in each_organisation(doing="sealing"):
        with reading(by):
            publish_head(organisation=keys[by.organisation], folder=heads_folder(), at=at)


def plan() -> None:
    """Say what is to be done, and how often."""
    schedule(key="log.seal", title="Seal the log", every=timedelta(minutes=5), run=seal_logs)
    schedule(key="log.heads", title="Write the log's head outside", every=timedelta(hours=6), run=publish_heads)
