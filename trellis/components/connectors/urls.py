from django.urls import path

from trellis.components.connectors import pages

PREFIX = ""
urlpatterns = [path("<slug:organisation>/sandbox/<slug:connection>/", pages.sandbox, name="connector-sandbox")]
