from django.db import migrations

from trellis.base.isolation import isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("services", "0003_drafts")]

    operations = [
        isolate("services_draft"),
        isolate("services_draftchange"),
    ]
