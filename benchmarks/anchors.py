"""The anchors: what bare Django does, with the same middleware. Ten kilobytes, a stock form, one SELECT, one INSERT."""

from __future__ import annotations

from django import forms
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import engines
from django.urls import path

_PARAGRAPH = "<p>Ten kilobytes of words that do not change, as on many a page of a council.</p>\n"
TEN_KILOBYTES = "<!DOCTYPE html><html lang='en'><title>{{ title }}</title><body>" + _PARAGRAPH * 127 + "</body></html>"
FORM = (
    "<!DOCTYPE html><html lang='en'><title>{{ title }}</title><body><form method='post'>{% csrf_token %}"
    "{{ form.as_div }}<button>Continue</button></form></body></html>"
)


class Anchor(models.Model):
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=200)

    class Meta:
        app_label = "base"
        db_table = "benchmark_anchor"
        managed = False


class StockForm(forms.Form):
    """The fields of the step it is measured beside: a name in two parts and an e-mail address."""

    first = forms.CharField(label="First name", max_length=100)
    last = forms.CharField(label="Last name", max_length=100)
    email = forms.EmailField(label="Email address", help_text="We use this to tell you what happens")


def _template(source: str):  # type: ignore[no-untyped-def]
    return engines["django"].from_string(source)


_PAGE, _FORM = None, None


def page(request: HttpRequest) -> HttpResponse:
    global _PAGE  # noqa: PLW0603  compiled once, as the cached loader would
    _PAGE = _PAGE or _template(TEN_KILOBYTES)
    return HttpResponse(_PAGE.render({"title": "Ten kilobytes"}, request))


def form(request: HttpRequest) -> HttpResponse:
    global _FORM  # noqa: PLW0603
    _FORM = _FORM or _template(FORM)
    if request.method == "POST":
        filled = StockForm(request.POST)
        if filled.is_valid():
            Anchor.objects.create(name=filled.cleaned_data["first"], email=filled.cleaned_data["email"])
            return HttpResponseRedirect("/bench-form")
        return HttpResponse(_FORM.render({"title": "A form", "form": filled}, request))
    get_token(request)
    row = Anchor.objects.order_by("pk").first()
    return HttpResponse(_FORM.render({"title": "A form", "form": StockForm(), "row": row}, request))


urlpatterns = [path("bench-page", page), path("bench-form", form)]


def make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE benchmark_anchor (id integer PRIMARY KEY, name text, email text)")
    Anchor.objects.create(name="Ada", email="ada@example.org")
