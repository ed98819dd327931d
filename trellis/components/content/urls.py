from django.urls import include, path

from trellis.components.content import pages
from trellis.components.content.desk import lists, one, writing

PREFIX = ""
_AT_THE_DESK = [
    path("", lists.listed, name="desk-content"),
    path("new/", writing.begin, name="desk-content-new"),
    path("old-addresses/", lists.forwarded, name="desk-content-old"),
    path("old-addresses/<int:number>/forget/", lists.forget, name="desk-content-old-forget"),
    path("<int:number>/", one.show, name="desk-content-page"),
    path("<int:number>/write/<slug:language>/", writing.write, name="desk-content-write"),
    path("<int:number>/look/<slug:language>/", writing.look, name="desk-content-look"),
    path("<int:number>/preview/<slug:language>/", one.preview, name="desk-content-preview"),
    path("<int:number>/ask/", one.ask, name="desk-content-ask"),
    path("<int:number>/approve/", one.approve, name="desk-content-approve"),
    path("<int:number>/send-back/", one.send_back, name="desk-content-send-back"),
    path("<int:number>/withdraw/", one.withdraw, name="desk-content-withdraw"),
    path("<int:number>/review/", one.review, name="desk-content-review"),
    path("<int:number>/take/", one.take, name="desk-content-take"),
]
urlpatterns = [
    path("<slug:organisation_key>/desk/pages/", include(_AT_THE_DESK)),
    path("<slug:organisation>/guidance/", pages.listed, name="content-list"),
    path("<slug:organisation>/guidance/<slug:address>/", pages.show, name="content-page"),
]
