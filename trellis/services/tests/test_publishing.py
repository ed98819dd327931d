from __future__ import annotations

import pytest

from trellis.organisations.actors import Actor, Permission, resident
from trellis.organisations.errors import PermissionMissing
from trellis.organisations.models import Organisation
from trellis.services import actions, queries
from trellis.services.errors import NoSuchService, NotPublishable
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiler import Compiled, compile_text
from trellis.services.tests.story import DEFINITIONS, MONDAY, Resident

pytestmark = pytest.mark.django_db

FILE = DEFINITIONS / "street-tree.yaml"


def changed(old: str, new: str) -> Compiled:
    text = FILE.read_text("utf-8")
    assert old in text
    return compile_text(text.replace(old, new), file=str(FILE), catalogue=Catalogue.near(FILE))


def test_the_same_definition_published_again_is_the_same_version(
    tree: Organisation, compiled: Compiled, publisher: Actor
) -> None:
    again = actions.publish(compiled=compiled, at=MONDAY, by=publisher)
    assert again.number == 1
    assert len(queries.versions("street-tree", seen_by=publisher)) == 1


def test_a_new_version_says_in_words_what_it_changes(tree: Organisation, publisher: Actor) -> None:
    version = actions.publish(
        compiled=changed("How big should it be?", "How large should it be?"), at=MONDAY, by=publisher
    )
    assert version.number == 2
    assert any("How large should it be?" in sentence for sentence in version.changes)


def test_who_has_begun_goes_on_with_the_version_they_began_with(tree: Organisation, publisher: Actor) -> None:
    ada = Resident(tree)
    old = ada.journey.version_hash
    actions.publish(compiled=changed("Which trees do you want?", "Which trees?"), at=MONDAY, by=publisher)
    assert ada.journey.version_hash == old
    assert Resident(tree).journey.version_hash != old
    assert queries.compiled_for(ada.journey).page("trees").title.to("en") == "Which trees do you want?"


def test_an_earlier_version_can_be_made_live_again(tree: Organisation, publisher: Actor, compiled: Compiled) -> None:
    actions.publish(compiled=changed("Which trees do you want?", "Which trees?"), at=MONDAY, by=publisher)
    assert actions.publish(compiled=compiled, at=MONDAY, by=publisher).number == 1
    assert queries.live(organisation=tree, service="street-tree").hash == compiled.hash


def test_what_the_checker_refuses_is_not_published(council: Organisation, publisher: Actor) -> None:
    text = FILE.read_text("utf-8")
    start, end = text.index("needs:"), text.index("ask:")
    needless = compile_text(text[:start] + text[end:], file=str(FILE), catalogue=Catalogue.near(FILE))
    with pytest.raises(NotPublishable):
        actions.publish(compiled=needless, at=MONDAY, by=publisher)
    with pytest.raises(NoSuchService):
        queries.live(organisation=council, service="street-tree")


@pytest.mark.parametrize("key", ["guidance", "contacts", "councillors", "desk"])
def test_a_service_whose_address_other_pages_have_is_refused_with_a_mend(
    council: Organisation, publisher: Actor, key: str
) -> None:
    text = FILE.read_text("utf-8").replace("service: street-tree", f"service: {key}")
    shadowed = compile_text(text, file=str(FILE), catalogue=Catalogue.near(FILE))
    with pytest.raises(NotPublishable, match=f"{key}-service"):
        actions.publish(compiled=shadowed, at=MONDAY, by=publisher)


def test_only_somebody_who_may_publishes(council: Organisation, compiled: Compiled) -> None:
    with pytest.raises(PermissionMissing) as missing:
        actions.publish(compiled=compiled, at=MONDAY, by=resident(organisation=council.pk, holding="somebody"))
    assert missing.value.permission == Permission.SERVICE_PUBLISH


def test_the_front_page_lists_what_is_offered_in_its_language(tree: Organisation, publisher: Actor) -> None:
    (card,) = queries.live_services(organisation=tree, language="cy")
    assert card.title == "Gofyn am goeden stryd"
    actions.withdraw_service(service="street-tree", at=MONDAY, by=publisher)
    assert queries.live_services(organisation=tree, language="cy") == ()
