from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "trellis.channels.staff"
    label = "staff_channel"
