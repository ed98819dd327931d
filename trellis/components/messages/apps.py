from datetime import timedelta

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "trellis.components.messages"
    label = "messages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trellis.base.jobs import hurry, schedule  # noqa: PLC0415  models are loaded only now
        from trellis.base.log import subscribe  # noqa: PLC0415
        from trellis.components.messages.worker import send_waiting  # noqa: PLC0415
        from trellis.people.events import MessageWritten  # noqa: PLC0415

        schedule(key="messages", title="Send messages", every=timedelta(seconds=30), run=send_waiting)
        subscribe(MessageWritten, key="messages.hurry", handle=lambda entry: hurry("messages"))
