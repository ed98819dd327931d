"""A PDF form becomes a draft that asks what the form asks, with fields or without."""

from __future__ import annotations

import io
import sys

import pytest
from pypdf import PdfReader, PdfWriter

from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.paper.tests.drafts import assert_that_a_person_can_go_on, drafted
from trellis.services.language.paper.tests.pdf_forms import PDF_FORMS, column, field, pdf

ASKED = {
    "tidy": {
        "Your full name": "name",
        "Email": "email",
        "Phone number": "phone",
        "When did it fall?": "date",
        "Is it on the road?": "yes-no",
        "Kind of tree": "choice",
        "Describe where it is": "long-text",
    },
    "of-dots": {
        "Name": "name",
        "Address": "address",
        "Date of birth": "date",
        "Telephone": "phone",
        "How many people live with you?": "number",
        "Have you had an allotment before?": "yes-no",
        "Which site was it on?": "text",
        "Why do you want one?": "long-text",
        "Your declaration": "declaration",
    },
    "in-two-columns": {
        "Your name": "name",
        "Your group": "text",
        "Mobile": "phone",
        "Day you want it": "date",
        "Start time": "time",
        "How many people will come?": "number",
    },
    "over-pages": {
        "Name": "name",
        "Email": "email",
        "Do you live alone?": "yes-no",
        "If yes, who can open the gate for us?": "text",
        "Before you send this form": "choices",
    },
    "nasty": {
        "Applicant's name": "name",
        "Address": "address",
        "Amount you pay": "money",
        "Pets": "choice",
        "Your declaration": "declaration",
    },
}


@pytest.mark.parametrize("name", PDF_FORMS)
def test_a_pdf_form_becomes_a_draft_that_asks_the_same(name: str) -> None:
    draft = drafted("pdf", PDF_FORMS[name]())
    assert draft.asked == ASKED[name]
    assert_that_a_person_can_go_on(draft)


def test_fields_say_their_kind_and_what_is_compulsory() -> None:
    draft = drafted("pdf", PDF_FORMS["tidy"]())
    assert "Kind: date, certain" in draft.comment_above("When did it fall?")
    assert "From page 1, field `when`" in draft.comment_above("When did it fall?")
    assert {each["ask"] for each in draft.questions if "optional" in each} == {
        "Phone number",
        "Is it on the road?",
        "Kind of tree",
    }
    assert draft.choices("Kind of tree") == ["Oak", "Ash"]


def test_larger_words_are_headings_and_so_pages() -> None:
    definition = drafted("pdf", PDF_FORMS["tidy"]()).definition
    assert definition["title"] == "Report a fallen tree"
    assert [page["title"] for page in definition["ask"]] == ["About you", "About the tree"]


def test_an_answer_that_sends_people_on_is_named_with_the_rule_that_it_may_mean() -> None:
    draft = drafted("pdf", PDF_FORMS["of-dots"]())
    assert list(draft.named("conditions")) == ["“No: go to question 8” (page 1, line 7)"]
    assert "Perhaps: show: have_you_had_an_allotment_before" in draft.comment_above("Which site was it on?")


def test_the_left_column_is_read_before_the_right() -> None:
    draft = drafted("pdf", PDF_FORMS["in-two-columns"]())
    assert list(draft.asked) == list(ASKED["in-two-columns"])
    assert draft.definition["ask"][0]["guidance"].startswith("Fill in both sides")


def test_hidden_and_locked_fields_are_not_asked_and_scripts_never_run() -> None:
    draft = drafted("pdf", PDF_FORMS["nasty"]())
    assert set(draft.named()) == {"field `trap` (page 1)", "field `total` (page 1)"}
    assert any("scripts, which are never run" in each["why"] for each in draft.report["notes"])
    assert draft.choices("Pets") == ["Dog", "Cat"]


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF_FORMS["of-dots"]())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_pdf_that_anybody_may_open_is_read_though_it_is_encrypted() -> None:
    assert drafted("pdf", locked("")).asked == ASKED["of-dots"]


XFA = pdf([(50, 800, 12, "Please wait. If this message is not replaced, your viewer is too old.")], form="/XFA []")


@pytest.mark.parametrize(
    ("data", "says", "mend"),
    [
        (b"just words", "not a PDF", "Choose the right file"),
        (b"%PDF-1.7\nnothing else", "damaged", "save or print it as a PDF"),
        (locked("secret"), "locked with a password", "save it without one"),
        (pdf([]), "no words in it: it is a scan or a picture", "recognised (OCR)"),
        (pdf([(50, 800, 9, "Page 1 of 2")]), "no words in it: it is a scan or a picture", "the Word file"),
        (XFA, "Adobe LiveCycle (XFA)", "print it as a PDF"),
        (pdf(*[[] for _ in range(61)]), "more than 60 pages", "one by one"),
        (pdf(column(50, 800, "These are only words to read.")), "no place to answer", "the file that people fill in"),
    ],
    ids=["not-pdf", "torn", "locked", "blank", "scan", "xfa", "long", "nothing-asked"],
)
def test_what_cannot_be_read_is_refused_with_the_mend(data: bytes, says: str, mend: str) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        drafted("pdf", data)
    assert says in str(refused.value)
    assert mend in str(refused.value)


def test_without_its_library_the_command_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(DefinitionRefused, match=r"trellis-platform\[importing\]"):
        drafted("pdf", PDF_FORMS["tidy"]())


def test_fields_that_name_each_other_as_parents_end_the_reading_not_the_machine() -> None:
    circle = field("loop", "Tx", (150, 700, 300, 716)).replace(" >>", " /Parent 7 0 R >>")
    draft = drafted(
        "pdf", pdf([(50, 703, 11, "Your name"), (50, 650, 11, "Nothing else is asked here")], fields=[circle])
    )
    assert draft.asked == {"Your name": "name"}
