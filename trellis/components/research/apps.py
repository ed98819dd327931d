from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "trellis.components.research"
    label = "research"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Schedules call actions, and actions need the tables: they are there only now.
        from trellis.components.research.schedules import start

        start()
