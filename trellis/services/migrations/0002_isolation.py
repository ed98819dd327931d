from django.db import migrations

from trellis.base.isolation import isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("services", "0001_initial")]

    operations = [
        isolate("services_serviceversion"),
        isolate("services_liveservice"),
        isolate("services_journey"),
        isolate("services_amendment"),
        isolate("services_savedlink"),
    ]
