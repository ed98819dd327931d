from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "trellis.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trellis.organisations import schedules  # noqa: PLC0415  models are loaded only now

        schedules.plan()
