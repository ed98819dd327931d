"""A waste works system over REST: jobs for crews, each under a key of ours, with its number and status.

POST /jobs                      makes a job; the same `Idempotency-Key` a second time gives the first job
GET  /jobs?key=KEY              the jobs under one key
GET  /jobs?changed-since=MARK   what changed, with the mark to go on from
GET  /jobs?after=NUMBER         every job of ours, page by page
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from trellis.components.connectors.port import Away, Held, InDoubt, Link, News, Parcel, System
from trellis.components.connectors.rest import Rest


class WasteWorks:
    """One council's waste works, opened. Keeps `System`, `Reports` and `Books`."""

    def __init__(self, rest: Rest) -> None:
        self.rest = rest

    def hand_over(self, parcel: Parcel) -> Held:
        job = {**parcel.options, **parcel.fields, "reference": parcel.about}
        said = self.rest.make("/jobs", job, headers={"Idempotency-Key": parcel.key})
        try:
            return _held(said)
        except (KeyError, TypeError) as error:
            raise InDoubt("it says that it made a job, and not which") from error

    def find(self, key: str) -> tuple[Held, ...]:
        return _jobs(self.rest.ask(f"/jobs?key={quote(key)}"))

    def news(self, since: str) -> News:
        said = self.rest.ask(f"/jobs?changed-since={quote(since)}")
        return News(held=_jobs(said), mark=str(said.get("mark", since)))

    def holdings(self) -> Iterator[Held]:
        after = ""
        while page := _jobs(self.rest.ask(f"/jobs?after={quote(after)}")):
            yield from page
            after = page[-1].number


def _jobs(said: Any) -> tuple[Held, ...]:
    try:
        return tuple(_held(each) for each in said["jobs"])
    except (KeyError, TypeError) as error:
        raise Away("its answer is not what its description says") from error


def _held(job: Any) -> Held:
    return Held(
        key=str(job["key"]), about=str(job["reference"]), number=str(job["number"]), status=str(job.get("status", ""))
    )


class Waste:
    """Keeps the `Connector` protocol."""

    key = "waste"
    title = "A waste works system (REST)"
    needs = ("token",)

    def open(self, link: Link) -> System:
        return WasteWorks(Rest(link.wire, headers={"Authorization": f"Bearer {link.secrets.get('token', 'none')}"}))


CONNECTOR = Waste()
