from django.urls import path

from trellis.components.messages import pages

PREFIX = ""
urlpatterns = [path("<slug:organisation>/outbox/", pages.show, name="outbox")]
