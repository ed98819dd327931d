"""A Word form becomes a draft that asks what the form asks, however it was laid out."""

from __future__ import annotations

import io
import zipfile

import pytest

from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.paper.archive import LARGEST_PART
from trellis.services.language.paper.tests.drafts import assert_that_a_person_can_go_on, drafted
from trellis.services.language.paper.tests.word_forms import WORD_FORMS, document, p, table

ASKED = {
    "tidy": {
        "Full name": "name",
        "Address": "address",
        "Email": "email",
        "Telephone number": "phone",
        "What kind of noise is it?": "choices",
        "When did it begin?": "date",
        "Do you know who makes it?": "yes-no",
        "Their address": "address",
        "Describe the noise": "long-text",
        "Your declaration": "declaration",
    },
    "in-tables": {
        "Name": "name",
        "Address": "address",
        "Mobile number": "phone",
        "How many skips do you need?": "number",
        "Will it stand on the road?": "yes-no",
        "Date from": "date",
        "Any other details": "long-text",
        "Name of the street": "text",
        "House number": "text",
        "Date": "date",
    },
    "with-controls": {
        "What is the pet called?": "text",
        "What kind of animal is it?": "choice",
        "When was it born?": "date",
        "Tell us how it behaves": "long-text",
        "How much does its food cost a week?": "money",
        "Vet": "choice",
        "Which of these does it have?": "choices",
        "Your declaration": "declaration",
    },
    "of-boxes": {
        "Name": "name",
        "Date of birth": "date",
        "Landlord’s name": "name",
        "Rent each week (£)": "money",
        "Do you get a pension?": "yes-no",
        "If yes, how much is it?": "money",
        "Monday: Start time": "time",
        "Monday: End time": "time",
        "Tuesday: Start time": "time",
        "Tuesday: End time": "time",
        "Which bin is yours?": "choice",
        "Other": "text",
    },
    "nasty": {
        "Applicant’s Name": "name",
        "Vehicle registration": "text",
        "National Insurance number": "national-insurance-number",
        "Are you": "choice",
        "If you are a resident, how long have you lived here?": "text",
        "Please attach proof of address": "file",
        "Your declaration": "declaration",
    },
}


@pytest.mark.parametrize("name", WORD_FORMS)
def test_a_word_form_becomes_a_draft_that_asks_the_same(name: str) -> None:
    draft = drafted("docx", WORD_FORMS[name]())
    assert draft.asked == ASKED[name]
    assert_that_a_person_can_go_on(draft)


def test_headings_are_pages_and_words_before_them_are_what_to_know() -> None:
    definition = drafted("docx", WORD_FORMS["tidy"]()).definition
    assert definition["title"] == "Report a noise"
    assert definition["before"] == "Use this form to tell us about a noise that keeps you awake."
    assert [page["title"] for page in definition["ask"]] == ["About you", "About the noise", "Declaration"]


def test_a_condition_in_words_is_named_and_stands_beside_the_question_it_is_about() -> None:
    draft = drafted("docx", WORD_FORMS["tidy"]())
    assert draft.named("conditions") == {
        "“If no, go to question 9” (paragraph 16)": "it is in words, and everybody is asked; a person has to write the rule"
    }
    assert "“If no, go to question 9”" in draft.comment_above("Their address")
    assert "Perhaps: show: do_you_know_who_makes_it" in draft.comment_above("Their address")
    assert "show" not in draft.question("Their address")


def test_who_signs_declares_what_stood_above_and_the_day_is_kept_by_the_platform() -> None:
    draft = drafted("docx", WORD_FORMS["tidy"]())
    assert draft.question("Your declaration")["statement"] == "I declare that what I have written is true."
    assert "the day of a signature" in draft.named()["“Date:” (paragraph 23)"]


def test_what_the_office_fills_in_is_not_asked_and_words_about_paper_are_left_out() -> None:
    draft = drafted("docx", WORD_FORMS["in-tables"]())
    assert "Licence number" not in draft.converted.yaml
    assert draft.named()["“Licence number” (table 4, row 1, cell 2)"].startswith(
        "it stands in the part for official use"
    )
    assert "block capitals" not in draft.converted.yaml
    assert any("block capitals" in each["what"] for each in draft.report["notes"])


