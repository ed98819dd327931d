"""What a person reads where something went wrong: what happened, and what to do now. The web status is decided here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted

from trellis.base.errors import NotAllowed, NotFound, Stale, TrellisError
from trellis.base.time import now
from trellis.channels.web.frames import frame
from trellis.channels.web.pages import rendered
from trellis.organisations.queries import Organisation
from trellis.services.contract import moved_to


class TooMany(TrellisError):
    """Somebody, or a program, asked for this too often in too short a time."""

    code = "too-many"


class NotTheirs(NotFound):
    """What was asked for is not there, or belongs to somebody else."""

    code = "not-theirs"


@dataclass(frozen=True, kw_only=True)
class Told:
    """An error in words."""

    status: int
    title: str
    words: tuple[str, ...]
    begins_again: bool = False
    """The way on is to begin the service again, so the page leads there."""


_NOT_FOUND: Final = Told(
    status=404,
    title=noted("Page not found"),
    words=(
        noted("If you typed the web address, check it is correct."),
        noted("If you followed a link or used a bookmark, start from the front page."),
    ),
)
_BY_CODE: Final = {
    "too-many": Told(
        status=429,
        title=noted("Wait a little"),
        words=(noted("You have tried this many times in a short while. Wait 10 minutes, then try again."),),
    ),
    "no-such-journey": Told(
        status=404,
        title=noted("We cannot find your answers"),
        words=(
            noted("You may have been away for a while, or used another device or browser."),
            noted("If you saved your answers, use the link in the email that we sent you. If not, start again."),
        ),
        begins_again=True,
    ),
    "journey-expired": Told(
        status=410,
        title=noted("Your answers have been deleted"),
        words=(noted("We delete answers that nobody sends, to keep them safe. You can start again."),),
        begins_again=True,
    ),
    "no-such-link": Told(
        status=404,
        title=noted("This link does not work"),
        words=(
            noted("Check that you have the whole link. Some email programs break it in two."),
            noted("If you still have your answers open somewhere, you can send yourself a new link from there."),
        ),
    ),
    "link-used": Told(
        status=410,
        title=noted("This link has been used"),
        words=(
            noted("Each link works once, to keep your answers safe."),
            noted("If you have a newer email from us, use the link in that one."),
            noted("If your answers are still open in the browser where you used it, carry on there."),
        ),
    ),
    "link-expired": Told(
        status=410,
        title=noted("This link is too old"),
        words=(noted("We no longer have the answers that it led to. You can start again."),),
        begins_again=True,
    ),
}


def page(
    request: HttpRequest,
    error: TrellisError,
    *,
    organisation: Organisation | None = None,
    service: str = "",
    language: str = "en",
) -> HttpResponse:
    """The page for an error on the way through a service. One that is not meant for whoever reads is raised again."""
    told = _told(error)
    if told is None:
        raise error
    if told is _NOT_FOUND and organisation and (leads := _moved_to(request, organisation)):
        return HttpResponsePermanentRedirect(leads)
    name = "trouble.html" if organisation else "trouble_alone.html"
    around = frame(organisation=organisation, language=language, at=now()) if organisation else None
    with translation.override(language):
        words = [_(each) for each in told.words]
        facts = {"frame": around, "organisation": organisation, "title": _(told.title), "words": words}
        facts["begins"] = service if told.begins_again else ""
        html = rendered(name, facts, request)
    return HttpResponse(html, status=told.status)


def _moved_to(request: HttpRequest, organisation: Organisation) -> str:
    """Where what stood here is now: somebody kept a bookmark, or a search engine an address of the earlier site."""
    if request.method not in {"GET", "HEAD"}:
        return ""
    path = request.path.removeprefix(f"/{organisation.key}/")
    asked = request.META.get("QUERY_STRING", "")
    forms = (f"{path}?{asked}", path) if asked else (path,)
    return next(filter(None, (moved_to(organisation=organisation, path=each) for each in forms)), "")


def _told(error: TrellisError) -> Told | None:
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    if isinstance(error, NotFound):
        return _NOT_FOUND
    if isinstance(error, Stale | NotAllowed):
        return Told(
            status=409 if isinstance(error, Stale) else 403,
            title=noted("This has changed"),
            words=(noted("It can no longer be changed from here. Go back and look at how it stands now."),),
        )
    return None
