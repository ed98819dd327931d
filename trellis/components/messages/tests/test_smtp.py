"""The SMTP transport, against a real conversation with a mail server that the test plays."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from typing import IO, cast

import pytest
from django.test import override_settings

from trellis.components.messages.smtp import Smtp
from trellis.components.messages.transport import CannotBeSent, InDoubt, NotSent, Outgoing

MESSAGE = Outgoing(
    reference="m1",
    channel="email",
    to="ada@example.org",
    subject="We have it",
    body="Dear Ada",
    language="en",
    sender="Anyborough <post@anyborough.example>",
)
pytestmark = pytest.mark.network


class MailServer(threading.Thread):
    """Speaks just enough SMTP, and answers each command as it is told."""

    def __init__(self, **answers: str) -> None:
        super().__init__(daemon=True)
        self.answers = answers
        self.got: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]

    def run(self) -> None:
        connection, _ = self.listening.accept()
        with connection, connection.makefile("rwb") as stream:
            talk = cast(IO[bytes], stream)
            self._say(talk, self.answers.get("HELLO", "220 ready"))
            for line in talk:
                word = line.decode().split(" ")[0].strip().upper()
                answer = self.answers.get(word, {"DATA": "354 go on", "QUIT": "221 bye"}.get(word, "250 ok"))
                if answer == "hang up":
                    return
                self._say(talk, answer)
                if word == "DATA" and answer.startswith("354"):
                    self.got = [each.decode().rstrip() for each in iter(talk.readline, b".\r\n")]
                    if self.answers.get("END") == "hang up":
                        return
                    self._say(talk, self.answers.get("END", "250 taken"))

    @staticmethod
    def _say(talk: IO[bytes], words: str) -> None:
        talk.write(words.encode() + b"\r\n")
        talk.flush()


@pytest.fixture
def serve() -> Iterator[Callable[..., MailServer]]:
    servers: list[MailServer] = []

    def start(**answers: str) -> MailServer:
        server = MailServer(**answers)
        server.start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.join(timeout=60)
        server.listening.close()


def send(port: int, message: Outgoing = MESSAGE) -> None:
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=5,
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
    ):
        Smtp().send(message)


def test_a_message_that_the_server_takes_is_sent(serve: Callable[..., MailServer]) -> None:
    server = serve()
    send(server.port)
    server.join(timeout=60)
    assert "Subject: We have it" in server.got
    assert "Dear Ada" in server.got


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"RCPT": "550 no such person"}, CannotBeSent),
        ({"DATA": "451 try later"}, NotSent),
        ({"END": "554 refused"}, CannotBeSent),
        ({"END": "hang up"}, InDoubt),
        ({"HELLO": "421 busy"}, NotSent),
    ],
)
def test_each_way_to_fail_says_how_sure_it_is(
    serve: Callable[..., MailServer], answers: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        send(serve(**answers).port)


def test_a_server_that_is_not_there_can_be_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotSent):
        send(port)
