from django.urls import path

from trellis.channels.web.views import about, beginning, documents, finishing, items, leaving, saving, status, steps

PREFIX = ""
_SERVICE = "<slug:organisation>/<slug:service>/"
_PAGES = ("<slug:page>", "page/<slug:page>")

urlpatterns = [
    path("", beginning.platform, name="web-platform"),
    path("<slug:organisation>/", beginning.council, name="web-council"),
    path("<slug:organisation>/brand.css", beginning.brand, name="web-brand"),
    path("<slug:organisation>/accessibility", about.accessibility, name="web-accessibility"),
    path("<slug:organisation>/cookies", about.cookies, name="web-cookies"),
    *[path(f"<slug:organisation>/status{rest}", view, name=name) for rest, view, name in status.ADDRESSES],
    path(_SERVICE, beginning.start, name="web-start"),
    path(f"{_SERVICE}begin", beginning.begin_or_look, name="web-begin"),
    path(f"{_SERVICE}start-again", beginning.leave, name="web-start-again"),
    path(f"{_SERVICE}privacy", about.privacy, name="web-privacy"),
    path(f"{_SERVICE}go-on", finishing.go_on, name="web-go-on"),
    path(f"{_SERVICE}check-answers", finishing.check, name="web-check"),
    path(f"{_SERVICE}send", finishing.sending, name="web-send"),
    path(f"{_SERVICE}tasks", finishing.tasks, name="web-tasks"),
    path(f"{_SERVICE}results", finishing.results, name="web-results"),
    path(f"{_SERVICE}exit", leaving.leave_fast, name="web-leave-fast"),
    path(f"{_SERVICE}exit/<slug:rule>", finishing.leave, name="web-exit"),
    path(f"{_SERVICE}pay", finishing.pay, name="web-pay"),
    path(f"{_SERVICE}pay/not-paid", finishing.not_paid, name="web-not-paid"),
    path(f"{_SERVICE}sent", finishing.sent, name="web-sent"),
    path(f"{_SERVICE}save", saving.saving, name="web-save"),
    path(f"{_SERVICE}saved/<str:token>", saving.coming_back, name="web-saved"),
    path(f"{_SERVICE}document/<str:document>", documents.show, name="web-document"),
]
for _page in _PAGES:
    urlpatterns += [
        path(f"{_SERVICE}{_page}", steps.step, name="web-step"),
        path(f"{_SERVICE}{_page}/<int:number>", steps.step, name="web-step"),
        path(f"{_SERVICE}{_page}/list", items.item_list, name="web-items"),
        path(f"{_SERVICE}{_page}/list/add", items.add_another, name="web-items-add"),
        path(f"{_SERVICE}{_page}/<int:number>/remove", items.remove_one, name="web-items-remove"),
    ]
    for _verb, _view in steps.BUTTONS.items():
        urlpatterns += [
            path(f"{_SERVICE}{_page}/{_verb}", _view, name=f"web-{_verb}"),
            path(f"{_SERVICE}{_page}/<int:number>/{_verb}", _view, name=f"web-{_verb}"),
        ]
