from django.urls import include, path

from trellis.components.research import desk, pages

PREFIX = ""
_ONE = "<int:prototype>/"
_AT_THE_DESK = [
    path("drafts/<int:draft>/", desk.prototypes, name="desk-research"),
    path(_ONE, desk.summary, name="desk-research-summary"),
    path(f"{_ONE}close/", desk.close, name="desk-research-close"),
    path(f"{_ONE}note/", desk.note, name="desk-research-note"),
    path(f"{_ONE}sittings/<int:sitting>/", desk.sitting, name="desk-research-sitting"),
    path(f"{_ONE}notes/<int:note>/evidence/", desk.evidence, name="desk-research-evidence"),
    path(f"{_ONE}notes/<int:note>/point/", desk.point, name="desk-research-point"),
]
_WHO_TAKES_PART = [
    path("", pages.agree, name="research-agree"),
    path("<str:secret>/", pages.try_it, name="research-try"),
    path("<str:secret>/end/", pages.end, name="research-end"),
    path("<str:secret>/take-back/", pages.take_back, name="research-take-back"),
]
urlpatterns = [
    path("<slug:organisation_key>/desk/research/", include(_AT_THE_DESK)),
    path("<slug:organisation>/prototype/<slug:link>/", include(_WHO_TAKES_PART)),
]
