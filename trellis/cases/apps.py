from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "trellis.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Subscriptions and schedules are made once models are loaded.
        from trellis.cases import reactions, schedules

        reactions.listen()
        schedules.set_up()
