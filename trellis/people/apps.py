from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "trellis.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What it is told of is in tables, which are there only now.
        from trellis.people import erasures

        erasures.listen()
