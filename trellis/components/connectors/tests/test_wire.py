"""Another organisation's server is asked with care: never one inside, never without an end."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from trellis.components.connectors.standin import Request, Served
from trellis.components.connectors.wire import AddressRefused, Answer, Line, NoAnswer, NotReached, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "64:ff9b::7f00:1",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_on_the_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4009:81e::200e"])
def test_an_address_outside_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["http://works.example/", "ftp://works.example/", "file:///etc/passwd", "https://", "https://name:word@works.example/"],
)  # fmt: skip
def test_an_address_that_is_not_encrypted_or_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        Line(address)


class Says:
    """A server that answers as it is told, and remembers what it was asked."""

    def __init__(self, answer: Callable[[Request], Answer]) -> None:
        self.say = answer
        self.asked: list[Request] = []

    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        return self.say(request)


@pytest.fixture
def echo() -> Iterator[tuple[Says, Line]]:
    says = Says(lambda request: Answer(status=200, body=request.body or request.path.encode()))
    with Served(says) as served:
        line = Line(served.address + "/api/", inside=True, patience=0.5)
        yield says, line
        line.close()


@pytest.mark.network
@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(name: str) -> None:
    says = Says(lambda request: Answer(status=200))
    with Served(says) as served, pytest.raises(AddressRefused):
        Line(f"https://{name}:{served.server.server_address[1]}").ask("GET", "/")
    assert says.asked == []


@pytest.mark.network
def test_a_request_comes_to_the_path_of_the_connection_and_its_answer_back(echo: tuple[Says, Line]) -> None:
    says, line = echo
    assert line.ask("GET", "/jobs?key=1").body == b"/api/jobs"
    assert line.ask("POST", "/jobs", body=b"{}").body == b"{}"
    assert [each.query for each in says.asked] == [{"key": "1"}, {}]


@pytest.mark.network
def test_a_redirect_is_an_answer_and_is_not_followed(echo: tuple[Says, Line]) -> None:
    says, line = echo
    says.say = lambda request: Answer(status=302, headers={"Location": "http://169.254.169.254/"})
    assert line.ask("GET", "/").status == 302
    assert len(says.asked) == 1


@pytest.mark.network
def test_an_answer_without_an_end_is_given_up(echo: tuple[Says, Line]) -> None:
    says, line = echo
    says.say = lambda request: Answer(status=200, body=b"x" * (5 * 1024 * 1024))
    with pytest.raises(NoAnswer):
        line.ask("GET", "/")
    says.say = lambda request: Answer(status=200)
    assert line.ask("GET", "/").status == 200


@pytest.mark.network
def test_a_line_that_was_hung_up_is_made_anew_before_it_is_used() -> None:
    says = Says(lambda request: Answer(status=200))
    with Served(says) as served:
        address, port = served.address, served.server.server_address[1]
        line = Line(address, inside=True)
        line.ask("GET", "/")
        connection = line._connection
        assert connection
        assert connection.sock
        connection.sock.shutdown(socket.SHUT_RDWR)
        assert line.ask("GET", "/").status == 200
    line.close()
    with pytest.raises(NotReached):
        Line(f"http://127.0.0.1:{port}", inside=True).ask("GET", "/")
