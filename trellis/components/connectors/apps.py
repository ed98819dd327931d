from datetime import timedelta

from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    name = "trellis.components.connectors"
    label = "connectors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Subscriptions and schedules are made once models are loaded.
        from trellis.base.jobs import schedule  # noqa: PLC0415
        from trellis.components.connectors import reactions, reconciling, worker  # noqa: PLC0415

        reactions.listen()
        schedule(
            key="connectors",
            title="Hand work over to other systems, and hear from them",
            every=timedelta(seconds=30),
            run=worker.work_for_all,
        )
        schedule(
            key="connectors.reconcile",
            title="Compare what other systems hold with what we know",
            every=timedelta(days=1),
            run=reconciling.reconcile_all,
        )
