"""The platform as people meet it: a home of its own, seeded by the real command, served by the real server."""

from __future__ import annotations

import io
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path

from trellis.project.cli import main

ROOT = Path(__file__).resolve().parents[2]
TRELLIS = [str(Path(sys.executable).with_name("trellis"))]


def said(*words: str) -> str:
    """What a command says that needs no installation: run in this process, for most of such a command is its start."""
    heard = io.StringIO()
    with redirect_stdout(heard), suppress(SystemExit):
        main(list(words))
    return heard.getvalue()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


@dataclass
class Served:
    """A running installation."""

    home: Path
    port: int
    database: str = ""
    process: subprocess.Popen[bytes] | None = None
    reception: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRELLIS_", "DJANGO_"))}
        chosen = {"TRELLIS_HOME": str(self.home), "TRELLIS_MODE": "demo", "TRELLIS_BASE_URL": self.address}
        if self.database:
            chosen["DATABASE_URL"] = self.database
        else:
            kept.pop("DATABASE_URL", None)
        return kept | chosen

    def run(self, *words: str, typed: str | None = None) -> str:
        """Run a command of `trellis` against this installation, which has to succeed."""
        done = self._ran(*words, typed=typed)
        assert done.returncode == 0, f"trellis {' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done.stdout

    def _ran(self, *words: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*TRELLIS, *words], cwd=ROOT, env=self.environment, input=typed, capture_output=True, text=True, check=False
        )

    def start(self, *words: str) -> None:
        command = [*TRELLIS, *(words or ("serve", "--port", str(self.port)))]
        with (self.home / "served.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 300
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=30):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.home / "served.log").read_text()[-4000:])

    def stop(self) -> None:
        if self.reception:
            self.reception.communicate(timeout=60)
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=60)

    def sign_in_address(self, email: str) -> str:
        """A one-time address at which this member of staff signs in."""
        if self.reception is None:
            self.reception = self._open_reception()
        assert self.reception.stdin
        assert self.reception.stdout
        self.reception.stdin.write(f"{email}\n")
        self.reception.stdin.flush()
        path = self.reception.stdout.readline().strip()
        assert path, (self.home / "served.log").read_text()[-4000:]
        return f"{self.address}{path}"

    def _open_reception(self) -> subprocess.Popen[str]:
        with (self.home / "served.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.reception"],
                cwd=ROOT,
                env=self.environment | {"DJANGO_SETTINGS_MODULE": "trellis.project.settings"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def messages_to(self, person: str) -> list[str]:
        """What somebody got, oldest first."""
        files = sorted((self.home / "outbox").glob("*.txt"), key=lambda file: file.stat().st_mtime_ns)
        words = [file.read_text(encoding="utf-8") for file in files]
        return [each for each in words if each.startswith(f"To: {person}\n")]

    def until_settled(self, *, seconds: float = 300) -> None:
        """Wait until nothing is left to deliver or to send."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with closing(sqlite3.connect(self.home / "trellis.sqlite3", timeout=60)) as database:
                waiting = database.execute(
                    "SELECT (SELECT count(*) FROM base_delivery WHERE done_at IS NULL AND NOT given_up)"
                    " + (SELECT count(*) FROM people_message WHERE state IN ('waiting', 'sending'))"
                ).fetchone()[0]
            if not waiting:
                return
            time.sleep(0.1)
        raise AssertionError(f"{waiting} things are still waiting after {seconds} seconds")
