"""Each migration says whether the version that serves now can bear it (`before`) or not (`after`), and says it truly."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from tests.repository.sources import ROOT, TRELLIS

KEPT = json.loads((ROOT / "tests" / "upgrading" / "first-release" / "kept.json").read_text())
TAKES_AWAY = (
    migrations.DeleteModel,
    migrations.RemoveField,
    migrations.RenameModel,
    migrations.RenameField,
    migrations.AlterModelTable,
    migrations.AddConstraint,
    migrations.AlterUniqueTogether,
)
"""The version that serves meanwhile reads what these take away, or writes what they refuse."""


def ours() -> dict[str, migrations.Migration]:
    found = MigrationLoader(None).disk_migrations
    apps = {path.parents[1].name for path in TRELLIS.rglob("migrations/__init__.py")}
    return {f"{app}.{name}": each for (app, name), each in found.items() if app in apps}


def cannot_be_borne(migration: migrations.Migration) -> Iterator[str]:
    """What in a migration an earlier version could not work with."""
    new = {each.name.lower() for each in migration.operations if isinstance(each, migrations.CreateModel)}
    for each in migration.operations:
        if _of(each) in new:
            continue
        if isinstance(each, TAKES_AWAY):
            yield each.describe()
        if isinstance(each, migrations.AddField) and not _may_be_left_out(each.field):
            yield f"{each.describe()}, which the earlier version leaves out: give it null=True or db_default"


def _of(operation: Operation) -> str:
    return str(getattr(operation, "model_name_lower", ""))


def _may_be_left_out(field: models.Field) -> bool:  # type: ignore[type-arg]
    return bool(field.null or field.many_to_many or field.db_default is not models.NOT_PROVIDED)


@pytest.mark.parametrize("name", sorted(ours()))
def test_each_migration_says_whether_it_runs_before_or_after_the_new_version(name: str) -> None:
    said = vars(type(ours()[name])).get("when")
    mend = f'in {name}, below "class Migration", write: when = "before" (or "after", where it takes something away)'
    assert said in {"before", "after"}, mend


def test_what_runs_before_takes_nothing_from_the_version_that_serves() -> None:
    """From the first release on: before it there is no version to take anything from."""
    later = {name: each for name, each in ours().items() if KEPT["tag"] and name not in KEPT["migrations"]}
    found = [
        f"{name}: {what}" for name, each in later.items() if each.when == "before" for what in cannot_be_borne(each)
    ]
    assert not found, 'split these off into a migration with when = "after":\n' + "\n".join(found)


class _Made(migrations.Migration):
    when = "before"


def _made(*operations: Operation) -> migrations.Migration:
    made = _Made("made", "cases")
    made.operations = list(operations)
    return made


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("case", "outcome"),
        migrations.DeleteModel("Case"),
        migrations.RenameField("case", "outcome", "result"),
        migrations.AddField("case", "weight", models.IntegerField(default=0)),
        migrations.AddConstraint("case", models.CheckConstraint(condition=models.Q(pk__gt=0), name="positive")),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_an_earlier_version_cannot_bear_is_noticed(operation: Operation) -> None:
    assert list(cannot_be_borne(_made(operation)))


def test_what_only_adds_is_let_pass() -> None:
    table = migrations.CreateModel("Weight", [("id", models.BigAutoField(primary_key=True))])
    of_it = migrations.AddField("weight", "grams", models.IntegerField(default=0))
    empty = migrations.AddField("case", "weight", models.IntegerField(null=True))
    known = migrations.AddField("case", "weighed", models.BooleanField(db_default=False))
    assert list(cannot_be_borne(_made(table, of_it, empty, known))) == []
