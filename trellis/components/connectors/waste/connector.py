"""A waste works system over REST: jobs for crews, each under a key of ours, with its number and status.

POST /jobs                 makes a job; the same `Idempotency-Key` a second time gives the first job
GET  /jobs?key=KEY         the jobs under one key
GET  /jobs?changed-since=MARK    what changed, with the mark to go on from
GET  /jobs?after=NUMBER    every job of ours, page by page
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from trellis.components.connectors.port import Away, Held, InDoubt, Link, News, Parcel, Refused, System
from trellis.components.connectors.wire import Answer, NoAnswer, NotReached, Wire

_MADE = frozenset({200, 201})
_LATER = frozenset({429, 502, 503, 504})


class WasteWorks:
    """One council's waste works, opened. Keeps `System`, `Reports` and `Books`."""

    def __init__(self, wire: Wire, *, token: str) -> None:
        self.wire = wire
        self.headers = {"Authorization": f"Bearer {token}"}

    def hand_over(self, parcel: Parcel) -> Held:
        job = {**parcel.options, **parcel.fields, "reference": parcel.about}
        headers = {**self.headers, "Content-Type": "application/json", "Idempotency-Key": parcel.key}
        body = json.dumps(job, ensure_ascii=False).encode()
        try:
            answer = self.wire.ask("POST", "/jobs", body=body, headers=headers)
        except NotReached as error:
            raise Away(str(error)) from error
        except NoAnswer as error:
            raise InDoubt(str(error)) from error
        if answer.status in _LATER:
            raise Away(f"it says {answer.status}: later")
        if answer.status in _MADE:
            return self._held_in_doubt(answer)
        if 400 <= answer.status < 500:
            raise Refused(_why(answer))
        # A server that failed half way may have made the job.
        raise InDoubt(f"it says {answer.status}")

    def find(self, key: str) -> tuple[Held, ...]:
        return _jobs(self._asked(f"/jobs?key={quote(key)}"))

    def news(self, since: str) -> News:
        said = self._asked(f"/jobs?changed-since={quote(since)}")
        return News(held=_jobs(said), mark=str(said.get("mark", since)))

    def holdings(self) -> Iterator[Held]:
        after = ""
        while page := _jobs(self._asked(f"/jobs?after={quote(after)}")):
            yield from page
            after = page[-1].number

    def _asked(self, path: str) -> dict[str, Any]:
        """What it says to a question. Nothing it cannot say changes anything, so any trouble is `Away`."""
        try:
            answer = self.wire.ask("GET", path, headers=self.headers)
        except (NotReached, NoAnswer) as error:
            raise Away(str(error)) from error
        if answer.status != 200:
            raise Away(f"it says {answer.status}")
        return _object(answer)

    def _held_in_doubt(self, answer: Answer) -> Held:
        try:
            return _held(_object(answer))
        except (Away, KeyError) as error:
            # It says that it made a job, and not which.
            raise InDoubt(str(error)) from error


def _object(answer: Answer) -> dict[str, Any]:
    try:
        said = json.loads(answer.body)
    except ValueError as error:
        raise Away("its answer is not JSON") from error
    if not isinstance(said, dict):
        raise Away("its answer is not what its description says")
    return said


def _jobs(said: dict[str, Any]) -> tuple[Held, ...]:
    try:
        return tuple(_held(each) for each in said["jobs"])
    except (KeyError, TypeError) as error:
        raise Away("its answer is not what its description says") from error


def _held(job: dict[str, Any]) -> Held:
    return Held(
        key=str(job["key"]), about=str(job["reference"]), number=str(job["number"]), status=str(job.get("status", ""))
    )


def _why(answer: Answer) -> str:
    try:
        return f"{answer.status}: {_object(answer).get('error', '')}"[:300]
    except Away:
        return str(answer.status)


class Waste:
    """Keeps the `Connector` protocol."""

    key = "waste"
    title = "A waste works system (REST)"
    needs = ("token",)

    def open(self, link: Link) -> System:
        return WasteWorks(link.wire, token=link.secrets.get("token", ""))


CONNECTOR = Waste()
