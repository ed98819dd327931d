"""Stands in for `systemctl`: reads a unit as systemd would, and starts what it says, below the folder of `MACHINE`."""

from __future__ import annotations

import configparser
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ["MACHINE"])
UNITS, RUN = ROOT / "etc/systemd/system", ROOT / "run"
NGINX = """
daemon off; worker_processes 1; user root; pid {run}/nginx-itself.pid; error_log stderr warn;
events {{ worker_connections 64; }}
http {{
  client_body_temp_path {run}/body; proxy_temp_path {run}/proxy; fastcgi_temp_path {run}/fastcgi;
  uwsgi_temp_path {run}/uwsgi; scgi_temp_path {run}/scgi; access_log off;
  include {root}/etc/nginx/sites-enabled/*;
}}
"""


class Unit(configparser.RawConfigParser):
    """A unit: its settings keep their case, and one may be given twice."""

    def __init__(self) -> None:
        super().__init__(strict=False, interpolation=None, dict_type=dict)

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def moved(words: str) -> str:
    for folder in ("/srv/trellis", "/etc/trellis"):
        words = words.replace(folder, f"{ROOT}{folder}")
    return words.replace("--port 8000", f"--port {os.environ['MACHINE_WEB_PORT']}")


def start(name: str) -> None:
    if name == "nginx":
        (RUN / "nginx.conf").write_text(NGINX.format(run=RUN, root=ROOT))
        _run("nginx", ["nginx", "-e", "stderr", "-p", str(RUN), "-c", str(RUN / "nginx.conf")], {})
        return
    text = (UNITS / f"{name}.service").read_text()
    unit = Unit()
    unit.read_string(text)
    environment = {}
    for line in text.splitlines():
        if line.startswith("EnvironmentFile="):
            file = Path(moved(line.partition("=")[2]))
            environment |= dict(each.split("=", 1) for each in file.read_text().splitlines() if each)
    _run(name, moved(unit["Service"]["ExecStart"]).split(), environment)


def _run(name: str, command: list[str], environment: dict[str, str]) -> None:
    # As systemd does it: nothing of the shell's own environment but where programs are.
    bare = {"PATH": os.environ["PATH"], **environment}
    with (RUN / f"{name}.log").open("ab") as log:
        begun = subprocess.Popen(
            command, cwd=ROOT / "srv/trellis", env=bare, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    (RUN / f"{name}.pid").write_text(str(begun.pid))


def main(words: list[str]) -> None:
    verb, *names = [word for word in words if not word.startswith("--")]
    for name in names:
        if name.endswith(".timer"):
            # Whether it is one is checked; that it waits for its hour is systemd's.
            missing = [each for each in (name, name.replace(".timer", ".service")) if not (UNITS / each).exists()]
            assert not missing, missing
        elif verb == "reload":
            pid = int((RUN / f"{name}.pid").read_text())
            os.kill(pid, signal.SIGHUP)
        elif not (RUN / f"{name}.pid").exists():
            start(name)


if __name__ == "__main__":
    main(sys.argv[1:])
