"""A number changes in one place; whoever enters a postcode learns who represents them; and who may keep all this."""

from __future__ import annotations

from datetime import date

import pytest

from trellis.base.models import LogEntry
from trellis.components.directory import actions, queries
from trellis.components.directory.errors import ChangedMeanwhile, KeyTaken
from trellis.components.directory.facts import contact_from, councillor_from
from trellis.components.directory.tests.story import MONDAY, Reader, contact, councillor
from trellis.organisations.actors import Actor
from trellis.organisations.errors import PermissionMissing
from trellis.organisations.models import Account, Organisation
from trellis.organisations.scope import reading
from trellis.organisations.tests.story import signed_in

pytestmark = pytest.mark.django_db
TYPED = {
    "key": "trees", "title_en": "Trees", "title_cy": "Coed", "phone": "01632 960112", "email": "trees@oakham.example",
    "address": "The Yard\nElm Street", "day_0": "9am to 5pm", "holidays": "closed",
    "exceptions": "24 December 2099: 9am to 1pm (Christmas Eve)",
}  # fmt: skip


def test_a_number_changes_in_one_place_and_on_every_page_and_service_that_shows_it(
    tree: Organisation, ada: Actor
) -> None:
    row = actions.add_contact(key="trees", contact=contact(), at=MONDAY, by=ada)
    before = Reader(tree).opens("street-tree/").words
    assert "01632 960111" not in before
    actions.show_contact_at(contact=row.pk, place="street-tree", at=MONDAY, by=ada)
    start = Reader(tree).opens("street-tree/")
    assert "01632 960111" in start.words
    assert "Open all day" in start.words
    assert 'itemtype="https://schema.org/GovernmentOffice"' in start.page
    actions.change_contact(contact=row.pk, to=contact(phone="01632 960999"), since=1, at=MONDAY, by=ada)
    for address in ("street-tree/", "contacts/"):
        assert "01632 960999" in Reader(tree).opens(address).words
    actions.show_contact_no_longer_at(contact=row.pk, place="street-tree", at=MONDAY, by=ada)
    assert Reader(tree).opens("street-tree/").words == before


def test_the_log_says_which_facts_changed_and_never_what_they_are(council: Organisation, ada: Actor) -> None:
    row = actions.add_contact(key="trees", contact=contact(), at=MONDAY, by=ada)
    actions.change_contact(contact=row.pk, to=contact(phone="01632 960999"), since=1, at=MONDAY, by=ada)
    with reading(ada):
        last = LogEntry.objects.filter(subject="contact:trees").latest("pk")
    assert last.data == {"revision": 2, "changed": ["phone"]}


def test_of_two_who_change_a_contact_at_once_neither_loses_anything(council: Organisation, ada: Actor) -> None:
    row = actions.add_contact(key="trees", contact=contact(), at=MONDAY, by=ada)
    actions.change_contact(contact=row.pk, to=contact(phone="01632 960998"), since=1, at=MONDAY, by=ada)
    with pytest.raises(ChangedMeanwhile):
        actions.change_contact(contact=row.pk, to=contact(phone="01632 960997"), since=1, at=MONDAY, by=ada)
    with pytest.raises(KeyTaken):
        actions.add_contact(key="trees", contact=contact(), at=MONDAY, by=ada)


def test_who_has_no_such_role_keeps_nothing(council: Organisation, cal: Actor) -> None:
    with pytest.raises(PermissionMissing):
        actions.add_contact(key="trees", contact=contact(), at=MONDAY, by=cal)
    with pytest.raises(PermissionMissing):
        actions.add_councillor(key="x", councillor=councillor("X", "elm"), at=MONDAY, by=cal)


