"""The waste works' own server, as its public description says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from trellis.components.connectors.playing import Played
from trellis.components.connectors.standin import Request

PAGE = 200


class Works(Played):
    """Jobs for crews."""

    title = "Waste works"
    codes: ClassVar[Mapping[str, str]] = {
        "NEW": "LOGGED", "PLANNED": "ROUTED", "DONE": "CLOSED-OK", "NOT-DONE": "CLOSED-NOK",
    }  # fmt: skip

    def taken(self, request: Request) -> tuple[str, dict[str, Any]]:
        return request.headers.get("idempotency-key", ""), json.loads(request.body)

    def told(self, request: Request) -> tuple[list[dict[str, Any]], dict[str, str]]:
        if "key" in request.query:
            return self.book.under(request.query["key"]), {}
        if "changed-since" in request.query:
            rows, mark = self.book.changed_since(request.query["changed-since"], PAGE)
            return rows, {"mark": mark}
        return self.book.after(request.query.get("after", ""), PAGE), {}

    def one(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {name: row[name] for name in ("number", "key", "reference", "status")}

    def many(self, jobs: list[dict[str, Any]], beside: Mapping[str, str]) -> dict[str, Any]:
        return {"jobs": jobs, **beside}
