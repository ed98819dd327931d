"""Has many people apply while nobody works, in the installation of the environment.

Prints what each was shown as JSON, in the order in which they came.
"""

from __future__ import annotations

import json
import sys

from tests.killing.founding import KEY, SERVICE
from trellis.base.time import now
from trellis.demo.story.applying import Application
from trellis.demo.story.applying import apply as applied
from trellis.organisations.queries import organisation


def apply(number: int) -> str:
    answers = {"lamp": f"L{number}", "email": f"person-{number}@darkham.example"}
    return applied(Application(service=SERVICE, answers=answers), organisation=organisation(KEY), at=now())


if __name__ == "__main__":
    print(json.dumps([apply(number) for number in range(int(sys.argv[1]))]))
