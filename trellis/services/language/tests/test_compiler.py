"""Making a definition ready: what it shares is put in, its rules are checked, the version is named by what it holds."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiler import compile_file, compile_text, from_json
from trellis.services.language.findings import DefinitionRefused, Finding

CATALOGUE = Path(__file__).parent / "catalogue"
SERVICE = CATALOGUE / "bulky-waste.yaml"
WRITTEN = SERVICE.read_text("utf-8")


def findings(text: str) -> list[Finding]:
    with pytest.raises(DefinitionRefused) as refused:
        compile_text(text, file="bulky.yaml", catalogue=Catalogue(CATALOGUE))
    return refused.value.findings


def changed(before: str, after: str) -> str:
    assert WRITTEN.count(before) == 1
    return WRITTEN.replace(before, after)


def test_blocks_lists_tables_and_messages_are_put_in() -> None:
    compiled = compile_file(SERVICE)
    assert [page.page for page in compiled.pages] == ["items", "address", "help-paying", "contact", "born"]
    assert [choice.value for choice in compiled.questions["kind"].choices] == ["sofa", "bed", "other"]
    assert set(compiled.tables) == {"bulky-waste-fees"}
    assert set(compiled.messages) == {"bulky-waste-booked"}
    assert compiled.page("contact").show == "!reduction"


def test_what_is_stored_is_enough_to_make_the_same_version_again() -> None:
    compiled = compile_file(SERVICE)
    again = from_json(compiled.content)
    assert again.hash == compiled.hash
    assert again.definition == compiled.definition
    assert {key: rule.source for key, rule in again.rules.items()} == {
        key: rule.source for key, rule in compiled.rules.items()
    }


def test_how_a_file_is_written_does_not_change_its_version_and_what_it_says_does(tmp_path: Path) -> None:
    def version(text: str) -> str:
        return compile_text(text, file="a.yaml", catalogue=Catalogue(CATALOGUE)).hash

    assert version(WRITTEN + "# a remark\n") == version(WRITTEN)
    assert version(changed("title: Book a bulky waste collection", "title: Book a collection")) != version(WRITTEN)


def test_a_change_in_a_shared_list_makes_a_new_version(tmp_path: Path) -> None:
    for file in CATALOGUE.rglob("*.yaml"):
        copy = tmp_path / file.relative_to(CATALOGUE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text("utf-8"), "utf-8")
    before = compile_file(tmp_path / "bulky-waste.yaml").hash
    shared = tmp_path / "lists" / "bulky-items.yaml"
    shared.write_text(shared.read_text("utf-8") + "  - {value: bath, label: Bath}\n", "utf-8")
    assert compile_file(SERVICE).hash == before != compile_file(tmp_path / "bulky-waste.yaml").hash


def test_what_is_shared_is_found_in_a_folder_above_and_the_nearest_wins(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "services" / "waste").mkdir(parents=True)
    (tmp_path / "lists" / "sizes.yaml").write_text("list: sizes\nchoices: [{value: far, label: Far}]\n")
    catalogue = Catalogue.near(tmp_path / "services" / "waste" / "a.yaml")
    assert catalogue.shared_list("sizes").part.choices[0].value == "far"
    (tmp_path / "services" / "lists").mkdir()
    (tmp_path / "services" / "lists" / "sizes.yaml").write_text("list: sizes\nchoices: [{value: near, label: Near}]\n")
    nearer = Catalogue.near(tmp_path / "services" / "waste" / "a.yaml")
    assert nearer.shared_list("sizes").part.choices[0].value == "near"


@pytest.mark.parametrize(
    ("before", "after", "code", "mend"),
    [
        ("use: contact", "use: contacts", "unknown-block", "Did you mean `contact`?"),
        ("from: bulky-items", "from: bulky-item", "unknown-list", "Did you mean `bulky-items`?"),
        ("tables: [bulky-waste-fees]", "tables: [bulky-fees]", "unknown-table", "Did you mean `bulky-waste-fees`?"),
        (
            "template: bulky-waste-booked",
            "template: booked",
            "unknown-message",
            "Write messages/booked.yaml, or use another.",
        ),
    ],
)
def test_a_shared_thing_that_is_not_there_is_said_with_the_nearest(
    before: str, after: str, code: str, mend: str
) -> None:
    found = next(each for each in findings(changed(before, after)) if each.code == code)
    assert found.mend == mend
    assert after.split(": ")[1].strip("[]") in WRITTEN.replace(before, after).split("\n")[found.line - 1]


@pytest.mark.parametrize(
    ("before", "after", "code", "word"),
    [
        ('show: kind == "other"', 'show: kind == "others"', "unknown-choice", '"others"'),
        (
            "items.exists(i, answered(i.weight) && i.weight > 100)",
            "items.exists(i, i.wieght > 100)",
            "unknown-field",
            "wieght",
        ),
        ('in_area(address, "anyborough")', 'in_area(adress, "anyborough")', "unknown-name", "adress"),
        ("bulky_waste_fees.first", "bulky_waste_fees.frist", "unknown-field", "frist"),
        ("age(date_of_birth) >= 16", "age(reduction) >= 16", "rule-type", "(reduction)"),
        ('outcome == "refused" && fee > 0', 'outcome == "refused" && fee > "0"', "rule-type", '> "0"'),
    ],
)
def test_a_rule_that_does_not_hold_water_is_refused_at_its_very_word(
    before: str, after: str, code: str, word: str
) -> None:
    text = changed(before, after)
    found = next(each for each in findings(text) if each.code == code)
    assert text.split("\n")[found.line - 1][found.column - 1 :].startswith(word)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("id: reference", "id: reduction", "duplicate-id"),
        ("page: address\n", "page: items\n", "duplicate-id"),
        ("id: reference", "id: today", "taken-name"),
        ("most: today", "most: tomorrow", "bad-bound"),
        ("repeat: {as: item, from: 1, to: 6}", "repeat: {as: item, from: 7, to: 6}", "bad-bound"),
        ("ask: What is your reference?, type: text", "ask: What is your reference?, type: choice", "no-choices"),
    ],
)
def test_a_question_that_could_not_be_answered_or_told_apart_is_refused(before: str, after: str, code: str) -> None:
    assert code in {each.code for each in findings(changed(before, after))}


def test_a_file_in_the_catalogue_is_named_after_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "sizes.yaml").write_text("list: other\nchoices: [{value: a, label: A}]\n")
    with pytest.raises(DefinitionRefused) as refused:
        Catalogue(tmp_path).shared_list("sizes")
    assert refused.value.findings[0].code == "file-name"


def test_a_mistake_in_a_block_is_said_in_the_file_of_the_block(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    block = tmp_path / "blocks" / "contact.yaml"
    block.write_text(
        "block: contact\nask:\n  - page: contact\n    title: Contact\n    show: nobody\n"
        "    questions: [{id: email, ask: Email?, type: email}]\n"
    )
    for folder in ("lists", "tables", "messages"):
        (tmp_path / folder).symlink_to(CATALOGUE / folder)
    with pytest.raises(DefinitionRefused) as refused:
        compile_text(WRITTEN, file="bulky.yaml", catalogue=Catalogue(tmp_path))
    found = refused.value.findings[0]
    assert (Path(found.file).name, found.line, found.column, found.code) == ("contact.yaml", 5, 11, "unknown-name")


def test_a_mistake_in_the_rule_of_a_used_block_is_said_once_where_it_stands() -> None:
    text = changed('show: "!reduction"', 'show: "!redution"')
    found = findings(text)
    assert [(each.file, each.code) for each in found] == [("bulky.yaml", "unknown-name")]
    assert text.split("\n")[found[0].line - 1][found[0].column - 1 :] == 'redution"'


def test_a_stored_version_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="not a stored definition"):
        from_json(json.dumps({"format": 99}))


def sixty_questions() -> str:
    pages = [
        f"  - page: page-{number}\n    title: Page {number}\n"
        + (f"    show: answer_{number - 1} == 'x' || number_{number - 1} > {number}\n" if number else "")
        + f"    questions:\n      - {{id: answer-{number}, ask: What is it?, type: text, hint: A hint}}\n"
        + f"      - {{id: number-{number}, ask: How many?, type: number}}\n"
        for number in range(30)
    ]
    start, rest = WRITTEN.index("ask:\n  - page"), WRITTEN.index("data:\n")
    head = WRITTEN[:start].replace("tables: [bulky-waste-fees]\n", "")
    return head + "ask:\n" + "".join(pages) + WRITTEN[rest:]


def test_sixty_questions_are_compiled_in_a_blink() -> None:
    text, catalogue = sixty_questions(), Catalogue(CATALOGUE)
    assert len(compile_text(text, file="a.yaml", catalogue=catalogue).questions) == 60
    times = []
    for _ in range(5):
        began = process_time()
        compile_text(text, file="a.yaml", catalogue=catalogue)
        times.append(process_time() - began)
    # The goal is 50 ms, which the benchmark holds; a shared machine gets room here.
    assert min(times) < 0.2
