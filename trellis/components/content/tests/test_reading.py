"""What residents see of a page."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trellis.components.content import actions, queries
from trellis.components.content.tests.story import BODY, MONDAY, Reader, published, words, written
from trellis.components.content.written import Kind, from_json
from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation
from trellis.services.queries import live

pytestmark = pytest.mark.django_db
MOST_BYTES = 35_000


def test_a_resident_reads_a_page_in_the_look_of_the_organisation(
    council: Organisation, tree: Organisation, ada: Actor, bea: Actor
) -> None:
    published("your-bins", by=ada, approved_by=bea)
    reader = Reader(council).opens("guidance/your-bins/")
    assert reader.status == 200
    assert "Oakham Council" in reader.words
    assert "When we come" in reader.words
    assert "Last updated: Monday 2 March 2026" in reader.words
    assert f'<a href="/{council.key}/street-tree/" class="govuk-link">street tree</a>' in reader.page
    assert reader.response.headers["Cache-Control"] == "no-cache"


def test_nobody_sees_a_page_that_is_not_approved(council: Organisation, ada: Actor) -> None:
    page = actions.begin(address="your-bins", written=written(), at=MONDAY, by=ada)
    actions.ask_approval(page=page.pk, version=1, at=MONDAY, by=ada)
    reader = Reader(council).opens("guidance/your-bins/")
    assert reader.status == 404
    assert "Oakham Council" in reader.words


def test_a_new_version_is_read_as_soon_as_it_is_approved(council: Organisation, ada: Actor, bea: Actor) -> None:
    page = published("your-bins", by=ada, approved_by=bea)
    assert "We collect" in Reader(council).opens("guidance/your-bins/").words
    newer = written(words={"en": words(body=BODY.replace("We collect", "Our crews collect"))})
    actions.write(page=page.pk, written=newer, since=1, at=MONDAY, by=bea)
    assert "Our crews" not in Reader(council).opens("guidance/your-bins/").words
    actions.ask_approval(page=page.pk, version=2, at=MONDAY, by=bea)
    actions.approve(page=page.pk, version=2, at=MONDAY, by=ada)
    assert "Our crews" in Reader(council).opens("guidance/your-bins/").words


def test_a_page_speaks_the_readers_language_where_it_is_written_in_it(
    council: Organisation, ada: Actor, bea: Actor
) -> None:
    welsh = words(title="Eich biniau", summary="Pryd rydym yn dod.", body="Rydym yn casglu o bob cartref.")
    said = written(words={"en": words(), "cy": welsh}, drafts=("cy",))
    published("your-bins", by=ada, approved_by=bea, said=said)
    published("english-only", by=ada, approved_by=bea)
    reader = Reader(council, "cy").opens("guidance/your-bins/")
    assert "Eich biniau" in reader.words
    assert '<html lang="cy"' in reader.page
    alone = Reader(council, "cy").opens("guidance/english-only/")
    assert '<html lang="en"' in alone.page
    assert "Cymraeg" not in alone.words


def test_a_step_by_step_guide_is_an_ordered_list_of_its_headings(council: Organisation, ada: Actor, bea: Actor) -> None:
    published("moving", by=ada, approved_by=bea, said=written(Kind.STEPS))
    page = Reader(council).opens("guidance/moving/").page
    assert page.count('<li class="trellis-steps__step"><h2') == 2


def test_a_page_asks_the_database_nothing_a_moment_later(council: Organisation, ada: Actor, bea: Actor) -> None:
    # Words that no other test has: a page once made is kept made.
    published("counted", by=ada, approved_by=bea, said=written(words={"en": words(title="Counted")}))
    queries.remembered.forget()
    with CaptureQueriesContext(connection) as first:
        Reader(council).opens("guidance/counted/")
    asked = [each["sql"] for each in first if each["sql"].startswith("SELECT") and "set_config" not in each["sql"]]
    # The organisation, what is live, the listing of what is new, the words of this version; and the directory's two,
    # contacts and councillors.
    assert len(asked) == 6, asked
    with CaptureQueriesContext(connection) as second:
        Reader(council).opens("guidance/counted/")
    assert len(second) == 0


def test_a_page_with_all_it_fetches_is_as_light_as_the_rest(council: Organisation, ada: Actor, bea: Actor) -> None:
    published("your-bins", by=ada, approved_by=bea, said=written(words={"en": words(body=BODY * 20)}))
    page = Reader(council).opens("guidance/your-bins/").page
    served = re.findall(r'(?:href|src)="/assets/([^"]+)"', page)
    weight = sum(len(brotli.compress(Path(staticfiles_storage.path(name)).read_bytes())) for name in served)
    assert len(served) == 3
    assert weight + len(brotli.compress(page.encode())) < MOST_BYTES


def test_a_page_of_one_organisation_is_not_found_in_another(
    council: Organisation, neighbour: Organisation, ada: Actor, bea: Actor
) -> None:
    published("your-bins", by=ada, approved_by=bea)
    assert Reader(neighbour).opens("guidance/your-bins/").status == 404


def test_what_is_listed_leads_to_each_page(council: Organisation, ada: Actor, bea: Actor) -> None:
    assert "Nothing is here yet" in Reader(council).opens("guidance/").words
    published("your-bins", by=ada, approved_by=bea)
    reader = Reader(council).opens("guidance/")
    assert f'href="/{council.key}/guidance/your-bins/"' in reader.page


def test_a_page_about_a_service_says_what_the_definition_says_and_each_leads_to_the_other(
    council: Organisation, tree: Organisation, ada: Actor, bea: Actor
) -> None:
    published("trees", by=ada, approved_by=bea, said=written(about="street-tree"))
    page = Reader(council).opens("guidance/trees/")
    start = Reader(council).opens("street-tree/")
    assert f'href="/{council.key}/street-tree/"' in page.page
    assert f'href="/{council.key}/guidance/trees/"' in start.page
    said = live(organisation=council, service="street-tree").definition
    assert said.next
    assert said.next.to("en") in page.words


def test_a_page_about_a_service_that_is_offered_no_longer_is_still_read(
    council: Organisation, ada: Actor, bea: Actor
) -> None:
    published("trees", by=ada, approved_by=bea, said=written(about="street-tree"))
    assert Reader(council).opens("guidance/trees/").status == 200


def test_a_version_from_before_pages_were_about_services_keeps_its_hash() -> None:
    before = written().as_json()
    assert "about" not in before
    assert from_json(before).hash == written().hash
    assert from_json(written(about="bins").as_json()).about == "bins"
