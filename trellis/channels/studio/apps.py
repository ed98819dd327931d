from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "trellis.channels.studio"
    label = "studio_channel"
