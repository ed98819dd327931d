"""Stylesheets and scripts that script/assets has built, found by the name they were written under."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage

from trellis.base.errors import TrellisError


class AssetsNotBuilt(TrellisError):
    """The stylesheets and scripts are not there yet."""

    code = "assets-not-built"


class BuiltAssets(StaticFilesStorage):
    """`public.css` is served as `public.<hash>.css`, as the manifest of the build says."""

    @cached_property
    def manifest(self) -> dict[str, str]:
        """From the name in a template to the name of the file."""
        path = Path(self.location) / "manifest.json"
        try:
            found: dict[str, str] = json.loads(path.read_text())
        except FileNotFoundError:
            raise AssetsNotBuilt("The stylesheets are not built yet: run script/assets") from None
        return found

    def url(self, name: str | None) -> str:
        """Where a browser fetches it. Raises KeyError for a name that is not built: a misspelling, found at once."""
        return super().url(self.manifest[name or ""])