def test_empty_rows_under_one_head_are_a_page_asked_for_each_thing() -> None:
    page = drafted("docx", WORD_FORMS["in-tables"]()).definition["ask"][2]
    assert page["repeat"] == {"as": "to-be-written", "from": "0", "to": "3"}
    assert [each["ask"] for each in page["questions"]] == ["Name of the street", "House number", "Date"]


def test_parts_that_stood_side_by_side_are_one_question() -> None:
    comment = drafted("docx", WORD_FORMS["in-tables"]()).comment_above("Name")
    assert "its parts stood side by side: “Title”, “First name”, “Surname”" in comment


def test_a_form_that_marks_what_is_compulsory_leaves_the_rest_open() -> None:
    draft = drafted("docx", document(p("Name *: ......"), p("Email: ......")))
    assert "optional" not in draft.question("Name")
    assert draft.question("Email")["optional"] == "yes"
    assert "marks what is compulsory" in draft.comment_above("Email")


def test_what_a_control_says_of_itself_is_kept() -> None:
    draft = drafted("docx", WORD_FORMS["with-controls"]())
    assert draft.choices("What kind of animal is it?") == ["Cat", "Dog"]
    assert draft.question("How much does its food cost a week?")["hint"] == "In pounds"
    assert draft.choices("Which of these does it have?") == ["A collar", "A chip"]
    assert draft.question("Your declaration")["statement"] == "I agree to pay the fee."


def test_nested_tables_and_text_boxes_are_read_where_they_stand() -> None:
    draft = drafted("docx", WORD_FORMS["of-boxes"]())
    assert draft.converted.yaml.count("Do you get a pension?") == 1, "a text box is written twice in the file"
    assert "From table 1, row 3, cell 2, table 2, row 1, cell 2" in draft.comment_above("Landlord’s name")
    assert "“If you rent your home, fill in this box”" in draft.comment_above("Landlord’s name")
    assert "From text box 2" in draft.comment_above("Do you get a pension?")
    assert draft.choices("Which bin is yours?") == ["Green", "Brown", "Other (say which)"]


def test_macros_are_not_run_hidden_words_not_shown_and_options_lose_where_they_send_people() -> None:
    draft = drafted("docx", WORD_FORMS["nasty"]())
    assert {
        "what": "vbaProject.bin",
        "why": "programs and objects inside a document are never run or read",
    } in draft.report["notes"]
    assert "Secret" not in draft.converted.yaml
    assert draft.choices("Are you") == ["a resident", "a visitor"]
    assert "“a visitor: go to question 5” (table 1, row 4, cell 1)" in draft.named("conditions")


def test_a_label_cannot_end_its_comment_or_begin_a_part_of_the_file() -> None:
    draft = drafted(
        "docx", document(p("Name\u2028service: other\u2028: ......"), p("If yes, go to question 2\u0085ask: []"))
    )
    assert draft.definition["service"] == "form"
    assert_that_a_person_can_go_on(draft)


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "says", "mend"),
    [
        (b"just words", "not a Word file", "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word file (.doc), or locked", "take its password away"),
        (document(p("Name: ....."), head=BOMB), "declares a document type", "save it as .docx"),
        (document("<w:p>" * 300 + "</w:p>" * 300), "nested more than 200 deep", "save it as .docx"),
        (document("<w:p>"), "not well-formed", "save it as .docx"),
        (document(p("Only words, and nothing to answer.")), "no place to answer", "the file that people fill in"),
        (document(*(p(f"Question {number}: .....") for number in range(401))), "more than 400 questions", "in parts"),
    ],
    ids=["not-zip", "old", "entities", "deep", "torn", "nothing-asked", "too-many"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_mend(data: bytes, says: str, mend: str) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        drafted("docx", data)
    assert says in str(refused.value)
    assert mend in str(refused.value)


def test_a_file_that_unpacks_to_far_more_than_a_form_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (LARGEST_PART + 1))
    assert len(made.getvalue()) < 100_000
    with pytest.raises(DefinitionRefused, match="unpacks to more than 30 MB"):
        drafted("docx", made.getvalue())


def test_a_table_of_words_alone_asks_nothing() -> None:
    draft = drafted("docx", document(p("Name: ....."), table(["Fee", "£30"], ["Phone:", "01632 960001"])))
    assert draft.asked == {"Name": "name"}
