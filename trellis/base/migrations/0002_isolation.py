from django.db import migrations

from trellis.base.isolation import append_only, isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("base", "0001_initial")]

    operations = [
        isolate("base_logentry"),
        isolate("base_seal"),
        append_only("base_logentry"),
        append_only("base_seal"),
    ]
