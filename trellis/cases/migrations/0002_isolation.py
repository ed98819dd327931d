from django.db import migrations

from trellis.base.isolation import isolate

_TABLES = (
    "case", "caseaddress", "caseparty", "caseteam", "clockrun", "consultee", "decision",
    "informationrequest", "note", "searchterm", "stagerun", "statuscode", "task",
)


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("cases", "0001_initial")]

    operations = [isolate(f"cases_{table}") for table in _TABLES]
