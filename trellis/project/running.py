"""Starting what an installation consists of: the database's tables, the web server, the worker."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from trellis.project.options import read_options
from trellis.project.safety import require_safe

if TYPE_CHECKING:
    from trellis.project.upgrading import Part


def migrate_database(part: Part | None = None) -> None:
    """Bring the tables up to date, as the role that owns them where there is one of its own; whole, or one part."""
    _set_up()
    # The settings are read by now; before that these cannot be imported.
    from django.core.management import call_command

    from trellis.project.ownership import let_the_application_in, owning
    from trellis.project.upgrading import upgrade

    with owning():
        let_the_application_in()
        if part:
            upgrade(part)
        else:
            call_command("migrate", verbosity=0, interactive=False)


def serve_pages(*, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until told to stop. Settings are checked before a process is started, so that a mistake is said once."""
    require_safe(read_options(), processes=workers)
    # Heavy, and of no use to any other command.
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
    Granian(
        "trellis.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        # A worker that dies is started again; what it had begun is not lost, since it is in the database.
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


def work_until(stop: threading.Event) -> None:
    """Do the work that waits until `stop` is set."""
    require_safe(read_options())
    _set_up()
    # The worker's tables can be imported only once Django is set up.
    from trellis.base.jobs import run_worker

    run_worker(stop)


def _set_up() -> None:
    # Here, not above: `trellis serve` itself never needs it.
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
    django.setup()
