"""Writing and approving pages at the desk, as people with a browser do."""

from __future__ import annotations

import html
import re

import pytest

from trellis.components.content import actions, queries
from trellis.components.content.models import Page
from trellis.components.content.tests.story import BODY, MONDAY, Reader, at_work, published, words, written
from trellis.organisations.actors import Actor, Role
from trellis.organisations.models import Account, Organisation
from trellis.organisations.scope import reading
from trellis.organisations.tests.story import signed_in

pytestmark = pytest.mark.django_db
TYPED = {"title": "Bin days", "summary": "When we come.", "body": BODY, "address": "bin-days", "kind": "guidance"}


class Colleague:
    """Somebody at the desk."""

    def __init__(self, council: Organisation, name: str) -> None:
        account = Account.objects.get(email=f"{name.lower()}@{council.key}.example")
        self.home, self.client, self.council = f"/{council.key}/desk/", signed_in(account), council

    def opens(self, address: str) -> Colleague:
        return self._arrives(self.client.get(self.home + address))

    def sends(self, place: str, **fields: object) -> Colleague:
        return self._arrives(self.client.post(self.home + place, fields))

    def _arrives(self, response: object) -> Colleague:
        self.status = response.status_code  # type: ignore[attr-defined]
        self.leads_to = response.headers.get("Location", "")  # type: ignore[attr-defined]
        self.page = response.content.decode()  # type: ignore[attr-defined]
        self.words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.page.partition("<body")[2])).split())
        return self


@pytest.fixture
def at_ada(council: Organisation, ada: Actor) -> Colleague:
    return Colleague(council, "Ada")


@pytest.fixture
def at_bea(council: Organisation, bea: Actor) -> Colleague:
    return Colleague(council, "Bea")


def the_page(by: Actor) -> Page:
    with reading(by):
        return Page.objects.get()


def test_a_page_is_written_approved_and_read(
    council: Organisation, ada: Actor, at_ada: Colleague, at_bea: Colleague
) -> None:
    assert "No page yet" in at_ada.opens("pages/").words
    assert at_ada.sends("pages/new/", **TYPED).status == 302
    number = the_page(ada).pk
    here = f"pages/{number}/"
    assert "Ask a colleague to approve it" in at_ada.opens(here).words
    assert at_ada.sends(f"{here}ask/", version=1).status == 302
    assert "so a colleague approves it" in at_ada.opens(here).words
    assert "Bin days" in at_bea.opens("pages/").words
    assert Reader(council).opens("guidance/bin-days/").status == 404
    assert at_ada.sends(f"{here}approve/", version=1).status == 403
    assert at_bea.sends(f"{here}approve/", version=1).status == 302
    assert "We collect from every home" in Reader(council).opens("guidance/bin-days/").words
    assert at_bea.sends(f"{here}withdraw/", instead="/guidance/").status == 302
    assert Reader(council).opens("guidance/bin-days/").status == 301


def test_what_is_found_stands_beside_what_is_typed_and_nothing_is_kept_by_looking(
    council: Organisation, ada: Actor, at_ada: Colleague
) -> None:
    page = actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    bad = {"title": "Bins", "summary": "x", "body": "Read it [here](/nowhere-at-all/). <script>alert(1)</script>"}
    looked = at_ada.sends(f"pages/{page.pk}/look/en/", since=1, **bad)
    assert looked.status == 200
    assert "does not say where it leads" in looked.words
    assert "nothing is there" in looked.words
    assert "<script>alert" not in looked.page
    assert queries.page(page.pk, seen_by=ada).newest.number == 1  # type: ignore[union-attr]


def test_a_page_that_must_be_mended_cannot_be_asked_for(council: Organisation, ada: Actor, at_ada: Colleague) -> None:
    said = written(words={"en": words(body="Read it [here](/guidance/).")})
    page = actions.begin(address="bins", written=said, at=MONDAY, by=ada)
    answer = at_ada.sends(f"pages/{page.pk}/ask/", version=1)
    assert answer.status == 409
    assert "Must be mended" in answer.words


