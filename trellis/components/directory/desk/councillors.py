"""Councillors at the desk: whom they represent, how to reach them, and their term."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trellis.components.directory import actions, queries
from trellis.components.directory.desk.forms import CouncillorForm, initial_of_councillor
from trellis.components.directory.errors import ChangedMeanwhile, KeyTaken
from trellis.components.directory.facts import Councillor, councillor_from
from trellis.components.directory.models import CouncillorRow
from trellis.organisations.actors import Permission
from trellis.organisations.scope import reading
from trellis.places.queries import gazetteer
from trellis.services.layout import DeskVisit, desk_page

HERE = {"here": "desk-councillors"}


@require_GET
@desk_page(Permission.CONTENT_WRITE)
def listed(desk: DeskVisit) -> HttpResponse:
    """Every councillor, by ward, also those whose term is over or has not begun."""
    wards = dict(_wards())
    with reading(desk.actor):
        rows = [(row, _read(desk, row)) for row in queries.councillor_rows(seen_by=desk.actor)]
    found = [(row, one, wards.get(one.ward, one.ward)) for row, one in rows]
    found.sort(key=lambda each: (each[2].casefold(), each[1].name))
    return desk.page("directory/desk/councillors.html", {**HERE, "found": found})


@desk_page(Permission.CONTENT_APPROVE)
def add(desk: DeskVisit) -> HttpResponse:
    """Add a councillor."""
    form = _form(desk, new=True)
    if form.is_valid():
        try:
            actions.add_councillor(key=form.cleaned_data["key"], councillor=form.councillor, at=desk.at, by=desk.actor)
        except KeyTaken:
            form.add_error("key", _("Another councillor has this name"))
        else:
            return desk.done(desk.address("desk-councillors"), _("The councillor is kept."))
    return desk.page("directory/desk/councillor.html", {**HERE, "form": form}, status=422 if form.errors else 200)


@desk_page(Permission.CONTENT_APPROVE)
def change(desk: DeskVisit, number: int) -> HttpResponse:
    """Change what everybody may know of a councillor."""
    row = queries.councillor_row(number, seen_by=desk.actor)
    form, meanwhile = _form(desk, row=row), False
    if form.is_valid():
        try:
            actions.change_councillor(
                councillor=number, to=form.councillor, since=_since(desk), at=desk.at, by=desk.actor
            )
        except ChangedMeanwhile:
            meanwhile = True
        else:
            return desk.done(desk.address("desk-councillors"), _("What residents see of them is changed."))
    since = row.revision if meanwhile or not form.is_bound else _since(desk)
    context = {**HERE, "form": form, "row": row, "meanwhile": meanwhile, "since": since}
    return desk.page(
        "directory/desk/councillor.html", context, status=409 if meanwhile else 422 if form.errors else 200
    )


@require_POST
@desk_page(Permission.CONTENT_APPROVE)
def remove(desk: DeskVisit, number: int) -> HttpResponse:
    """Take somebody away who should never have been there."""
    actions.remove_councillor(councillor=number, at=desk.at, by=desk.actor)
    return desk.done(desk.address("desk-councillors"), _("The councillor is shown no longer."))


def _form(desk: DeskVisit, *, row: CouncillorRow | None = None, new: bool = False) -> CouncillorForm:
    return CouncillorForm(
        desk.request.POST if desk.request.method == "POST" else None,
        initial=initial_of_councillor(_read(desk, row)) if row else None,
        languages=desk.organisation.languages,
        wards=_wards(),
        new=new,
    )


def _read(desk: DeskVisit, row: CouncillorRow) -> Councillor:
    return councillor_from(row.facts, languages=desk.organisation.languages)


def _since(desk: DeskVisit) -> int:
    """The revision that somebody had before them."""
    given = desk.request.POST.get("since", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _wards() -> list[tuple[str, str]]:
    """The areas that elect councillors, as the gazetteer names them."""
    return [(each.key, each.title) for each in gazetteer().areas() if each.kind in {"ward", "division"}]
