"""Where the web server enters. In a demo, this process also does the work that waits after each change."""

from __future__ import annotations

import os
import threading

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from trellis.project.safety import require_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
# Whatever starts this, `trellis serve` or another server.
require_safe(settings.TRELLIS)
application = get_wsgi_application()
# Every address is read now: a channel that is broken stops the start, and the first visitor does not wait for it.
get_resolver().url_patterns  # noqa: B018  read for what it does


def start_worker_here() -> threading.Thread:
    """Run the worker as a thread that ends with this process."""
    # Imported once Django is set up: the worker's tables are not there before.
    from trellis.base.jobs import run_worker

    thread = threading.Thread(target=run_worker, args=(threading.Event(),), name="trellis-worker", daemon=True)
    thread.start()
    return thread


if settings.TRELLIS.worker == "in-process" and settings.TRELLIS.mode != "test":
    start_worker_here()
