from django.urls import path

from trellis.components.payments import pages
from trellis.components.payments.sandbox import pages as sandbox

PREFIX = ""
urlpatterns = [
    path("pay-sandbox/<slug:reference>", sandbox.show, name="pay-sandbox"),
    path("pay-sandbox/<slug:reference>/choose", sandbox.choose, name="pay-sandbox-choose"),
    path("payments/notified/<slug:reference>", pages.notified, name="payment-notified"),
]
