"""The addresses of the studio, within each organisation's desk: who may come to each, and by which method."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, include, path
from django.views.decorators.http import require_http_methods

from trellis.channels.studio.views import (
    conditions,
    editing,
    examples,
    listing,
    messages,
    options,
    planning,
    publishing,
    ruling,
    sharing,
    talking,
    text,
    trying,
)
from trellis.organisations.actors import Permission
from trellis.services.layout import desk_page

PREFIX = ""
_DRAFT = "drafts/<int:draft>/"
_SEEN, _PRESSED, _FILLED_IN = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")
_PAGES: tuple[tuple[str, str, Callable[..., HttpResponse], tuple[str, ...]], ...] = (
    ("", "studio", listing.services, _SEEN),
    ("new/", "studio-new", listing.new, _FILLED_IN),
    ("bring/", "studio-bring", listing.bring, _FILLED_IN),
    ("services/<slug:service>/", "studio-versions", listing.versions, _SEEN),
    ("services/<slug:service>/change/", "studio-start", listing.change, _PRESSED),
    ("services/<slug:service>/<int:version>/publish/", "studio-publish-again", listing.publish_again, _PRESSED),
    ("templates/", "studio-templates", sharing.templates, _SEEN),
    ("templates/<slug:owner>/<slug:service>/take/", "studio-template-take", sharing.take, _PRESSED),
    ("services/<slug:service>/template/", "studio-template-open", sharing.open_draft, _PRESSED),
    ("services/<slug:service>/release/", "studio-release", sharing.release, _FILLED_IN),
    ("services/<slug:service>/release/<int:number>/withdraw/", "studio-release-withdraw", sharing.withdraw, _PRESSED),
    (f"{_DRAFT}template/", "studio-template", sharing.template, _SEEN),
    (f"{_DRAFT}template/update/", "studio-template-update", sharing.update, _PRESSED),
    (_DRAFT, "studio-draft", publishing.draft, _SEEN),
    (f"{_DRAFT}compare/", "studio-compare", publishing.compare, _SEEN),
    (f"{_DRAFT}try/", "studio-try", trying.try_out, _FILLED_IN),
    (f"{_DRAFT}ask/", "studio-ask", publishing.ask, _PRESSED),
    (f"{_DRAFT}publish/", "studio-publish", publishing.publish, _PRESSED),
    (f"{_DRAFT}plan/", "studio-plan", planning.plan, _FILLED_IN),
    (f"{_DRAFT}plan/<int:plan>/cancel/", "studio-plan-cancel", planning.cancel, _PRESSED),
    (f"{_DRAFT}drop/", "studio-drop", publishing.drop, _PRESSED),
    (f"{_DRAFT}file/", "studio-file", publishing.text, _SEEN),
    (f"{_DRAFT}file/bring/", "studio-bring-back", publishing.bring_back, _PRESSED),
    (f"{_DRAFT}undo/<int:revision>/", "studio-undo", editing.undo, _PRESSED),
    (f"{_DRAFT}change/<path:place>/", "studio-change", editing.change, _FILLED_IN),
    (f"{_DRAFT}add/<path:place>/", "studio-add", editing.add, _FILLED_IN),
    (f"{_DRAFT}remove/<path:place>/", "studio-remove", editing.remove, _PRESSED),
    (f"{_DRAFT}move/<path:place>/", "studio-move", editing.move, _PRESSED),
    (f"{_DRAFT}rules/", "studio-rules", ruling.rules, _SEEN),
    (f"{_DRAFT}rule/<path:place>/", "studio-rule", ruling.rule, _SEEN),
    (f"{_DRAFT}rule-text/<path:place>/", "studio-rule-text", ruling.write, _PRESSED),
    (f"{_DRAFT}rule-join/<path:place>/", "studio-rule-join", ruling.join, _PRESSED),
    (f"{_DRAFT}rule-without/<path:place>/", "studio-rule-without", ruling.remove, _PRESSED),
    (f"{_DRAFT}condition/<path:place>/", "studio-condition", conditions.condition, _FILLED_IN),
    (f"{_DRAFT}examples/", "studio-examples", examples.examples, _SEEN),
    (f"{_DRAFT}examples/add/", "studio-example-add", examples.add, _FILLED_IN),
    (f"{_DRAFT}examples/<int:number>/", "studio-example", examples.change, _FILLED_IN),
    (f"{_DRAFT}examples/<int:number>/remove/", "studio-example-remove", examples.remove, _PRESSED),
    (f"{_DRAFT}messages/add/", "studio-message-add", messages.add, _FILLED_IN),
    (f"{_DRAFT}as-text/<path:place>/", "studio-as-text", text.as_text, _FILLED_IN),
    (f"{_DRAFT}shared/<path:name>/", "studio-shared", text.shared, _FILLED_IN),
    (f"{_DRAFT}options/<path:place>/", "studio-options", options.options, _FILLED_IN),
    (f"{_DRAFT}comments/", "studio-comments", talking.comments, _SEEN),
    (f"{_DRAFT}comments/choose/", "studio-comment-choose", talking.choose, _SEEN),
    (f"{_DRAFT}comments/<int:comment>/answer/", "studio-comment-answer", talking.answer, _PRESSED),
    (f"{_DRAFT}comments/<int:comment>/settle/", "studio-comment-settle", talking.settle, _PRESSED),
    (f"{_DRAFT}comments/<int:comment>/reopen/", "studio-comment-reopen", talking.reopen, _PRESSED),
    (f"{_DRAFT}comment/<path:place>/", "studio-comment", talking.comment, _FILLED_IN),
)
_NEEDS_MORE = {
    "studio-publish": Permission.SERVICE_PUBLISH,
    "studio-plan-cancel": Permission.SERVICE_PUBLISH,
    "studio-release": Permission.SERVICE_PUBLISH,
    "studio-release-withdraw": Permission.SERVICE_PUBLISH,
    "studio-publish-again": Permission.SERVICE_PUBLISH,
}
"""Pages that not every designer may use."""


def _address(route: str, name: str, show: Callable[..., HttpResponse], methods: tuple[str, ...]) -> URLPattern:
    guarded = desk_page(_NEEDS_MORE.get(name, Permission.SERVICE_DESIGN))(show)
    return path(route, require_http_methods(list(methods))(guarded), name=name)


urlpatterns = [path("<slug:organisation_key>/desk/studio/", include([_address(*each) for each in _PAGES]))]
