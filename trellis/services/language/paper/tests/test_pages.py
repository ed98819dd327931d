"""A page saved from another product becomes a draft that asks what people saw, and nothing that they did not."""

from __future__ import annotations

import pytest

from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.paper.tests.drafts import assert_that_a_person_can_go_on, drafted
from trellis.services.language.paper.tests.page_forms import PAGE_FORMS

ASKED = {
    "tidy": {
        "Name of the street": "text",
        "What is it on?": "choice",
        "Is it offensive?": "yes-no",
        "Your email": "email",
        "Add a photo": "file",
        "What else should we know?": "long-text",
    },
    "in-tables": {
        "Name": "name",
        "Address": "address",
        "How many bins?": "number",
        "Which days suit you?": "choices",
    },
    "untied": {
        "Date you move": "date",
        "Old address": "address",
        "Do you rent or own your home?": "choice",
        "Landlord's name": "name",
        "How many pets live with you?": "number",
        "Your declaration": "declaration",
    },
    "trapped": {"Dog's name": "text", "Phone": "phone", "What colour is it?": "choices"},
    "nasty": {
        "Registration": "text",
        "Do you live here?": "yes-no",
        "Since": "date",
        "Type of fuel": "choice",
        "Reason for your visit <script>": "long-text",
        "Proof of address enclosed": "file",
    },
}


@pytest.mark.parametrize("name", PAGE_FORMS)
def test_a_saved_page_becomes_a_draft_that_asks_the_same(name: str) -> None:
    draft = drafted("html", PAGE_FORMS[name])
    assert draft.asked == ASKED[name]
    assert_that_a_person_can_go_on(draft)


def test_what_the_page_says_of_a_field_is_kept_with_the_way_to_it() -> None:
    draft = drafted("html", PAGE_FORMS["tidy"])
    assert draft.definition["title"] == "Report graffiti"
    assert draft.definition["before"] == "We clean it within five days."
    assert draft.question("Name of the street") == {
        "id": "name-of-the-street",
        "ask": "Name of the street",
        "type": "text",
        "most": "80",
    }
    assert draft.question("Your email")["hint"] == "We send you one message."
    assert draft.comment_above("Your email").startswith("From #mail. Kind: email, certain")
    assert draft.choices("What is it on?") == ["A wall", "A bridge"]


def test_labels_in_the_cell_beside_are_found_and_what_the_old_product_keeps_is_not_asked() -> None:
    draft = drafted("html", PAGE_FORMS["in-tables"])
    assert draft.choices("Which days suit you?") == ["Monday", "Friday"]
    assert "__VIEWSTATE" not in draft.converted.yaml
    assert {
        "what": "2 × a hidden field",
        "why": "it carries what the old product keeps, and asks nothing",
    } in draft.report["notes"]


def test_what_a_script_would_show_is_asked_and_named() -> None:
    draft = drafted("html", PAGE_FORMS["untied"])
    assert draft.question("How many pets live with you?")["optional"] == "yes"
    assert "#pets-box is hidden when the page opens" in draft.comment_above("How many pets live with you?")
    assert any("a script of the old page decides it" in why for why in draft.named("conditions").values())


def test_nothing_of_a_page_runs_and_its_traps_are_not_asked() -> None:
    draft = drafted("html", PAGE_FORMS["trapped"])
    for each in ("alert", "evil", "steal", "example.org", "drawing", "Turn scripts on", "Search"):
        assert each not in draft.converted.yaml
    why = draft.named()
    assert why["website (#hp)"] == why["extra (#x)"] == "it is hidden from people, to catch robots"
    assert why["captcha (#c)"] == "it is there to catch robots"
    notes = {each["what"]: each["why"] for each in draft.report["notes"]}
    assert notes["2 × a script"] == "scripts are never run; a rule in them is lost"
    assert "1 × another page inside it" in notes


def test_boxes_without_labels_take_the_words_beside_them() -> None:
    draft = drafted("html", PAGE_FORMS["nasty"])
    assert list(draft.named("conditions")) == [
        "“No: if no, go to 5” (center > form > table > form > tr:nth-of-type(2) > td)"
    ]
    assert "Perhaps: show: do_you_live_here" in draft.comment_above("Type of fuel")
    assert "For office use only" not in draft.converted.yaml


def test_pages_of_one_form_follow_each_other() -> None:
    draft = drafted("html", PAGE_FORMS["tidy"], PAGE_FORMS["untied"], names=("first", "second"))
    assert list(draft.asked) == [*ASKED["tidy"], *ASKED["untied"]]
    assert draft.definition["ask"][-1]["title"] == "Tell us you are moving"
    assert draft.comment_above("Date you move").startswith("From second.html, div > form")
    assert_that_a_person_can_go_on(draft)


@pytest.mark.parametrize(
    ("page", "says", "mend"),
    [
        ("<h1>Apply</h1><iframe src='https://example.org'></iframe>", "no form on this page", "another page inside it"),
        (
            "<form><input type=hidden name=a><input type=submit></form>",
            "no form on this page",
            "wait until it is shown",
        ),
        ("\0\1\2\3", "no form on this page", "save the page as a whole"),
        ("<p>" * (4 * 1024**2), "larger than 4 MB", "without its pictures"),
        ("<form>" + "<input name=a>" * 2001, "more than 2000 fields", "the page of one form"),
        ("<form><input>" + "<table><tr><td>" * 30_000, "60000 elements", "the page of one form"),
        ("<form><input>" + "☐ a " * 100_000, "more than 300000 letters", "the form alone"),
    ],
)
def test_what_is_no_form_is_refused_with_the_mend(page: str, says: str, mend: str) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        drafted("html", page)
    assert says in str(refused.value)
    assert mend in str(refused.value)


def test_a_page_nested_beyond_reason_is_still_read() -> None:
    draft = drafted("html", "<div>" * 5000 + "<form><label>Your name <input></label></form>")
    assert draft.asked == {"Your name": "name"}
