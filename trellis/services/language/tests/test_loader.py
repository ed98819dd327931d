"""Reading a definition file: what it says, where it stands, and what is refused before it can do harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.services.language.findings import DefinitionRefused, Finding, Weight
from trellis.services.language.loader import LONGEST, read_file, read_yaml
from trellis.services.language.model import Definition, SharedList
from trellis.services.language.reading import read_as


def refusal(text: str) -> Finding:
    with pytest.raises(DefinitionRefused) as refused:
        read_yaml(text, file="a.yaml")
    return refused.value.findings[0]


def mistakes(text: str) -> list[Finding]:
    with pytest.raises(DefinitionRefused) as refused:
        read_as(Definition, read_yaml(text, file="a.yaml"))
    return refused.value.findings


def mistake(text: str, code: str) -> Finding:
    return next(each for each in mistakes(text) if each.code == code)


def test_everything_is_read_as_the_text_that_stands_there() -> None:
    tree = read_yaml("a: NO\non: 012\nb: [1.10, null, 2026-01-01, '']\nc:", file="a.yaml")
    assert tree.data == {"a": "NO", "on": "012", "b": ["1.10", "null", "2026-01-01", ""], "c": ""}


def test_every_thing_knows_its_line_and_column() -> None:
    tree = read_yaml("ask:\n  - page: items\n    title: What?\n", file="a.yaml")
    assert tree.at(("ask", 0, "title")) == (3, 12)
    assert tree.at_key(("ask", 0, "title")) == (3, 5)
    assert tree.at(("ask", 0, "nothing", "there")) == (2, 5), "the nearest thing around it"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("show: a &&  b", "b"),
        ('show: "a && \\"x\\" == b"', "b"),
        ("show: 'a && ''x'' == b'", "b"),
        ("show: >-\n  a &&\n  b", "b"),
        ("show: |\n  a &&\n\n  b", "b"),
        ("show: a &&\n  b", "b"),
    ],
)
def test_a_place_inside_a_text_is_found_however_the_text_is_written(text: str, word: str) -> None:
    tree = read_yaml(text, file="a.yaml")
    assert isinstance(tree.data, dict)
    rule = tree.data["show"]
    line, column = tree.inside(("show",), rule, rule.rindex(word))
    assert text.split("\n")[line - 1][column - 1] == word
    assert text.split("\n")[line - 1][column - 1 :].strip("\"'") == word, "the last one, not one before it"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x 1\nb: *x", "alias", 1, 4),
        ("b: *x", "alias", 1, 4),
        ("a: {<<: {b: 1}}", "alias", 1, 5),
        ("a: 1\nb: 2\na: 3", "double-key", 3, 1),
        ("a: !!python/object/apply:os.system [ls]", "tag", 1, 4),
        ("a: 1\n---\nb: 2", "several-documents", 2, 1),
        ("? [a]\n: b", "strange-key", 1, 3),
        ("a: b: c", "malformed", 1, 5),
        ("\ta: 1", "malformed", 1, 1),
        ("a: [", "malformed", 2, 1),
        ("[" * 40, "too-deep", 1, 32),
        ("a" * (LONGEST + 1), "too-large", 1, 1),
    ],
)
def test_what_could_harm_or_mislead_is_refused_at_its_place(text: str, code: str, line: int, column: int) -> None:
    finding = refusal(text)
    assert (finding.code, finding.line, finding.column) == (code, line, column)
    assert finding.why
    assert finding.mend


def test_a_bomb_of_anchors_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert refusal("\n".join(lines)).code == "alias"


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"title: ok\nsummary: \xff\xfe")
    with pytest.raises(DefinitionRefused) as refused:
        read_file(file)
    assert (refused.value.findings[0].code, refused.value.findings[0].line) == ("not-utf-8", 2)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        read_file(tmp_path / "none.yaml")
    assert refused.value.findings[0].code == "unreadable"


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_finding(text: str) -> None:
    try:
        tree, findings = read_yaml(text, file="a.yaml"), []
    except DefinitionRefused as refused:
        tree, findings = None, refused.findings
    assert isinstance(tree.data, (dict, list, str)) if tree else findings[0].line >= 1


def test_a_misspelt_key_is_met_with_the_right_one() -> None:
    finding = mistake("service: a\ntitel: A\n", "unknown-key")
    assert (finding.line, finding.column, finding.mend) == (2, 1, "Did you mean `title`?")


def test_a_misspelt_key_deep_in_a_page_is_met_with_those_of_a_question() -> None:
    text = "ask:\n  - page: a\n    title: A\n    questions:\n      - {id: a, ask: A, type: text, hnt: B}\n"
    finding = mistake(text, "unknown-key")
    assert (finding.line, finding.mend) == (5, "Did you mean `hint`?")


def test_what_the_language_will_have_is_answered_with_not_yet() -> None:
    finding = mistake("service: a\nbook: {resource: crew}\n", "not-yet")
    assert (finding.weight, finding.line) == (Weight.NOT_YET, 2)
    finding = mistake(
        "ask:\n  - page: a\n    title: A\n    questions:\n      - {id: a, ask: A, type: signature}\n", "not-yet"
    )
    assert finding.line == 5


def test_a_kind_of_question_that_does_not_exist_is_met_with_the_nearest() -> None:
    text = "ask:\n  - page: a\n    title: A\n    questions:\n      - {id: a, ask: A, type: adress}\n"
    assert mistake(text, "unknown-word").mend == "Did you mean `address`?"


def test_what_is_missing_is_said_at_the_part_that_lacks_it() -> None:
    finding = next(each for each in mistakes("ask:\n  - page: a\n") if "`title`" in each.what and each.line == 2)
    assert finding.code == "missing"


def test_a_use_of_a_block_is_not_taken_for_a_page() -> None:
    found = mistakes("ask:\n  - use: a\n    titel: B\n")
    assert [each.what for each in found if each.line > 1] == ["`titel` is not known here"]


def test_a_value_that_means_nothing_is_said_with_the_mend() -> None:
    finding = mistake("exit-page: perhaps\n", "bad-value")
    assert finding.mend == "Write yes or no."


def test_a_list_of_things_in_two_languages_is_read() -> None:
    tree = read_yaml("list: a\nchoices:\n  - {value: x, label: {en: Yes, cy: Ydw}}\n", file="a.yaml")
    assert read_as(SharedList, tree).choices[0].label.to("cy") == "Ydw"
