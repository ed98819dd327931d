"""Templates in the browser: released by one council, taken by another, updated with what both changed side by side."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from trellis.channels.studio.tests.conftest import AT, BINS
from trellis.channels.studio.tests.test_studio import STUDIO, SignIn, filled, said
from trellis.organisations import actions as organisations
from trellis.organisations.actors import Role, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Account, Organisation
from trellis.organisations.queries import actor_for
from trellis.organisations.tests.story import employed
from trellis.services import actions, queries
from trellis.services.language.sources import Sources
from trellis.services.queries.definitions import forget_live

pytestmark = pytest.mark.django_db
COUNTY = "/marlshire/desk/studio/"


@pytest.fixture
def county(anyborough: Organisation) -> Organisation:
    found = organisations.found(
        key="marlshire", name={"en": "Marlshire"}, kind="county", nation="england", languages=["en", "cy"], at=AT,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )  # fmt: skip
    forget_live(found.pk)
    _publish(found, ("service: missed-bin", "service: bin-help"))
    return found


def _publish(council: Organisation, *changes: tuple[str, str]) -> None:
    files = Sources.of_file(BINS)
    text = files.text + "local:\n  - {at: help/phone, why: Each has its own}\n"
    for was, now in changes:
        text = text.replace(was, now)
    files = Sources(service="bin-help", text=text, shared=files.shared)
    by = system(organisation=council.pk, doing="publishing")
    actions.publish(compiled=files.compiled(), sources=files, at=AT, by=by)


@pytest.fixture
def mara(county: Organisation, sign_in: SignIn) -> Client:
    return sign_in(employed(county, "mara", Role.SERVICE_OWNER, at=AT))


def test_a_template_is_released_taken_and_brought_up_to_date(
    county: Organisation, anyborough: Organisation, mara: Client, sign_in: SignIn, dana: Account
) -> None:
    assert "Enter what is new" in said(mara.post(f"{COUNTY}services/bin-help/release/", {}))
    released = mara.post(f"{COUNTY}services/bin-help/release/", {"words": "The first."}, follow=True)
    assert "Release 1 can be taken by others now." in said(released)
    client = sign_in(dana)
    assert client.post(f"{STUDIO}services/bin-help/release/", {"words": "Mine."}).status_code == 403
    assert "Left open for you to fill in: help/phone" in said(client.get(f"{STUDIO}templates/"))
    taken = client.post(f"{STUDIO}templates/marlshire/bin-help/take/", follow=True)
    assert "Still as the template has it" in said(taken)
    (number,) = re.findall(r"/drafts/(\d+)/", taken.redirect_chain[-1][0])
    at = f"{STUDIO}drafts/{number}/"
    title = f"{at}change/ask/tag/"
    client.post(title, filled(client.get(title)) | {"title.en": "Was there a sticker?"})
    phone = f"{at}change/help/"
    client.post(phone, filled(client.get(phone)) | {"phone": "01632 960333"})
    shown = said(client.get(f"{at}template/"))
    assert "Help for people who cannot go online, phone" in shown
    assert "Page: Was there a sticker?, the title, English Was there a tag on the bin? Was there a sticker?" in shown
    new = (("service: missed-bin", "service: bin-help"), ("en: Was there a tag on the bin?", "en: Any tag?"))
    _publish(county, *new, ("Address of the bin", "Where is the bin?"))
    mara.post(f"{COUNTY}services/bin-help/release/", {"words": "Shorter words."})
    page = client.get(f"{at}template/")
    assert "A newer release is there: 2" in said(page)
    assert "The template’s: Any tag?" in said(page)
    assert "Yours: Was there a sticker?" in said(page)
    revision = queries.draft(int(number), seen_by=actor_for(dana, organisation=anyborough)).revision
    pressed = {"revision": str(revision), "number": "2"}
    assert "Choose for each place" in said(client.post(f"{at}template/update/", pressed))
    done = client.post(f"{at}template/update/", pressed | {"choose #ask/tag/title/en": "theirs"}, follow=True)
    assert "The update is in the draft." in said(done)
    found = queries.draft(int(number), seen_by=actor_for(dana, organisation=anyborough))
    assert found.data["ask"][0]["questions"][0]["ask"]["en"] == "Where is the bin?"
    assert "Any tag?" in found.sources.text
    assert "Was there a sticker?" not in found.sources.text
    assert found.data["help"]["phone"] == "01632 960333"
