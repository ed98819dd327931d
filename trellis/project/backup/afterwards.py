"""`python -m trellis.project.backup.afterwards [OUTSIDE]`: looks at what was restored, with the settings of that."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import django


def main(words: list[str]) -> None:
    """Print what was found, as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
    django.setup()
    # Models are there only now.
    from trellis.project.backup.looking import look  # noqa: PLC0415

    print(json.dumps(asdict(look(Path(words[0]) if words else None))))  # noqa: T201  the process that asked reads it


if __name__ == "__main__":
    main(sys.argv[1:])
