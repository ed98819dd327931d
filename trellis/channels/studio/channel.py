"""What the desk finds of the studio: its pages and its place in the rail."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpResponse

from trellis.channels.studio.views import editing, listing, options, publishing, trying
from trellis.organisations.actors import Permission
from trellis.services.rooms import DeskPage, DeskPlace

_DRAFT = "studio/drafts/<int:draft>/"
_SEEN, _PRESSED, _FILLED_IN = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")
_PAGES: tuple[tuple[str, str, Callable[..., HttpResponse], tuple[str, ...]], ...] = (
    ("studio/", "studio", listing.services, _SEEN),
    ("studio/new/", "studio-new", listing.new, _FILLED_IN),
    ("studio/bring/", "studio-bring", listing.bring, _FILLED_IN),
    ("studio/services/<slug:service>/", "studio-versions", listing.versions, _SEEN),
    ("studio/services/<slug:service>/change/", "studio-start", listing.change, _PRESSED),
    ("studio/services/<slug:service>/<int:version>/publish/", "studio-publish-again", listing.publish_again, _PRESSED),
    (_DRAFT, "studio-draft", publishing.draft, _SEEN),
    (f"{_DRAFT}compare/", "studio-compare", publishing.compare, _SEEN),
    (f"{_DRAFT}try/", "studio-try", trying.try_out, _FILLED_IN),
    (f"{_DRAFT}ask/", "studio-ask", publishing.ask, _PRESSED),
    (f"{_DRAFT}publish/", "studio-publish", publishing.publish, _PRESSED),
    (f"{_DRAFT}drop/", "studio-drop", publishing.drop, _PRESSED),
    (f"{_DRAFT}file/", "studio-file", publishing.text, _SEEN),
    (f"{_DRAFT}file/bring/", "studio-bring-back", publishing.bring_back, _PRESSED),
    (f"{_DRAFT}undo/<int:revision>/", "studio-undo", editing.undo, _PRESSED),
    (f"{_DRAFT}change/<path:place>/", "studio-change", editing.change, _FILLED_IN),
    (f"{_DRAFT}add/<path:place>/", "studio-add", editing.add, _FILLED_IN),
    (f"{_DRAFT}remove/<path:place>/", "studio-remove", editing.remove, _PRESSED),
    (f"{_DRAFT}move/<path:place>/", "studio-move", editing.move, _PRESSED),
    (f"{_DRAFT}options/<path:place>/", "studio-options", options.options, _FILLED_IN),
)
_NEEDS_MORE = {
    "studio-publish": Permission.SERVICE_PUBLISH,
    "studio-publish-again": Permission.SERVICE_PUBLISH,
}
"""Pages that not every designer may use."""


class Studio:
    """Keeps `DeskRoom`."""

    def desk_pages(self) -> Sequence[DeskPage]:
        return tuple(
            DeskPage(
                route=route,
                name=name,
                show=show,
                methods=methods,
                permission=_NEEDS_MORE.get(name, Permission.SERVICE_DESIGN),
            )
            for route, name, show, methods in _PAGES
        )

    def desk_places(self) -> Sequence[DeskPlace]:
        return (DeskPlace(name="studio", title="Studio", key="g d", permission=Permission.SERVICE_DESIGN),)


CHANNEL = Studio()
