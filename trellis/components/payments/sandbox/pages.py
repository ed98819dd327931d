"""The sandbox provider's own page, as another organisation would show it. It is not there in production."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trellis.base.money import pounds
from trellis.base.time import now
from trellis.components.payments.errors import NoSuchCharge
from trellis.components.payments.models import SandboxPayment
from trellis.components.payments.sandbox import actions
from trellis.components.payments.sandbox.provider import Behaviour, sandbox_payment

_CHOICES = (
    (Behaviour.PAY, "Pay", "The money is taken and you go straight back."),
    (Behaviour.DECLINE, "Decline the card", "The money is not taken."),
    (Behaviour.LATE, "Pay, but tell the council late", "The money is taken; the council hears of it 20 seconds later."),
    (Behaviour.WANDER_OFF, "Pay, and never go back", "The money is taken; you close the page."),
)


@never_cache
@require_GET
def show(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, _payment(reference))


@never_cache
@require_POST
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    _payment(reference)
    try:
        behaviour = Behaviour(request.POST.get("behaviour", ""))
    except ValueError:
        return HttpResponseBadRequest("Choose one of the buttons on the page before.")
    payment = actions.choose(reference=reference, behaviour=behaviour, at=now())
    if behaviour == Behaviour.WANDER_OFF:
        return _page(request, payment)
    return HttpResponseRedirect(payment.return_to)


def _payment(reference: str) -> SandboxPayment:
    if settings.TRELLIS.mode == "production":
        raise Http404
    try:
        return sandbox_payment(reference)
    except NoSuchCharge:
        raise Http404 from None


def _page(request: HttpRequest, payment: SandboxPayment) -> HttpResponse:
    shown: dict[str, Any] = {"payment": payment, "amount": pounds(payment.pence), "choices": _CHOICES}
    return render(request, "payments/sandbox.html", shown)
