from django.db import migrations

from trellis.base.isolation import isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("directory", "0001_initial")]
    operations = [isolate("directory_contactrow"), isolate("directory_councillorrow")]
