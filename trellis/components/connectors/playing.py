"""What every stand-in has in common: a book, and the ways in which other people's servers misbehave."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from trellis.components.connectors.book import Book
from trellis.components.connectors.sandboxes import Job
from trellis.components.connectors.standin import CutOff, Late, NotThere, Request
from trellis.components.connectors.wire import Answer

SLOW = 30.0
"""Seconds: longer than anybody waits for."""
ANOTHER_CASE = "222-222-222"


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
    FORGETS = "forgets"
    """It knows no repeats: each request makes a job."""
    NEW_CODES = "new-codes"
    """It changed its code list overnight."""
    WRONG_CASE = "wrong-case"
    """It answers with another case's reference."""
    REFUSES = "refuses"
    RECEIPTS = "receipts"
    """It gives a receipt at first, and the number later."""
    TALKS_NONSENSE = "talks-nonsense"


class Played(ABC):
    """Keeps the `Sandbox` protocol; a connector's own stand-in says how its server is asked and what it answers."""

    title: str = "Another system"
    moods: Sequence[tuple[str, str]] = (
        (Mood.WELL, "Works well"),
        (Mood.DOWN, "Is down"),
        (Mood.BUSY, "Says: later"),
        (Mood.SLOW, "Takes half a minute to answer"),
        (Mood.CUTS_OFF, "Does the work, and breaks off before it says so"),
        (Mood.DENIES, "Accepts jobs, and later denies them"),
        (Mood.DOUBLES, "Makes two jobs of one"),
        (Mood.FORGETS, "Knows no repeats: each request makes a job"),
        (Mood.NEW_CODES, "Has new codes for how a job stands"),
        (Mood.WRONG_CASE, "Answers for the wrong case"),
        (Mood.REFUSES, "Refuses every job"),
        (Mood.TALKS_NONSENSE, "Answers with nonsense"),
    )
    codes: ClassVar[Mapping[str, str]] = {}
    """Its code list, the first code that of a new job, and what each is called after a night of changes."""
    login = "authorization"
    knows_repeats: ClassVar[bool] = True

    def __init__(self, file: Path) -> None:
        self.book = Book(file, first=next(iter(self.codes)))

    @abstractmethod
    def taken(self, request: Request) -> tuple[str, dict[str, Any]]:
        """The key and the job, with its `reference`, that somebody sends."""

    @abstractmethod
    def told(self, request: Request) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """The rows that somebody asks for, and what is said beside them."""

    @abstractmethod
    def one(self, row: Mapping[str, Any]) -> Any:
        """A job as its server says it."""

    @abstractmethod
    def many(self, jobs: list[dict[str, Any]], beside: Mapping[str, str]) -> Any:
        """Jobs as its server lists them."""

    def made(self, row: Mapping[str, Any], mood: Mood) -> Any:
        """What its server answers to whoever had this job made."""
        return self.one(row)

    def knows(self, request: Request) -> bool:
        """Whether whoever asks may."""
        return bool(request.headers.get(self.login))

    @property
    def mood(self) -> str:
        return self.book.mood

    def behave(self, mood: str) -> None:
        self.book.note_mood(Mood(mood))

    def statuses(self) -> Sequence[str]:
        return tuple(self.codes)

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
        if not self.knows(request):
            return _said(401, {"error": "who are you?"})
        answer = self._post(request, mood) if request.method == "POST" else self._get(request, mood)
        return Late(status=answer.status, body=answer.body, after=SLOW) if mood is Mood.SLOW else answer

    def _post(self, request: Request, mood: Mood) -> Answer:
        key, job = self.taken(request)
        if mood is Mood.REFUSES or "reference" not in job:
            return _said(422, {"error": "no such kind of work"})
        before = self.book.under(key)
        if before and self.knows_repeats and mood not in {Mood.DOUBLES, Mood.FORGETS}:
            return _said(200, self.one(_as_said(before[0], mood, self.codes)))
        made = [self.book.make(key, job) for _ in range(2 if mood is Mood.DOUBLES else 1)]
        if mood is Mood.DENIES:
            self.book.forget(made[0]["number"])
        if mood is Mood.CUTS_OFF:
            raise CutOff
        return _said(201, self.made(_as_said(made[0], mood, self.codes), mood))

    def _get(self, request: Request, mood: Mood) -> Answer:
        rows, beside = self.told(request)
        return _said(200, self.many([self.one(_as_said(each, mood, self.codes)) for each in rows], beside))


def _as_said(row: Mapping[str, Any], mood: Mood, codes: Mapping[str, str]) -> dict[str, Any]:
    """A row of the book as it is told in this mood."""
    told = dict(row)
    if mood is Mood.WRONG_CASE:
        told["reference"] = ANOTHER_CASE
    if mood is Mood.NEW_CODES:
        told["status"] = codes[row["status"]]
    return told


def _said(status: int, said: Any) -> Answer:
    return Answer(status=status, body=json.dumps(said).encode())


def _what(job: str) -> str:
    fields = {name: value for name, value in json.loads(job).items() if name != "reference"}
    return ", ".join(f"{name}: {_plain(value)}" for name, value in fields.items())


def _plain(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