def test_a_postcode_leads_to_the_ward_and_its_councillors(council: Organisation, ada: Actor, streets: None) -> None:
    for key, name, ward in (("ann-lee", "Ann Lee", "elm"), ("bo-day", "Bo Day", "oak")):
        actions.add_councillor(key=key, councillor=councillor(name, ward), at=MONDAY, by=ada)
    reader = Reader(council)
    assert reader.opens("councillors/?postcode=an11aa").leads_to == f"/{council.key}/councillors/ward/elm/"
    assert "Ann Lee" in reader.opens("councillors/ward/elm/").words
    divided = reader.opens("councillors/?postcode=AN1+2AA").words
    assert "2 Border Lane, Oakham, AN1 2AA" in divided
    assert "Another council looks after it" in reader.opens("councillors/?postcode=AN9 9ZZ").words
    assert "We do not know this postcode" in reader.opens("councillors/?postcode=AN7 7ZZ").words
    assert "Enter a full postcode" in reader.opens("councillors/?postcode=elm").words
    assert reader.opens("councillors/ward/elsewhere/").status == 404


def test_whose_term_is_over_represents_nobody(council: Organisation, ada: Actor, streets: None) -> None:
    gone = councillor("Old Hand", "elm", until=date(2025, 5, 1))
    actions.add_councillor(key="old-hand", councillor=gone, at=MONDAY, by=ada)
    assert "Nobody represents this ward at present" in Reader(council).opens("councillors/ward/elm/").words
    assert Reader(council).opens("councillors/old-hand/").status == 404


def test_the_search_finds_numbers_wards_and_councillors(council: Organisation, ada: Actor, streets: None) -> None:
    actions.add_contact(key="trees", contact=contact(), at=MONDAY, by=ada)
    actions.add_councillor(key="ann-lee", councillor=councillor("Ann Lee", "elm"), at=MONDAY, by=ada)
    reader = Reader(council)
    assert f'href="/{council.key}/contacts/#trees"' in reader.opens("?words=parks+phone").page
    assert f'href="/{council.key}/councillors/ann-lee/"' in reader.opens("?words=lee").page
    assert "Your councillors" in reader.opens("").words


def test_a_contact_is_kept_at_the_desk_with_its_hours_in_words(
    tree: Organisation, ada: Actor, ada_account: Account
) -> None:
    desk = Reader(tree, signed_in(ada_account))
    assert "No contact yet" in desk.opens("desk/contacts/").words
    wrong = desk.sends("desk/contacts/new/", **(TYPED | {"day_1": "9 till late"}))
    assert wrong.status == 422
    assert "Enter times like 9am to 5pm" in wrong.words
    assert desk.sends("desk/contacts/new/", **TYPED).status == 302
    (kept,) = queries.contacts(organisation=tree)
    here = desk.leads_to.partition(f"/{tree.key}/")[2]
    assert desk.sends(f"{here}show-at/", place="street-tree").status == 302
    assert queries.contacts(organisation=tree)[0].places == ("street-tree",)
    assert "9am to 1pm (Christmas Eve)" in desk.opens(here).words
    late = desk.sends(here, **(TYPED | {"phone": "01632 960113", "since": "0"}))
    assert late.status == 409
    assert kept.contact.address == ("The Yard", "Elm Street")


def test_a_councillor_is_kept_at_the_desk(
    council: Organisation, ada: Actor, ada_account: Account, streets: None
) -> None:
    desk = Reader(council, signed_in(ada_account))
    typed = {"key": "ann-lee", "name": "Ann Lee", "ward": "elm", "party": "Oak Party", "since": "2023-05-04"}
    wrong = desk.sends("desk/councillors/new/", **(typed | {"until": "2020-01-01"}))
    assert "ends before it begins" in wrong.words
    assert desk.sends("desk/councillors/new/", **typed).status == 302
    assert "Ann Lee" in desk.opens("desk/councillors/").words
    assert "Elected on Thursday 4 May 2023" in Reader(council).opens("councillors/ann-lee/").words


def test_facts_are_read_back_as_they_were_kept() -> None:
    one, other = contact(), councillor("Ann Lee", "elm", duties=(("en", "Chair"),), until=date(2027, 5, 6))
    assert contact_from(one.as_json(), languages=["en", "cy"]) == one
    assert councillor_from(other.as_json(), languages=["en"]) == other
