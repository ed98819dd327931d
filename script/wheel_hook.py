"""A wheel carries the built stylesheets and scripts. Missing or stale ones stop the build, and say the mend."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsAreThere(BuildHookInterface):  # type: ignore[type-arg]
    """Compares trellis/assets/built/ with the committed trellis/assets/built.sha256."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a checkout builds its assets itself, after this
            return
        assets = Path(self.root) / "trellis" / "assets"
        for line in (assets / "built.sha256").read_text().splitlines():
            expected, name = line.split("  ")
            path = assets / "built" / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                raise SystemExit(f"trellis/assets/built/{name} is missing or stale: run script/assets")
