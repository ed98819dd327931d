"""A message is carried once: tried again where it certainly failed, held where nobody can say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest

from trellis.components.messages.component import COMPONENT
from trellis.components.messages.outbox import Outbox
from trellis.components.messages.transport import CannotBeSent, InDoubt, NotSent, Outgoing
from trellis.components.messages.worker import BATCH, PATIENCE, send_one, send_waiting, settle_lapsed
from trellis.organisations import actions as organisations
from trellis.organisations.actors import Actor, system
from trellis.organisations.brand import Brand
from trellis.organisations.scope import acting, reading
from trellis.people import actions
from trellis.people.models import DataKey, Message

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class Mood:
    """A transport in a mood: raises what it is told to, in order, then carries."""

    key = "mood"

    def __init__(self, *raises: Exception, knows_repeats: bool = False) -> None:
        self.raises = list(raises)
        self.carried: list[str] = []
        self.knows_repeats = knows_repeats

    def send(self, message: Outgoing) -> None:
        if self.raises:
            raise self.raises.pop(0)
        self.carried.append(message.reference)


@pytest.fixture
def by(db: None) -> Actor:
    brand = Brand(colour="#1d4f3f", accent="#f2b134")
    council = organisations.found(
        key="anyborough", name={"en": "Any"}, kind="council", nation="england", languages=["en"], at=AT, brand=brand
    )
    return system(organisation=council.pk, doing="messages")


@pytest.fixture
def key(by: Actor) -> DataKey:
    return actions.make_key(by=by)


def written(key: DataKey, by: Actor, *, once: str = "") -> Message:
    draft = actions.Draft(
        about="7KQ-4M2-XP9",
        channel=Message.Channel.EMAIL,
        to="ada@example.org",
        subject="We have it",
        body="Dear Ada",
        once=once,
    )
    return actions.write(draft=draft, key=key, at=AT, by=by)


def tried(message: Message, transport: Mood, by: Actor, at: datetime = AT) -> Message:
    send_one(message, transport=transport, at=at, by=by)
    with reading(by):
        return Message.objects.select_related("key").get(pk=message.pk)


def test_a_message_is_carried_and_then_no_more(key: DataKey, by: Actor) -> None:
    written(key, by)
    transport = Mood()
    claimed = actions.claim_messages(most=10, until=AT + timedelta(minutes=5), now=AT, by=by)
    assert tried(claimed[0], transport, by).state == "sent"
    assert actions.claim_messages(most=10, until=AT, now=AT + timedelta(days=1), by=by) == []


def test_two_workers_never_claim_the_same_message(key: DataKey, by: Actor) -> None:
    for _ in range(5):
        written(key, by)
    until = AT + timedelta(minutes=5)
    first = {each.pk for each in actions.claim_messages(most=3, until=until, now=AT, by=by)}
    second = {each.pk for each in actions.claim_messages(most=10, until=until, now=AT, by=by)}
    assert len(first) == 3
    assert len(second) == 2
    assert not first & second


def test_the_same_words_for_the_same_reason_are_written_once(key: DataKey, by: Actor) -> None:
    assert written(key, by, once="case-1:submitted").pk == written(key, by, once="case-1:submitted").pk


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (Message.Channel.SMS, "Nothing here sends text messages: phone them"),
        (Message.Channel.LETTER, "Nothing here posts letters: print it and post it"),
    ],
)
def test_what_nobody_carries_is_a_colleagues_to_pass_on_in_a_demo_too(
    key: DataKey, by: Actor, tmp_path: Path, channel: Message.Channel, words: str
) -> None:
    message = written(key, by)
    message.channel = channel
    with acting(by):
        message.save()
    send_one(message, transport=Outbox(tmp_path), at=AT, by=by)
    assert message.state == "failed"
    assert not list(tmp_path.iterdir())
    panel = COMPONENT.panel(about="7KQ-4M2-XP9", seen_by=by)
    assert panel
    assert [(each.value, each.note) for each in panel.lines] == [(words, "")]


def test_a_mail_server_that_is_away_is_tried_again_later_and_given_up_in_the_end(key: DataKey, by: Actor) -> None:
    message = written(key, by)
    transport = Mood(*[NotSent("away")] * PATIENCE)
    message = tried(message, transport, by)
    assert (message.state, message.attempts) == ("waiting", 1)
    assert message.due_at > AT
    for _ in range(PATIENCE - 1):
        message = tried(message, transport, by)
    assert message.state == "failed"


def test_an_address_that_does_not_exist_shows_on_the_case_at_once(key: DataKey, by: Actor) -> None:
    tried(written(key, by), Mood(CannotBeSent("no such address")), by)
    panel = COMPONENT.panel(about="7KQ-4M2-XP9", seen_by=by)
    assert panel
    assert panel.alert == "1 did not arrive"


@pytest.mark.parametrize("error", [InDoubt("broke"), ValueError("unforeseen")])
def test_a_send_in_doubt_is_held_and_never_repeated(key: DataKey, by: Actor, error: Exception) -> None:
    message = tried(written(key, by), Mood(error), by)
    assert message.state == "doubt"
    assert actions.claim_messages(most=10, until=AT, now=AT + timedelta(days=9), by=by) == []


@pytest.mark.parametrize(("knows_repeats", "state"), [(True, "waiting"), (False, "doubt")])
def test_what_a_dead_worker_was_sending_is_repeated_only_where_repeats_are_seen(
    key: DataKey, by: Actor, knows_repeats: bool, state: str
) -> None:
    message = written(key, by)
    actions.claim_messages(most=1, until=AT + timedelta(minutes=5), now=AT, by=by)
    settle_lapsed(transport=Mood(knows_repeats=knows_repeats), at=AT + timedelta(minutes=6), by=by)
    with reading(by):
        assert Message.objects.get(pk=message.pk).state == state


def test_a_long_run_claims_each_batch_from_when_it_begins(key: DataKey, by: Actor) -> None:
    for number in range(BATCH + 1):
        written(key, by, once=str(number))
    # The first batch takes four minutes, so that a claim of five from the start of the run would be nearly over.
    gone_by = chain([0.0, 0.0, 0.0], repeat(240.0))
    send_waiting(AT, seconds=lambda: next(gone_by))
    with reading(by):
        found = list(Message.objects.order_by("pk").values_list("state", "settled_at"))
    later = AT + timedelta(minutes=4)
    assert found == [(Message.State.SENT, AT)] * BATCH + [(Message.State.SENT, later)]


def test_a_message_whose_key_was_erased_is_not_sent(key: DataKey, by: Actor) -> None:
    message = written(key, by)
    actions.erase(key=key, about="7KQ-4M2-XP9", at=AT, by=by)
    with acting(by):
        message = Message.objects.select_related("key").get(pk=message.pk)
    assert tried(message, Mood(), by).state == "failed"


def test_the_outbox_keeps_one_copy_of_what_is_sent_twice(tmp_path: Path) -> None:
    message = Outgoing(
        reference="m1", channel="email", to="a@b.example", subject="S", body="B", language="en", sender="C"
    )
    for _ in range(2):
        Outbox(tmp_path / "outbox").send(message)
    assert [file.name for file in (tmp_path / "outbox").iterdir()] == ["m1.txt"]
