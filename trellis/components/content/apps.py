from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "trellis.components.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Schedules are made once models are loaded.
        from trellis.components.content.schedules import plan  # noqa: PLC0415

        plan()
