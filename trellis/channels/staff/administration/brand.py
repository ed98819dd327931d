"""The organisation's colours."""

from __future__ import annotations

from django.http import HttpResponse

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
    form = BrandForm(desk.request.POST if desk.request.method == "POST" else None, initial=now_used)
    if not form.is_valid():
        return desk.page("staff/brand.html", {"here": "desk-brand", "form": form})
    chosen = Brand(colour=form.cleaned_data["colour"].lower(), accent=form.cleaned_data["accent"].lower())
    try:
        rebrand(organisation=desk.organisation, brand=chosen, at=desk.at, by=desk.actor)
    except ColourHardToRead as hard:
        words = (
            f"White words on {hard.colour} are hard to read ({hard.ratio:.1f} to 1; 4.5 is needed). "
            f"Use {hard.nearest}, the nearest that passes"
        )
        form.add_error("colour", words)
        return desk.page("staff/brand.html", {"here": "desk-brand", "form": form, "nearest": hard.nearest}, status=422)
    return desk.to("desk-brand", notice=Notice(words="The colours are changed, on residents' pages too."))
