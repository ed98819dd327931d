from django.db import migrations

from trellis.base.isolation import isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("people", "0001_initial")]

    operations = [
        isolate("people_datakey"),
        isolate("people_person"),
        isolate("people_accountlink"),
        isolate("people_message"),
    ]
