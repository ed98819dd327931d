from __future__ import annotations

from trellis.base.errors import TrellisError


class KeyErased(TrellisError):
    """What was kept here has been erased: its key no longer exists."""

    code = "key-erased"
