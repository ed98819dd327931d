"""A page of guidance, beside one bare 10 kB Django page with the same middleware: decision 0025."""

from __future__ import annotations

import tempfile

from benchmarks.browsing import Browser
from benchmarks.harness import Measured, compare
from benchmarks.journey import _expect, set_up

_SECTION = """
## Which bin goes out, part {number}

Put your bin at the edge of the road by **6am** on the day. You can [look up your day](/bin-day/) or
[tell us that a bin was missed](/two-steps/).

- food goes into the small brown bin
- paper and card go into the blue bag
- glass, tins and plastic go into the green box
"""


def _write() -> None:
    from trellis.base.time import now
    from trellis.components.content import actions
    from trellis.components.content.written import Kind, Words, Written
    from trellis.organisations.actions import employ, open_account
    from trellis.organisations.actors import Role, system
    from trellis.organisations.queries import actor_for, organisation

    council = organisation("bench")
    founding = system(organisation=council.pk, doing="founding")
    people = []
    for name in ("Ada", "Bea"):
        account = open_account(email=f"{name}@bench.example", name=name, at=now(), by=founding)
        employ(account=account, name=name, roles=[Role.EDITOR], teams=(), at=now(), by=founding)
        people.append(actor_for(account, organisation=council))
    one, other = people
    for number in range(200):
        words = Words(
            title=f"Your bins, part {number}",
            summary="When we come, and what goes where.",
            body="\n".join(_SECTION.format(number=part) for part in range(12)),
        )
        written = Written(kind=Kind.GUIDANCE, words={"en": words})
        page = actions.begin(address=f"bins-{number}", written=written, at=now(), by=one)
        actions.ask_approval(page=page.pk, version=1, at=now(), by=one)
        actions.approve(page=page.pk, version=1, at=now(), by=other)


def run() -> list[Measured]:
    with tempfile.TemporaryDirectory() as home:
        browser = set_up(home)
        _write()
        pages = Browser(browser.application)
        read = _expect(pages.get("/bench/guidance/bins-7/"), 200, "part 11")
        anchor = Browser(browser.application)
        size = len(_expect(anchor.get("/bench-page"), 200).body)
        assert 0.8 * size < len(read.body) < 1.2 * size, (size, len(read.body))
        turn = iter(range(10**9))

        def through_many() -> None:
            pages.get(f"/bench/guidance/bins-{next(turn) % 200}/")

        return [
            compare(
                "one page of guidance, to a bare page of its weight",
                ours=lambda: pages.get("/bench/guidance/bins-7/"),
                anchor=lambda: anchor.get("/bench-page"),
                goal=3,
            ),
            compare(
                "200 pages of guidance in turn, to a bare page of their weight",
                ours=through_many,
                anchor=lambda: anchor.get("/bench-page"),
                goal=3,
                times=50,
            ),
            compare(
                "the front page's search over 200 pages and a service, to a bare page",
                ours=lambda: pages.get("/bench/?words=bins+part+19"),
                anchor=lambda: anchor.get("/bench-page"),
                goal=24,
            ),
        ]
