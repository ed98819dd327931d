from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "trellis.services"
    label = "services"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Schedules call actions, and actions need the tables: they are there only now.
        from trellis.services.schedules import start

        start()
