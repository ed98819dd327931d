from django.db import migrations

from trellis.base.isolation import isolate

_THEIR_TEAMS = "(SELECT organisation_id FROM organisations_team WHERE organisations_team.id = team_id)"


class Migration(migrations.Migration):
    when = "before"
    dependencies = [("organisations", "0001_initial")]

    operations = [
        isolate("organisations_team"),
        isolate("organisations_staffmember"),
        isolate("organisations_accessreview"),
        isolate("organisations_staffmember_teams", column=_THEIR_TEAMS),
    ]
