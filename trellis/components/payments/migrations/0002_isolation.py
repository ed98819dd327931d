from django.db import migrations

from trellis.base.isolation import isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("payments", "0001_initial")]
    operations = [isolate("payments_charge")]
