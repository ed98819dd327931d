"""What the doctor looks at."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection

from trellis.base import jobs
from trellis.base.time import now
from trellis.organisations.outside import torn_line
from trellis.organisations.published import MEND_OF_TORN, heads_of
from trellis.organisations.queries import organisations
from trellis.project.doctor.finding import Finding
from trellis.project.readiness import migrations_not_known, migrations_to_run, migrations_to_run_after
from trellis.project.safety import unsafe


def look() -> list[Finding]:
    """Everything worth knowing: settings first, then the database, then what it holds."""
    found = [*_settings(), *_messages()]
    try:
        database = _database()
        # Without its tables there is nothing more to ask it.
        return [*found, database, *(_within() if database.well else ())]
    except DatabaseError as error:
        mend = "Start it, check DATABASE_URL, and where it is new run `trellis migrate`."
        return [*found, Finding(what="Database", well=False, says=f"does not answer: {error}".strip(), mend=mend)]


def _within() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        yield _role()
    yield from (_of_schedule(each) for each in jobs.health(at=now()))
    yield _deliveries()
    yield from _torn_heads()


def _settings() -> Iterator[Finding]:
    found = unsafe(settings.TRELLIS)
    yield from (Finding(what=each.what, well=False, says=each.says, mend=each.mend) for each in found)
    if not found:
        yield Finding(what="Settings", well=True, says=f"those of {settings.TRELLIS.mode}, and nothing unsafe in them")


def _messages() -> Iterator[Finding]:
    options = settings.TRELLIS
    if options.mode == "production" and options.email_url.get_secret_value().startswith("outbox"):
        mend = "Set TRELLIS_EMAIL_URL=smtp://name:password@host:587"
        yield Finding(what="Messages", well=False, says="stay in the outbox, so nobody gets one", mend=mend)


def _database() -> Finding:
    behind, ahead = migrations_to_run(), migrations_not_known()
    if behind:
        says = f"is older than this version: {len(behind)} migrations to run, the first {behind[0]}"
        return Finding(what="Database", well=False, says=says, mend="Run `trellis migrate`.")
    if ahead:
        says = f"is newer than this version: it knows {ahead[0]}"
        return Finding(what="Database", well=False, says=says, mend="Install the version it was migrated with.")
    says = f"{connection.vendor}, with {organisations().count()} organisations"
    if migrations_to_run_after():
        says += "; once no process of the earlier version is left, run `trellis migrate --after`"
    return Finding(what="Database", well=True, says=says)


def _role() -> Finding:
    """Row-level security binds neither a superuser nor a role that is told to pass it by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT 1 FROM pg_class"
            " WHERE relowner = r.oid AND relname = 'base_logentry') FROM pg_roles r WHERE rolname = current_user"
        )
        too_much = bool(cursor.fetchone()[0])
    if not too_much:
        return Finding(what="Database role", well=True, says="owns nothing, so the database keeps organisations apart")
    return Finding(
        what="Database role",
        well=settings.TRELLIS.mode != "production",
        says="owns the tables or passes row-level security by, so the database could not refuse it anything",
        mend="Connect as a role that owns nothing; docs/running.md has the lines for it.",
    )


def _of_schedule(health: jobs.Health) -> Finding:
    ran = f"last ran {health.last_finished:%d %B %H:%M}" if health.last_finished else "has never run"
    late = ", and is late" if health.missed else ""
    failed = f": {health.error}" if health.error else ""
    mend = "Start `trellis work`, or look at the worker's log." if health.missed else "Look at the worker's log."
    return Finding(what=health.schedule.title, well=not (late or failed), says=f"{ran}{late}{failed}", mend=mend)


def _deliveries() -> Finding:
    lost = jobs.given_up()
    says = "all delivered, or still being tried" if not lost else f"{len(lost)} given up, the first: {lost[0].error}"
    return Finding(
        what="News between parts", well=not lost, says=says, mend="Mend what the error names, then try again."
    )


def _torn_heads() -> Iterator[Finding]:
    """A power cut may cut off the last line outside the database. It is mended by itself, and is said meanwhile."""
    for each in organisations():
        if torn_line(heads_of(each.key)):
            what = f"Log's head outside, {each.key}"
            yield Finding(what=what, well=False, says="its last line was cut off", mend=MEND_OF_TORN)
