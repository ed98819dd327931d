"""The studio: opening a definition of 95 components and saving a change, beside the checker's own time."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.harness import Measured, compare
from benchmarks.language import many_questions

GOAL = 3
"""At most this many times the checker's own time."""
PAGES = 24
"""With three questions each: 96 components."""


def run() -> list[Measured]:
    with tempfile.TemporaryDirectory() as home:
        from benchmarks.journey import set_up

        set_up(home)
        return _measured()


def _measured() -> list[Measured]:
    from trellis.services.language import sources
    from trellis.services.language.checker import check_text
    from trellis.services.language.editing import fingerprint

    text = many_questions(PAGES)
    catalogue = sources.KeptCatalogue(Path(), texts={})
    client, address = _opened(sources.Sources(service="sixty-questions", text=text))
    form, numbers, title = f"{address}change/ask/page-3/", iter(range(1_000_000)), ["Page 3"]
    shown = "q6 || q7 > 3"

    def check() -> None:
        check_text(text, file="definition.yaml", catalogue=catalogue)

    def open_it() -> None:
        # As whoever comes first: nobody has had this revision checked before.
        sources.forget_checked()
        assert client.get(address).status_code == 200

    def save() -> None:
        seen = fingerprint([title[-1], None, shown])
        title.append(f"Page 3, {next(numbers)}")
        given = {"title.en": title[-1], "guidance.en": "", "show": shown, "seen": seen}
        sources.forget_checked()
        assert client.post(form, given).status_code == 302

    return [
        compare("open a draft of 96 components (to one check of it)", ours=open_it, anchor=check, goal=GOAL, times=2),
        compare("save a change of it (to one check of it)", ours=save, anchor=check, goal=GOAL, times=2),
    ]


def _opened(files: Any) -> tuple[Any, str]:
    """A designer at their desk, and the address of the draft."""
    from django.test import Client

    from trellis.base.time import now
    from trellis.channels.staff.one_time import link_for
    from trellis.organisations import actions
    from trellis.organisations.actors import Role, system
    from trellis.organisations.queries import actor_for, organisation
    from trellis.services.actions import start_new_draft

    council = organisation("bench")
    by = system(organisation=council.pk, doing="founding")
    account = actions.open_account(email="dana@bench.example", name="Dana", at=now(), by=by)
    actions.employ(account=account, name="Dana", roles=(Role.SERVICE_DESIGNER,), teams=(), at=now(), by=by)
    draft = start_new_draft(sources=files, at=now(), by=actor_for(account, organisation=council))
    client = Client(HTTP_HOST="localhost")
    client.get(link_for(account))
    return client, f"/bench/desk/studio/drafts/{draft.pk}/"
