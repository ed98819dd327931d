from django.urls import path

from trellis.components.content import pages

PREFIX = ""
urlpatterns = [
    path("<slug:organisation>/guidance/", pages.listed, name="content-list"),
    path("<slug:organisation>/guidance/<slug:address>/", pages.show, name="content-page"),
]
