"""The addresses of the desk, under each organisation; and of sign-in, which is the same for all."""

from __future__ import annotations

from django.urls import include, path

from trellis.channels.staff import work_lists
from trellis.channels.staff.administration import brand, health, reviews, staff, teams
from trellis.channels.staff.case import acting, lists, page

PREFIX = ""

_DESK = [
    path("", lists.my_work, name="desk-work"),
    path("queue/", lists.queue, name="desk-queue"),
    path("search/", lists.search, name="desk-search"),
    path("lists/", work_lists.show, name="desk-lists"),
    path("lists/<slug:listed>/<slug:row>/<slug:verb>/", work_lists.act, name="desk-list-act"),
    path("cases/<str:reference>/", page.case, name="desk-case"),
    path("cases/<str:reference>/documents/<str:document>/", page.document, name="desk-document"),
    path("cases/<str:reference>/decide/letter/", acting.preview, name="desk-letter"),
    path("cases/<str:reference>/<slug:verb>/", acting.act, name="desk-act"),
    path("cases/<str:reference>/<slug:verb>/<slug:target>/", acting.act, name="desk-act-on"),
    path("staff/", staff.staff, name="desk-staff"),
    path("staff/add/", staff.add, name="desk-staff-add"),
    path("staff/<int:number>/", staff.change, name="desk-staff-change"),
    path("staff/<int:number>/end/", staff.end, name="desk-staff-end"),
    path("staff/<int:number>/begin-anew/", staff.reset, name="desk-staff-reset"),
    path("teams/", teams.teams, name="desk-teams"),
    path("reviews/", reviews.reviews, name="desk-reviews"),
    path("reviews/<int:number>/keep/", reviews.keep, name="desk-review-keep"),
    path("reviews/<int:number>/end/", reviews.end, name="desk-review-end"),
    path("colours/", brand.brand, name="desk-brand"),
    path("running/", health.health, name="desk-health"),
]
urlpatterns = [
    path("account/", include("trellis.channels.staff.account_urls")),
    path("<slug:organisation_key>/desk/", include(_DESK)),
]
