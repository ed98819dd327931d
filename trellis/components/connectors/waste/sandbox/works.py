"""The waste works' own server, as its public description says, with a book of its own in a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from trellis.components.connectors.sandboxes import Job
from trellis.components.connectors.standin import CutOff, Late, NotThere, Request
from trellis.components.connectors.waste.sandbox.book import Book
from trellis.components.connectors.wire import Answer

PAGE = 200
SLOW = 30.0
"""Seconds: longer than anybody waits for."""


class Mood(StrEnum):
    """How it behaves."""

    WELL = "well"
    DOWN = "down"
    BUSY = "busy"
    SLOW = "slow"
    CUTS_OFF = "cuts-off"
    """It does what it is asked, and the line breaks before it can say so."""
    DENIES = "denies"
    """It accepts a job, and later knows nothing of it."""
    DOUBLES = "doubles"
    """It knows no repeats, and makes two jobs of one."""
    NEW_CODES = "new-codes"
    """It changed its code list overnight."""
    WRONG_CASE = "wrong-case"
    """It answers with another case's reference."""
    REFUSES = "refuses"
    TALKS_NONSENSE = "talks-nonsense"


_NEW_CODES = {"NEW": "LOGGED", "PLANNED": "ROUTED", "DONE": "CLOSED-OK", "NOT-DONE": "CLOSED-NOK"}


class Works:
    """Keeps the `Sandbox` protocol."""

    title = "Waste works"
    moods: Sequence[tuple[str, str]] = (
        (Mood.WELL, "Works well"),
        (Mood.DOWN, "Is down"),
        (Mood.BUSY, "Says: later"),
        (Mood.SLOW, "Takes half a minute to answer"),
        (Mood.CUTS_OFF, "Does the work, and breaks off before it says so"),
        (Mood.DENIES, "Accepts jobs, and later denies them"),
        (Mood.DOUBLES, "Makes two jobs of one"),
        (Mood.NEW_CODES, "Has new codes for how a job stands"),
        (Mood.WRONG_CASE, "Answers for the wrong case"),
        (Mood.REFUSES, "Refuses every job"),
        (Mood.TALKS_NONSENSE, "Answers with nonsense"),
    )

    def __init__(self, file: Path) -> None:
        self.book = Book(file)

    @property
    def mood(self) -> str:
        return self.book.mood

    def behave(self, mood: str) -> None:
        self.book.note_mood(Mood(mood))

    def statuses(self) -> Sequence[str]:
        return ("NEW", "PLANNED", "DONE", "NOT-DONE")

    def jobs(self, most: int = 50) -> list[Job]:
        return [
            Job(number=each["number"], about=each["reference"], status=each["status"], what=_what(each["job"]))
            for each in self.book.newest(most)
        ]

    def put(self, number: str, status: str) -> None:
        self.book.change(number, status=status)

    def answer(self, request: Request) -> Answer:
        mood = Mood(self.book.mood)
        if mood is Mood.DOWN:
            raise NotThere
        if mood is Mood.BUSY:
            return Answer(status=503)
        if mood is Mood.TALKS_NONSENSE:
            return Answer(status=200, body=b"<html>Welcome to the login page</html>")
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return _said(401, {"error": "who are you?"})
        said = self._post(request, mood) if request.method == "POST" else self._get(request, mood)
        if mood is Mood.SLOW:
            return Late(status=said.status, body=said.body, after=SLOW)
        return said

    def _post(self, request: Request, mood: Mood) -> Answer:
        job = json.loads(request.body)
        if mood is Mood.REFUSES or "reference" not in job:
            return _said(422, {"error": "no such kind of container"})
        key = request.headers.get("idempotency-key", "")
        before = self.book.under(key)
        if before and mood is not Mood.DOUBLES:
            return _said(200, self._shown(before[0], mood))
        made = [self.book.make(key, job) for _ in range(2 if mood is Mood.DOUBLES else 1)]
        if mood is Mood.DENIES:
            self.book.forget(made[0]["number"])
        if mood is Mood.CUTS_OFF:
            raise CutOff
        return _said(201, self._shown(made[0], mood))

    def _get(self, request: Request, mood: Mood) -> Answer:
        if "key" in request.query:
            return self._page(self.book.under(request.query["key"]), mood)
        if "changed-since" in request.query:
            rows, mark = self.book.changed_since(request.query["changed-since"], PAGE)
            return self._page(rows, mood, mark=mark)
        return self._page(self.book.after(request.query.get("after", ""), PAGE), mood)

    def _page(self, rows: list[dict[str, Any]], mood: Mood, **more: str) -> Answer:
        return _said(200, {"jobs": [self._shown(each, mood) for each in rows], **more})

    def _shown(self, row: dict[str, Any], mood: Mood) -> dict[str, Any]:
        reference = "222-222-222" if mood is Mood.WRONG_CASE else row["reference"]
        status = _NEW_CODES[row["status"]] if mood is Mood.NEW_CODES else row["status"]
        return {"number": row["number"], "key": row["key"], "reference": reference, "status": status}


def _said(status: int, said: dict[str, Any]) -> Answer:
    return Answer(status=status, body=json.dumps(said).encode())


def _what(job: str) -> str:
    fields = {name: value for name, value in json.loads(job).items() if name != "reference"}
    return ", ".join(f"{name}: {_plain(value)}" for name, value in fields.items())


def _plain(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
