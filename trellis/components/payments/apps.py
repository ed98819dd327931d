from datetime import timedelta

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "trellis.components.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trellis.base.jobs import schedule  # noqa: PLC0415  models are loaded only now
        from trellis.components.payments.actions import ask_about_pending  # noqa: PLC0415

        schedule(
            key="payments",
            title="Ask about payments that nobody came back from",
            every=timedelta(seconds=30),
            run=ask_about_pending,
        )
