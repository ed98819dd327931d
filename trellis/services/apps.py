from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "trellis.services"
    label = "services"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trellis.services import schedules  # noqa: F401, PLC0415  subscriptions are made once models are loaded
