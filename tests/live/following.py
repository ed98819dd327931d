"""Follows a page of the documentation to the letter: the commands that it shows, in one shell, in their order.

What would change the machine is stood in for, and nothing else: Debian's packages, accounts,
the Python libraries (those of this checkout), and systemd, whose units are read and started as it would. Folders of the
machine stand below one folder, and ports are free ones. All of it is in `STAND_INS` and `Machine.elsewhere`.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.served import ROOT, free_port

SYSTEMD = Path(__file__).with_name("systemd.py")
STAND_INS = {
    "apt-get": ":",
    "useradd": ":",
    "install": 'words=(); while [ $# -gt 0 ]; do case $1 in -o|-g) shift 2 ;; *) words+=("$1"); shift ;; esac; done\n'
    'exec /usr/bin/install "${words[@]}"',
    # The superuser of PostgreSQL by its socket; anybody else is whoever we are.
    "runuser": 'shift 3; exec "$@"',
    "systemctl": f'exec {sys.executable} {SYSTEMD} "$@"',
    # Of a virtual environment: the libraries that are installed for the tests.
    "python3": 'mkdir -p "$3/bin"; printf "#!/bin/sh\\n:\\n" > "$3/bin/pip"; '
    f'printf "#!/bin/sh\\nexec {Path(sys.executable).with_name("trellis")} \\"\\$@\\"\\n" > "$3/bin/trellis"; '
    'chmod 755 "$3/bin/pip" "$3/bin/trellis"',
}
LEFT_OUT = "installing Debian's packages and the Python libraries, making the account, and systemd itself"
FOLDERS = ("/srv/trellis", "/etc/trellis", "/etc/nginx", "/etc/systemd/system")


@dataclass
class Machine:
    """A folder that stands for a bare machine, beside a PostgreSQL that runs already."""

    root: Path
    socket: str
    superuser: str
    suffix: str
    ports: dict[str, int] = field(default_factory=lambda: {"443": free_port(), "80": free_port(), "8000": free_port()})

    def prepare(self) -> None:
        """What a machine has before anybody comes: empty folders, and the release that was unpacked there."""
        for folder in ("srv/trellis", "etc/nginx/sites-available", "etc/nginx/sites-enabled", "etc/systemd/system"):
            (self.root / folder).mkdir(parents=True)
        (self.root / "run").mkdir()
        (self.root / "srv/trellis/release").symlink_to(ROOT)
        stand_ins = self.root / "stand-ins"
        stand_ins.mkdir()
        for name, does in STAND_INS.items():
            (stand_ins / name).write_text(f"#!/bin/bash\n{does}\n")
            (stand_ins / name).chmod(0o755)

    def elsewhere(self, words: str) -> str:
        """The same words, for this folder, these ports, and a database and roles of our own."""
        for folder in FOLDERS:
            words = words.replace(folder, f"{self.root}{folder}")
        words = words.replace("[::]:443 ssl ipv6only=off", f"127.0.0.1:{self.ports['443']} ssl")
        words = words.replace("[::]:80 ipv6only=off", f"127.0.0.1:{self.ports['80']}")
        words = words.replace("127.0.0.1:443", f"127.0.0.1:{self.ports['443']}")
        words = re.sub(r"(127\.0\.0\.1(?::| --port ))8000", rf"\g<1>{self.ports['8000']}", words)
        words = words.replace("@localhost:5432/trellis", f"@/trellis{self.suffix}?host={self.socket}")
        words = re.sub(r"\btrellis_(owner|app|backup)\b", rf"trellis_\1{self.suffix}", words)
        return words.replace("DATABASE trellis ", f"DATABASE trellis{self.suffix} ")

    def follow(self, page: Path) -> subprocess.CompletedProcess[str]:
        """Every command of the page, in one shell that ends at the first one that fails."""
        blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        script = self.root / "followed.sh"
        script.write_text("set -eu\n" + self.elsewhere("\n".join(blocks)))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRELLIS_", "DATABASE_"))}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        chosen = {
            "PATH": f"{self.root}/stand-ins:{kept['PATH']}",
            "PGHOST": self.socket,
            "PGUSER": self.superuser,
            "PGDATABASE": "postgres",
            "MACHINE": str(self.root),
            "MACHINE_WEB_PORT": str(self.ports["8000"]),
        }
        with (self.root / "said").open("w+") as said:
            # Into a file: what is started and goes on running must not keep us waiting for the end of its words.
            done = subprocess.run(["bash", "-x", str(script)], env=kept | chosen, stdout=said, stderr=said, check=False)
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, said.read(), "")

    def log(self) -> str:
        """What went wrong, for whoever reads the failure of the test."""
        return "\n".join(
            f"{each.name}: {each.read_text()[-2500:]}" for each in sorted((self.root / "run").glob("*.log"))
        )

    def end(self) -> None:
        """Stop what was started, and nothing else."""
        for each in (self.root / "run").glob("*.pid"):
            with suppress(ProcessLookupError):
                os.killpg(int(each.read_text()), signal.SIGTERM)
