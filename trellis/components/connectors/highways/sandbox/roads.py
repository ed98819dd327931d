"""An Open311 server as GeoReport v2 describes one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs

from trellis.components.connectors.playing import ANOTHER_CASE, Mood, Played
from trellis.components.connectors.standin import Request
from trellis.components.connectors.wire import Answer

_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_KEY = re.compile(r"\[(\S+)\]\s*$")
NOTES = {"open": "On the inspector’s list", "in_progress": "", "closed": "Filled and rolled flat"}


class Roads(Played):
    """Requests for streets."""

    title = "Highways"
    codes: ClassVar[Mapping[str, str]] = {"open": "submitted", "in_progress": "scheduled", "closed": "fixed"}
    knows_repeats = False
    moods = (
        *(each for each in Played.moods if each[0] not in {Mood.DOUBLES, Mood.FORGETS}),
        (Mood.RECEIPTS, "Gives a token first, and the number later"),
    )

    def taken(self, request: Request) -> tuple[str, dict[str, Any]]:
        said = _form(request)
        found = _KEY.search(said.get("description", ""))
        key = found[1] if found else ""
        return key, {**said, "reference": key.partition(".")[0]}

    def told(self, request: Request) -> tuple[list[dict[str, Any]], dict[str, str]]:
        *_, last = request.path.split("/")
        if last != "requests.json":
            return [each for each in self.book.newest(10_000) if each["number"] == last.removesuffix(".json")], {}
        page, size = int(request.query.get("page", "1")), int(request.query.get("page_size", "100"))
        after = request.query.get("updated_after", "")
        rows = [each for each in self.book.newest(10_000) if _changed(each) >= after]
        return rows[(page - 1) * size : page * size], {}

    def one(self, row: Mapping[str, Any]) -> Any:
        job = json.loads(row["job"])
        return {
            "service_request_id": row["number"],
            "status": row["status"],
            "status_notes": NOTES.get(row["status"]),
            "service_code": job.get("service_code"),
            "description": job.get("description"),
            "updated_datetime": _changed(row),
            "lat": job.get("lat"),
            "long": job.get("long"),
        }

    def many(self, jobs: list[dict[str, Any]], beside: Mapping[str, str]) -> Any:
        return jobs

    def made(self, row: Mapping[str, Any], mood: Mood) -> Any:
        if mood is Mood.RECEIPTS:
            return [{"token": row["number"]}]
        if mood is Mood.WRONG_CASE:
            other = {"reference": ANOTHER_CASE, "description": f"Somebody else’s\n[{ANOTHER_CASE}.opened]"}
            return [{"service_request_id": self.book.make(f"{ANOTHER_CASE}.opened", other)["number"]}]
        return [{"service_request_id": row["number"], "service_notice": "Thank you"}]

    def knows(self, request: Request) -> bool:
        return request.method == "GET" or bool(_form(request).get("api_key"))

    def _post(self, request: Request, mood: Mood) -> Answer:
        code = _form(request).get("service_code", "")
        if mood is not Mood.REFUSES and code not in _services(mood):
            said = [{"code": 404, "description": f"service_code {code} was not found"}]
            return Answer(status=404, body=json.dumps(said).encode())
        return super()._post(request, mood)

    def _get(self, request: Request, mood: Mood) -> Answer:
        if request.path.endswith("/services.json"):
            return _list([{"service_code": each, "service_name": each.title()} for each in _services(mood)])
        if "/tokens/" in request.path:
            token = request.path.rpartition("/")[2].removesuffix(".json")
            return _list([{"token": token} if mood is Mood.RECEIPTS else {"token": token, "service_request_id": token}])
        return _list([]) if mood is Mood.RECEIPTS else super()._get(request, mood)


def _services(mood: Mood) -> tuple[str, ...]:
    return ("CW-HOLE", "CW-LIGHT") if mood is Mood.NEW_CODES else ("POTHOLE", "LIGHT")


def _list(said: list[dict[str, str]]) -> Answer:
    return Answer(status=200, body=json.dumps(said).encode())


def _form(request: Request) -> dict[str, str]:
    return {name: " ".join(values) for name, values in parse_qs(request.body.decode()).items()}


def _changed(row: Mapping[str, Any]) -> str:
    return (_BEGAN + timedelta(seconds=int(row["changed"]))).strftime("%Y-%m-%dT%H:%M:%SZ")
