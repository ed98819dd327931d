from django.db import migrations

from trellis.base.isolation import isolate


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("content", "0001_initial")]
    operations = [isolate("content_page"), isolate("content_version"), isolate("content_redirect")]
