from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "trellis.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
