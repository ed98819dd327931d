"""The page "Live in a month" is true: whoever gives its commands is served over TLS, from PostgreSQL, with a way back."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.journeys.served import ROOT
from tests.live.following import LEFT_OUT, Machine

PAGE = ROOT / "docs" / "live-in-a-month.md"
NEEDED = ("nginx", "openssl", "curl", "psql", "pg_dump")


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"left out for want of {', '.join(missing)}: apt-get install nginx openssl curl postgresql-client")
    owner = urlsplit(os.environ["TRELLIS_OWNER_DATABASE_URL"])
    suffix = f"_{secrets.token_hex(3)}"
    made = Machine(root=tmp_path, socket=parse_qs(owner.query)["host"][0], superuser="postgres", suffix=suffix)
    made.prepare()
    try:
        yield made
    finally:
        made.end()
        with psycopg.connect(f"postgresql://postgres@/postgres?host={made.socket}", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS trellis{suffix} WITH (FORCE)")
            for role in ("owner", "app", "backup"):
                connection.execute(f"DROP ROLE IF EXISTS trellis_{role}{suffix}")


@pytest.mark.postgresql
@pytest.mark.network
def test_who_follows_the_page_to_the_letter_is_live(machine: Machine) -> None:
    done = machine.follow(PAGE)
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{machine.log()}"
    said = done.stdout
    assert "https://services.anyborough.example/account/" in said, "the first colleague is told where to begin"
    assert "LOOK" not in said
    assert "The drill went well" in said
    front = asked(machine, "/anyborough/missed-bin/")
    assert (front.status, "max-age=" in front.headers["Strict-Transport-Security"]) == (200, True)
    assert b"missed bin" in front.body.lower()
    assert all("__Host-" in each and "Secure" in each for each in front.headers.get_all("Set-Cookie") or ())
    # Who comes without TLS is sent to where it is; and so is who passes the proxy by.
    assert plain(machine.ports["80"]).startswith("https://services.anyborough.example")
    assert plain(machine.ports["8000"]).startswith("https://services.anyborough.example")
    print("Left out: " + LEFT_OUT)


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()


def asked(machine: Machine, path: str) -> Answer:
    """What a browser gets that trusts the certificate and finds the machine by its name."""
    trusting = ssl.create_default_context(cafile=machine.root / "etc/trellis/tls/certificate.pem")
    trusting.check_hostname = False
    connection = http.client.HTTPSConnection("127.0.0.1", machine.ports["443"], context=trusting, timeout=30)
    return answered(connection, path)


def plain(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    return answered(connection, "/anyborough/").headers["Location"] or ""


def answered(connection: http.client.HTTPConnection, path: str) -> Answer:
    with closing(connection):
        connection.request("GET", path, headers={"Host": "services.anyborough.example"})
        return Answer(connection.getresponse())


def test_the_units_can_be_read_by_systemd() -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    units = sorted(str(each) for each in (ROOT / "docs" / "systemd").glob("trellis-*"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    # That the programs are not installed on this machine is no fault of the units.
    faults = [line for line in done.stderr.splitlines() if "docs/systemd" in line and "is not executable" not in line]
    assert faults == []
    assert json.dumps(units).count(".timer") == 3
