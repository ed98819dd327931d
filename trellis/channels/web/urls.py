from django.urls import URLPattern, URLResolver, include, path

from trellis.channels.web.views import about, beginning, documents, finishing, items, leaving, saving, status, steps

PREFIX = ""

_of_a_page: list[URLPattern] = [
    path("", steps.step, name="web-step"),
    path("/<int:number>", steps.step, name="web-step"),
    path("/list", items.item_list, name="web-items"),
    path("/list/add", items.add_another, name="web-items-add"),
    path("/<int:number>/remove", items.remove_one, name="web-items-remove"),
    *[path(f"/{verb}", view, name=f"web-{verb}") for verb, view in steps.BUTTONS.items()],
    *[path(f"/<int:number>/{verb}", view, name=f"web-{verb}") for verb, view in steps.BUTTONS.items()],
]
_of_a_service: list[URLPattern | URLResolver] = [
    path("", beginning.start, name="web-start"),
    path("begin", beginning.begin_or_look, name="web-begin"),
    path("start-again", beginning.leave, name="web-start-again"),
    path("privacy", about.privacy, name="web-privacy"),
    path("go-on", finishing.go_on, name="web-go-on"),
    path("check-answers", finishing.check, name="web-check"),
    path("send", finishing.sending, name="web-send"),
    path("tasks", finishing.tasks, name="web-tasks"),
    path("results", finishing.results, name="web-results"),
    path("exit", leaving.leave_fast, name="web-leave-fast"),
    path("exit/<slug:rule>", finishing.leave, name="web-exit"),
    path("pay", finishing.pay, name="web-pay"),
    path("pay/not-paid", finishing.not_paid, name="web-not-paid"),
    path("sent", finishing.sent, name="web-sent"),
    path("save", saving.saving, name="web-save"),
    path("saved/<str:token>", saving.coming_back, name="web-saved"),
    path("document/<str:document>", documents.show, name="web-document"),
    path("<slug:page>", include(_of_a_page)),
    path("page/<slug:page>", include(_of_a_page)),
]
_of_an_organisation: list[URLPattern | URLResolver] = [
    path("", beginning.council, name="web-council"),
    path("brand.css", beginning.brand, name="web-brand"),
    path("accessibility", about.accessibility, name="web-accessibility"),
    path("cookies", about.cookies, name="web-cookies"),
    path("status", include([path(rest, view, name=name) for rest, view, name in status.ADDRESSES])),
    path("<slug:service>/", include(_of_a_service)),
    # Whatever stands nowhere: it may have stood at this address of an earlier site.
    path("<path:rest>", leaving.nowhere, name="web-nowhere"),
]
# Each part of an address is matched once, whichever of the pages under it is meant; plain words come before slugs.
urlpatterns = [
    path("", beginning.platform, name="web-platform"),
    path("<slug:organisation>/", include(_of_an_organisation)),
]
