from django.db import migrations

from trellis.base.isolation import isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("research", "0001_initial")]

    operations = [
        isolate("research_prototype"),
        isolate("research_sitting"),
        isolate("research_seen"),
        isolate("research_note"),
    ]
