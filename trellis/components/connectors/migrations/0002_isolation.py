from django.db import migrations

from trellis.base.isolation import isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("connectors", "0001_initial")]
    operations = [
        isolate("connectors_connection"),
        isolate("connectors_handover"),
        isolate("connectors_difference"),
    ]