def test_two_who_write_at_once_both_keep_their_words(
    council: Organisation, ada: Actor, at_ada: Colleague, at_bea: Colleague
) -> None:
    page = actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    at_ada.sends(f"pages/{page.pk}/write/en/", since=1, title="Ada's", summary="a", body="a")
    late = at_bea.sends(f"pages/{page.pk}/write/en/", since=1, title="Bea's", summary="b", body="b words")
    assert late.status == 409
    assert "b words" in late.words
    assert 'name="since" value="2"' in late.page
    assert at_bea.sends(f"pages/{page.pk}/write/en/", since=2, title="Bea's", summary="b", body="b").status == 302
    assert [each.number for each in queries.versions(page, seen_by=ada)] == [3, 2, 1]


def test_a_translation_is_written_beside_the_other_language_and_says_that_nobody_reviewed_it(
    council: Organisation, ada: Actor, bea: Actor, at_ada: Colleague
) -> None:
    page = published("bins", by=ada, approved_by=bea)
    opened = at_ada.opens(f"pages/{page.pk}/write/cy/")
    assert "Beside it, in English" in opened.words
    sent = {"since": 1, "title": "Biniau", "summary": "Pryd.", "body": "Bob wythnos.", "draft": "on"}
    assert at_ada.sends(f"pages/{page.pk}/write/cy/", **sent).status == 302
    newest = queries.page(page.pk, seen_by=ada).newest
    assert newest
    assert newest.written.languages == ("en", "cy")
    assert newest.written.drafts == ("cy",)
    preview = at_ada.opens(f"pages/{page.pk}/preview/cy/")
    assert '<html lang="cy"' in preview.page
    assert "Biniau" in preview.words


def test_a_page_falls_due_before_its_owner(council: Organisation, ada: Actor, bea: Actor, at_ada: Colleague) -> None:
    page = published("bins", by=ada, approved_by=bea)
    actions.review(page=page.pk, review_on=MONDAY.date(), at=MONDAY, by=ada)
    assert "Yours to look at again" in at_ada.opens("pages/").words
    assert at_ada.sends(f"pages/{page.pk}/review/", review_on="2100-01-01").status == 302
    assert "Yours to look at again" not in at_ada.opens("pages/").words


def test_an_alert_is_kept_with_its_times(council: Organisation, ada: Actor, at_ada: Colleague) -> None:
    times = {"from_day": "2026-03-02", "until_day": "2026-03-03", "until_time": "17:30"}
    assert at_ada.sends("pages/new/", **(TYPED | {"kind": "alert"} | times)).status == 302
    newest = queries.page(the_page(ada).pk, seen_by=ada).newest
    assert newest
    assert newest.written.shown_until
    assert newest.written.shown_until.isoformat() == "2026-03-03T17:30:00+00:00"


def test_an_old_address_is_led_on_and_forgotten(council: Organisation, ada: Actor, at_ada: Colleague) -> None:
    assert at_ada.sends("pages/old-addresses/", old="/a.aspx", to="https://evil.example/").status == 422
    assert at_ada.sends("pages/old-addresses/", old="/a.aspx", to="//evil.example/").status == 422
    assert at_ada.sends("pages/old-addresses/", old="/a.aspx", to="/guidance/").status == 302
    assert Reader(council).opens("a.aspx").leads_to == f"/{council.key}/guidance/"
    with reading(ada):
        number = queries.redirects(seen_by=ada)[0].pk
    assert at_ada.sends(f"pages/old-addresses/{number}/forget/").status == 302
    assert Reader(council).opens("a.aspx").status == 404


def test_who_works_on_cases_alone_has_no_pages(council: Organisation) -> None:
    at_work(council, "Cal", Role.CASEWORKER)
    cal = Colleague(council, "Cal")
    assert cal.opens("pages/").status == 403
    assert "/desk/pages/" not in cal.opens("").page


@pytest.mark.parametrize(("role", "place"), [(Role.SERVICE_OWNER, "studio/"), (Role.EDITOR, "pages/")])
def test_the_desk_opens_at_what_a_role_needs_first(council: Organisation, role: Role, place: str) -> None:
    at_work(council, "Ola", role)
    assert Colleague(council, "Ola").opens("").leads_to.endswith(place)
