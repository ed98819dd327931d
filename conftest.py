"""How every test runs: in a home of its own, without a network, and on PostgreSQL as a role that owns nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as property_tests
from pytest_django.plugin import DjangoDbBlocker

# Before anything reads the settings.
_HOME = Path(tempfile.mkdtemp(prefix="trellis-test-"))
os.environ["TRELLIS_HOME"] = str(_HOME)
os.environ["TRELLIS_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "trellis.project.settings"
# At once: the casts of each package (their conftest.py) import models before pytest-django would do this.
django.setup()

# No time limit on an example, on shared and noisy machines. Where a change is judged, everybody gets the same examples.
property_tests.register_profile("trellis", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_tests.register_profile("judged", property_tests.get_profile("trellis"), derandomize=True)
property_tests.load_profile("judged" if os.environ.get("CI") else "trellis")

_LOOPBACK = pytest.mark.allow_hosts(["127.0.0.1", "::1"])


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="run only the tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    for item in items:
        if item.get_closest_marker("network") or item.get_closest_marker("browser"):
            item.add_marker(_LOOPBACK)
        if item.get_closest_marker("postgresql") and not on_postgresql:
            item.add_marker(pytest.mark.skip(reason="says something of PostgreSQL alone: script/test runs it there"))
    if config.getoption("database_only"):
        config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
        items[:] = [item for item in items if _uses_database(item)]


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(marked or fixtures & {"db", "transactional_db", "live_server", "django_db_setup"})


@pytest.fixture(scope="session", autouse=True)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A seeded home for the browsers of all workers: begun with the first test, where a later one wants it."""
    if not any("served" in getattr(item, "fixturenames", ()) for item in request.session.items):
        yield None
        return
    from tests.journeys.seeding import seeded_beside

    own = tmp_path_factory.getbasetemp()
    with seeded_beside(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) as found:
        yield found


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Make the test database as the owner of its tables, then use it as the application does."""
    # Django reads the settings when these are imported, so only once the environment above is set.
    from django.db.models.signals import pre_migrate
    from django.test.utils import setup_databases, teardown_databases

    from trellis.project.ownership import owning

    pre_migrate.connect(_let_in)
    with django_db_blocker.unblock(), owning():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    pre_migrate.disconnect(_let_in)
    yield
    with django_db_blocker.unblock(), owning():
        teardown_databases(made, verbosity=0)


def _let_in(**_signal: object) -> None:
    from django.conf import settings
    from django.db import connection

    from trellis.project.ownership import let_the_application_in

    let_the_application_in()
    if settings.DATABASE_OWNER:
        # Tests that commit are cleared up by emptying every table, which the application itself may never do.
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT TRUNCATE ON TABLES TO "
                + connection.ops.quote_name(settings.DATABASE_APP_ROLE)
            )
