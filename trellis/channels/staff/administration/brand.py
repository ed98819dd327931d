"""The organisation's colours."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from trellis.channels.staff.administration.forms import BrandForm
from trellis.channels.staff.administration.staff import administering
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.notices import Notice
from trellis.organisations.actions import rebrand
from trellis.organisations.brand import Brand
from trellis.organisations.errors import ColourHardToRead


@administering
def brand(desk: Desk) -> HttpResponse:
    """Show the colours, and change them. One that is hard to read is refused with the nearest that is not."""
    now_used = {"colour": desk.organisation.colour, "accent": desk.organisation.accent}
    form = desk.form(BrandForm, now=now_used)
    if not form.is_valid():
        return desk.page("staff/brand.html", {"here": "desk-brand", "form": form})
    chosen = Brand(colour=form.cleaned_data["colour"].lower(), accent=form.cleaned_data["accent"].lower())
    try:
        rebrand(organisation=desk.organisation, brand=chosen, at=desk.at, by=desk.actor)
    except ColourHardToRead as hard:
        facts = {"colour": hard.colour, "ratio": f"{hard.ratio:.1f}", "nearest": hard.nearest}
        words = _(
            "White words on %(colour)s, or links in it, are hard to read (%(ratio)s to 1; 4.5 is needed). "
            "Use %(nearest)s, the nearest that passes"
        ) % facts  # fmt: skip
        form.add_error("colour", words)
        return desk.page("staff/brand.html", {"here": "desk-brand", "form": form, "nearest": hard.nearest}, status=422)
    return desk.to("desk-brand", notice=Notice(words=_("The colours are changed, on residents’ pages too.")))
