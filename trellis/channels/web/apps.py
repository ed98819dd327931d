from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "trellis.channels.web"
    label = "web"
    verbose_name = "Residents' pages"
