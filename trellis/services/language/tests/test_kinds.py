"""Every kind of question: what somebody may type, what we keep, what they are told, what they read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.services.language import kinds
from trellis.services.language.kinds import KINDS, Unacceptable
from trellis.services.language.kinds.amounts import money_text, pence_of
from trellis.services.language.model import Kind, Question
from trellis.services.language.words import vocabulary

TODAY = date(2026, 11, 24)
CHOICES = [
    {"value": "web", "label": {"en": "On the web", "cy": "Ar y we"}},
    {"value": "phone", "label": "By phone"},
    {"value": "none", "label": "None of these", "exclusive": "yes"},
]


def question(kind: str, **more: Any) -> Question:
    needs = {"choices": CHOICES} if kind in {"choice", "select", "choices"} else {}
    return Question.model_validate({"id": "asked", "ask": "What?", "type": kind, **needs, **more})


def read(asked: Question, language: str = "en", **parts: str | list[str]) -> object:
    raw = {name.replace("_", "-"): value for name, value in parts.items()}
    return kinds.read(asked, raw, language=language, today=TODAY)


def refusal(asked: Question, language: str = "en", **parts: str | list[str]) -> Unacceptable:
    with pytest.raises(Unacceptable) as refused:
        read(asked, language, **parts)
    return refused.value


def attempt(answer: Callable[[], object]) -> tuple[object, Unacceptable | None]:
    try:
        return answer(), None
    except Unacceptable as refused:
        return None, refused


def machine_refusal(asked: Question, value: object) -> Unacceptable:
    with pytest.raises(Unacceptable) as refused:
        kinds.check(asked, value, today=TODAY)
    return refused.value


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "shown"),
    [
        ("text", {"value": "  Sofa,   blue "}, "Sofa, blue", "Sofa, blue"),
        ("long-text", {"value": "One\r\nTwo"}, "One\nTwo", "One\nTwo"),
        ("name", {"first": "Mair ", "last": "Ap Ifan"}, {"first": "Mair", "last": "Ap Ifan"}, "Mair Ap Ifan"),
        ("email", {"value": " mair@example.com"}, "mair@example.com", "mair@example.com"),
        ("phone", {"value": "(01632) 960 001"}, "+441632960001", "01632 960001"),
        ("phone", {"value": "+33 1 99 00 12 34"}, "+33199001234", "+33 1 99 00 12 34"),
        ("national-insurance-number", {"value": "qq 12 34 56 c"}, "QQ123456C", "QQ 12 34 56 C"),
        ("number", {"value": "1,200"}, 1200, "1,200"),
        ("money", {"value": "£1,200.5"}, "1200.50", "£1,200.50"),
        ("money", {"value": "12"}, "12.00", "£12"),
        ("date", {"day": "27", "month": "3", "year": "2026"}, "2026-03-27", "27 March 2026"),
        ("date", {"day": "27", "month": "mar", "year": "2026"}, "2026-03-27", "27 March 2026"),
        ("date", {"day": "1", "month": "Mawrth", "year": "2026"}, "2026-03-01", "1 March 2026"),
        ("time", {"value": "9.30 am"}, "09:30", "9:30am"),
        ("time", {"value": "midday"}, "12:00", "12pm"),
        ("time", {"value": "14:30"}, "14:30", "2:30pm"),
        ("yes-no", {"value": "no"}, False, "No"),
        ("declaration", {"value": "yes"}, True, "Agreed"),
        ("choice", {"value": "phone"}, "phone", "By phone"),
        ("choices", {"value": ["phone", "web"]}, ["web", "phone"], "On the web\nBy phone"),
        (
            "address",
            {"line1": "1 High Street", "line2": "", "town": "Anyborough", "postcode": "aa31ab", "uprn": ""},
            {"uprn": "", "lines": ["1 High Street", "Anyborough"], "postcode": "AA3 1AB"},
            "1 High Street\nAnyborough\nAA3 1AB",
        ),
        (
            "address",
            {"uprn": "100000000001"},
            {"uprn": "100000000001", "lines": [], "postcode": ""},
            "UPRN 100000000001",
        ),
        (
            "place",
            {"latitude": "52.1", "longitude": "-1.5", "description": "By the bus stop"},
            {"latitude": "52.100000", "longitude": "-1.500000", "description": "By the bus stop"},
            "By the bus stop\n52.100000, -1.500000",
        ),
        ("place", {"description": "By the bus stop"}, {"description": "By the bus stop"}, "By the bus stop"),
        ("file", {"value": ["d1 My letter.pdf"]}, [{"id": "d1", "name": "My letter.pdf"}], "My letter.pdf"),
        (
            "bank-details",
            {"name": "M Ap Ifan", "sort-code": "30-94-30", "account-number": "00733445"},
            {"name": "M Ap Ifan", "sort-code": "309430", "account-number": "00733445"},
            "M Ap Ifan\n30 94 30\n00733445",
        ),
    ],
)
def test_an_answer_is_read_kept_and_shown(kind: str, typed: dict[str, Any], kept: object, shown: str) -> None:
    asked = question(kind)
    value = kinds.read(asked, typed, language="en", today=TODAY)
    assert value == kept
    assert kinds.shown(asked, value, "en") == shown


def test_a_range_of_dates_is_read_kept_and_shown() -> None:
    asked = question("date-range")
    typed = {"from_day": "1", "from_month": "4", "from_year": "2026", "to_day": "2", "to_month": "5", "to_year": "2026"}
    value = read(asked, **typed)
    assert value == {"from": "2026-04-01", "to": "2026-05-02"}
    assert kinds.shown(asked, value, "en") == "1 April 2026 to 2 May 2026"
    assert refusal(asked, **{**typed, "to_month": "3"}).words == "End date must be the same as or after the start date"
    assert refusal(asked, from_day="1", from_month="4", from_year="2026").field == "to-day"


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_answered_is_said_in_words_of_the_kind_in_both_languages(kind: Kind) -> None:
    asked = question(kind)
    english, welsh = refusal(asked), refusal(asked, language="cy")
    assert english.field == welsh.field == kinds.parts(asked)[0]
    assert english.words == vocabulary("en")[f"missing.{kind}"] != welsh.words


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_answered_is_accepted_where_the_question_is_optional(kind: Kind) -> None:
    asked = question(kind, optional="yes")
    assert read(asked) is None
    assert kinds.check(asked, None, today=TODAY) is None
    assert kinds.shown(asked, None, "en") == "Not provided"


def test_the_questions_own_error_is_said_where_nothing_was_answered_and_only_there() -> None:
    asked = question("email", error={"en": "Tell us your email", "cy": "Rhowch eich e-bost"})
    assert refusal(asked).words == "Tell us your email"
    assert refusal(asked, language="cy").words == "Rhowch eich e-bost"
    assert refusal(asked, value="mair").words.startswith("Enter an email address in the correct format")


@pytest.mark.parametrize(
    ("kind", "more", "typed", "field", "says"),
    [
        ("text", {"most": "5"}, {"value": "too long"}, "value", "5 characters or fewer. You have used 8"),
        ("text", {"least": "5"}, {"value": "ab"}, "value", "5 characters or more"),
        ("text", {}, {"value": "a\x00b"}, "value", "hidden characters"),
        ("name", {}, {"first": "Mair", "last": ""}, "last", "Enter a last name"),
        ("email", {}, {"value": "mair@"}, "value", "name@example.com"),
        ("email", {}, {"value": "a@b..com"}, "value", "name@example.com"),
        ("phone", {}, {"value": "12"}, "value", "Enter a phone number, like"),
        ("phone", {}, {"value": "my phone"}, "value", "Enter a phone number, like"),
        ("national-insurance-number", {}, {"value": "BG123456C"}, "value", "correct format"),
        ("number", {}, {"value": "two"}, "value", "must be a number"),
        ("number", {}, {"value": "2.5"}, "value", "whole number"),
        ("number", {"least": "1"}, {"value": "0"}, "value", "1 or more"),
        ("number", {"most": "10"}, {"value": "11"}, "value", "10 or less"),
        ("money", {}, {"value": "12.345"}, "value", "pounds and pence"),
        ("money", {}, {"value": "-1"}, "value", "pounds and pence"),
        ("money", {"most": "100.00"}, {"value": "100.01"}, "value", "£100 or less"),
        ("date", {}, {"day": "", "month": "3", "year": "2026"}, "day", "must include a day"),
        ("date", {}, {"day": "1", "month": "3", "year": ""}, "year", "must include a year"),
        ("date", {}, {"day": "30", "month": "2", "year": "2026"}, "day", "must be a real date"),
        ("date", {}, {"day": "1", "month": "13", "year": "2026"}, "month", "must be a real date"),
        ("date", {}, {"day": "1", "month": "3", "year": "26"}, "year", "must have 4 numbers"),
        ("date", {"most": "today"}, {"day": "25", "month": "11", "year": "2026"}, "day", "today or in the past"),
        (
            "date",
            {"least": "today + 6 weeks"},
            {"day": "4", "month": "1", "year": "2027"},
            "day",
            "5 January 2027 or later",
        ),
        ("time", {}, {"value": "25:00"}, "value", "Enter a time"),
        ("time", {}, {"value": "9"}, "value", "Enter a time"),
        ("choice", {}, {"value": "fax"}, "value", "Select one of the options"),
        ("choices", {}, {"value": ["web", "none"]}, "value", "“None of these”, but not both"),
        ("choices", {"most": "1"}, {"value": ["web", "phone"]}, "value", "Select 1 options or fewer"),
        ("address", {}, {"line1": "1 High Street", "town": "A", "postcode": ""}, "postcode", "Enter a postcode"),
        ("address", {}, {"line1": "1 High Street", "town": "A", "postcode": "AA3"}, "postcode", "full UK postcode"),
        ("address", {}, {"line1": "", "town": "A", "postcode": "AA3 1AB"}, "line1", "first line"),
        ("place", {}, {"latitude": "0", "longitude": "0"}, "latitude", "United Kingdom"),
        (
            "bank-details",
            {},
            {"name": "A", "sort-code": "12", "account-number": "00733445"},
            "sort-code",
            "valid sort code",
        ),
        (
            "bank-details",
            {},
            {"name": "A", "sort-code": "309430", "account-number": ""},
            "account-number",
            "account number",
        ),
        ("declaration", {}, {"value": "no"}, "value", "agree"),
        ("file", {"how-many": "1"}, {"value": ["a b.pdf", "c d.pdf"]}, "value", "Upload 1 files or fewer"),
    ],
)
def test_an_answer_that_cannot_be_used_is_met_with_the_mend_at_its_part(
    kind: str, more: dict[str, Any], typed: dict[str, Any], field: str, says: str
) -> None:
    asked = question(kind, **more)
    with pytest.raises(Unacceptable) as refused:
        kinds.read(asked, typed, language="en", today=TODAY)
    assert refused.value.field == field
    assert says in refused.value.words


def test_an_address_outside_the_area_is_refused_and_one_that_nobody_placed_is_not() -> None:
    asked = question("address", within="anyborough")
    outside = {"uprn": "1", "lines": ["1 High Street"], "postcode": "AA3 1AB", "areas": ["elsewhere"]}
    assert "outside the area" in machine_refusal(asked, outside).words
    inside = outside | {"areas": ["anyborough", "ward-1"]}
    assert kinds.check(asked, inside, today=TODAY) == inside
    unplaced = {name: value for name, value in outside.items() if name != "areas"}
    assert kinds.check(asked, unplaced, today=TODAY) == unplaced


def test_areas_are_never_taken_from_what_was_typed() -> None:
    asked = question("address", within="anyborough")
    typed: dict[str, str | list[str]] = {
        "line1": "1 High Street",
        "town": "Elsewhere",
        "postcode": "AA3 1AB",
        "areas": ["anyborough"],
    }
    value = kinds.read(asked, typed, language="en", today=TODAY)
    assert isinstance(value, dict)
    assert "areas" not in value


def test_a_number_may_have_decimals_where_its_bounds_have_some() -> None:
    assert read(question("number", most="10.0"), value="2.5") == 2.5
    assert kinds.shown(question("number", most="10.0", unit="metres"), 2.5, "en") == "2.5 metres"


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("yes-no", "yes", True),
        ("choices", "web,phone", ["web", "phone"]),
        ("number", "3", 3),
        ("number", 3, 3),
        ("money", 12, "12.00"),
        ("address", {"uprn": 100, "areas": ["a"]}, {"uprn": "100", "lines": [], "postcode": "", "areas": ["a"]}),
        ("name", "Mair Ap Ifan", {"first": "Mair Ap", "last": "Ifan"}),
    ],
)
def test_a_machine_may_send_the_same_answer_in_another_form(kind: str, value: object, kept: object) -> None:
    assert kinds.check(question(kind), value, today=TODAY) == kept


NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["uprn", "lines", "areas", "first", "last", "from", "to", "latitude", "id", "name", "sort-code"]
)


@given(kind=st.sampled_from(list(Kind)), value=NONSENSE | st.dictionaries(FIELDS, NONSENSE, max_size=4))
def test_whatever_a_machine_sends_is_taken_or_refused_in_words(kind: Kind, value: object) -> None:
    asked = question(kind)
    kept, refused = attempt(lambda: kinds.check(asked, value, today=TODAY))
    if refused:
        assert refused.words
        assert refused.field in KINDS[kind].parts
    else:
        assert kinds.check(asked, kept, today=TODAY) == kept, "what we keep is accepted again, unchanged"
        assert kinds.shown(asked, kept, "en")


@given(kind=st.sampled_from(list(Kind)), data=st.data())
def test_whatever_is_typed_is_taken_or_refused_in_words(kind: Kind, data: st.DataObject) -> None:
    asked = question(kind)
    anything = st.text(max_size=12) | st.sampled_from(["1", "12", "2026", "AA3 1AB"])
    typed: dict[str, str | list[str]] = {part: data.draw(anything) for part in kinds.parts(asked)}
    kept, refused = attempt(lambda: kinds.read(asked, typed, language="cy", today=TODAY))
    if refused:
        assert refused.words
    else:
        assert kinds.read(asked, kinds.typed(asked, kept), language="en", today=TODAY) == kept


@given(pence=st.integers(0, 99_999_999_999))
def test_money_goes_to_text_and_back_without_losing_a_penny(pence: int) -> None:
    assert pence_of(money_text(pence)) == pence
    pounds, rest = divmod(pence, 100)
    assert pence_of(f"£{pounds:,}.{rest:02d}") == pence


@given(day=st.dates(date(1870, 1, 1), date(2200, 1, 1)))
def test_a_date_goes_into_its_parts_and_back(day: date) -> None:
    asked = question("date")
    assert kinds.read(asked, kinds.typed(asked, day.isoformat()), language="en", today=TODAY) == day.isoformat()


@given(days=st.integers(-400, 400))
def test_a_day_is_in_the_past_exactly_where_it_is_not_after_today(days: int) -> None:
    asked = question("date", most="today")
    day = (TODAY + timedelta(days=days)).isoformat()
    try:
        kinds.check(asked, day, today=TODAY)
    except Unacceptable:
        assert days > 0
    else:
        assert days <= 0


def test_every_word_of_ours_is_there_in_welsh_with_the_same_facts() -> None:
    english, welsh = vocabulary("en"), vocabulary("cy")
    facts = {key: {part.split("}")[0] for part in words.split("{")[1:]} for key, words in english.items()}
    assert {key: {part.split("}")[0] for part in welsh[key].split("{")[1:]} for key in english} == facts
    same = [key for key in english if english[key] == welsh[key]]
    assert same == ["date"], "only the form of a date is the same in both"
