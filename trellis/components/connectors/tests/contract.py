"""What every connector promises, over real HTTP against its own stand-in: inherit it, and say which connector it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from trellis.components.connectors.finding import connector_called, sandbox_of
from trellis.components.connectors.port import (
    Away,
    Books,
    Connector,
    Held,
    InDoubt,
    Link,
    Parcel,
    Refused,
    Reports,
    System,
)
from trellis.components.connectors.sandboxes import Sandbox
from trellis.components.connectors.standin import Served
from trellis.components.connectors.wire import Line

REFERENCE = "7KQ-4M2-XP9"


class ConnectorContract:
    """A connector's folder has tests that inherit this; it needs a sandbox with the moods that are named here."""

    connector: str
    secrets: Mapping[str, str] = {"token": "made-up"}
    options: Mapping[str, str] = {}
    fields: Mapping[str, object] = {"note": "By the gate"}
    knows_repeats = True
    """Whether the other side makes no second piece of work of the same key."""

    @pytest.fixture
    def plays(self, tmp_path: Path) -> Sandbox:
        sandbox = sandbox_of(self.connector)
        assert sandbox, f"{self.connector} has no SANDBOX in its sandbox folder"
        return sandbox(tmp_path / "book.sqlite3")

    @contextmanager
    def opened(self, plays: Sandbox, *, patience: float = 5.0) -> Iterator[System]:
        with Served(plays) as served:
            wire = Line(served.address, inside=True, patience=patience)
            try:
                yield self.kind.open(Link(wire=wire, options=self.options, secrets=self.secrets))
            finally:
                wire.close()

    @property
    def kind(self) -> Connector:
        return connector_called(self.connector)

    def parcel(self, key: str = f"{REFERENCE}.opened") -> Parcel:
        return Parcel(key=key, about=REFERENCE, fields=self.fields, options=self.options)

    def behave(self, plays: Sandbox, mood: str) -> None:
        if mood not in dict(plays.moods):
            pytest.skip(f"this sandbox cannot be {mood}")
        plays.behave(mood)

    def test_it_says_which_secrets_it_needs(self) -> None:
        assert self.kind.key == self.connector
        assert set(self.kind.needs) <= set(self.secrets)

    def test_what_is_handed_over_is_found_under_its_key(self, plays: Sandbox) -> None:
        with self.opened(plays) as system:
            held = system.hand_over(self.parcel())
            assert (held.key, held.about) == (self.parcel().key, REFERENCE)
            assert system.find(held.key) == (held,)

    def test_nothing_is_found_under_a_key_that_nobody_used(self, plays: Sandbox) -> None:
        with self.opened(plays) as system:
            system.hand_over(self.parcel())
            assert system.find(f"{REFERENCE}.nothing") == ()

    def test_the_same_work_handed_over_twice_is_done_once(self, plays: Sandbox) -> None:
        if not self.knows_repeats:
            pytest.skip("it knows no repeats: work in doubt is looked up")
        with self.opened(plays) as system:
            first, second = system.hand_over(self.parcel()), system.hand_over(self.parcel())
            assert first.number == second.number
            assert len(system.find(self.parcel().key)) == 1

    def test_a_system_that_is_not_there_is_away(self, plays: Sandbox) -> None:
        with self.opened(plays) as system:
            pass
        with pytest.raises(Away):
            system.hand_over(self.parcel())
        with pytest.raises(Away):
            system.find(self.parcel().key)

    def test_a_system_that_is_busy_is_away(self, plays: Sandbox) -> None:
        self.behave(plays, "busy")
        with self.opened(plays) as system, pytest.raises(Away):
            system.hand_over(self.parcel())

    def test_a_refusal_says_why(self, plays: Sandbox) -> None:
        self.behave(plays, "refuses")
        with self.opened(plays) as system, pytest.raises(Refused, match=r"\w{4}"):
            system.hand_over(self.parcel())

    def test_an_answer_that_is_lost_is_doubted_and_the_work_found_afterwards(self, plays: Sandbox) -> None:
        self.behave(plays, "cuts-off")
        with self.opened(plays) as system:
            with pytest.raises(InDoubt):
                system.hand_over(self.parcel())
            plays.behave("well")
            assert len(system.find(self.parcel().key)) == 1

    def test_an_answer_that_takes_too_long_is_doubted(self, plays: Sandbox) -> None:
        self.behave(plays, "slow")
        with self.opened(plays, patience=0.3) as system, pytest.raises(InDoubt):
            system.hand_over(self.parcel())

    def test_nonsense_is_no_answer(self, plays: Sandbox) -> None:
        self.behave(plays, "talks-nonsense")
        with self.opened(plays) as system:
            with pytest.raises((InDoubt, Away)):
                system.hand_over(self.parcel())
            with pytest.raises(Away):
                system.find(self.parcel().key)

    def test_what_changes_is_reported_once(self, plays: Sandbox) -> None:
        with self.opened(plays) as system:
            if not isinstance(system, Reports):
                pytest.skip("it does not say what changed")
            held = system.hand_over(self.parcel())
            mark = system.news("").mark
            assert system.news(mark).held == ()
            plays.put(held.number, plays.statuses()[-1])
            news = system.news(mark)
            assert [(each.number, each.status) for each in news.held] == [(held.number, plays.statuses()[-1])]
            assert system.news(news.mark).held == ()

    def test_its_book_lists_everything_however_much_it_is(self, plays: Sandbox) -> None:
        with self.opened(plays) as system:
            if not isinstance(system, Books):
                pytest.skip("it does not list what it holds")
            keys = {f"{REFERENCE}.{number}" for number in range(205)}
            for key in keys:
                system.hand_over(self.parcel(key))
            held: list[Held] = list(system.holdings())
            assert len(held) == 205
            assert {each.key for each in held} == keys
