"""What plays a system that nobody wrote a connector for: it says everything in a shape of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from trellis.components.connectors.playing import Played
from trellis.components.connectors.standin import Request

OPTIONS: Mapping[str, str] = {
    "make": "POST /v1/requests",
    "find": "/v1/requests?ref={key}",
    "news": "/v1/requests?since={mark}",
    "items": "data",
    "made": "data",
    "key": "client.ref",
    "reference": "client.case",
    "number": "id",
    "status": "state.code",
    "mark": "next",
    "secret-header": "X-Api-Key",
}
"""How this stand-in is described to the connector."""


class Requests(Played):
    """Requests of somebody else's system."""

    title = "Somebody else’s system"
    codes: ClassVar[Mapping[str, str]] = {"open": "o", "working": "w", "finished": "f", "failed": "x"}
    login = "x-api-key"

    def taken(self, request: Request) -> tuple[str, dict[str, Any]]:
        said = json.loads(request.body)
        client = said.pop("client", {})
        reference = {"reference": client["case"]} if "case" in client else {}
        return client.get("ref", ""), {**said, **reference}

    def told(self, request: Request) -> tuple[list[dict[str, Any]], dict[str, str]]:
        if "since" in request.query:
            rows, mark = self.book.changed_since(request.query["since"], 100)
            return rows, {"next": mark}
        return self.book.under(request.query.get("ref", "")), {}

    def one(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {"data": self._plain(row)}

    def many(self, jobs: list[dict[str, Any]], beside: Mapping[str, str]) -> dict[str, Any]:
        return {"data": [each["data"] for each in jobs], **beside}

    def _plain(self, row: Mapping[str, Any]) -> dict[str, Any]:
        client = {"ref": row["key"], "case": row["reference"]}
        return {"id": row["number"], "client": client, "state": {"code": row["status"]}}


SANDBOX = Requests
