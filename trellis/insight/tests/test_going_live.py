"""The go-live pack: papers from what a service itself says, and nobody's words ever lost."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from trellis.insight.errors import AnswersUnreadable, FolderNotOurs
from trellis.insight.going_live.facts import Facts, gather
from trellis.insight.going_live.purposes import purposes
from trellis.insight.going_live.writing import write
from trellis.organisations.actions import found
from trellis.organisations.actors import system
from trellis.organisations.brand import Brand
from trellis.organisations.scope import reading
from trellis.services.actions import publish
from trellis.services.errors import NoSuchService
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiler import compile_text
from trellis.services.queries.definitions import forget_live
from trellis.services.tests.story import DEFINITIONS, MONDAY

STREET_TREE = (DEFINITIONS / "street-tree.yaml").read_text("utf-8")


def facts(service: str = "street-tree", *, text: str = STREET_TREE, nation: str = "england") -> Facts:
    council = found(
        key="oakham", name={"en": "Oakham Council"}, kind="council", nation=nation, languages=["en"], at=MONDAY,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )  # fmt: skip
    forget_live(council.pk)
    compiled = compile_text(text, file="street-tree.yaml", catalogue=Catalogue(DEFINITIONS))
    publish(compiled=compiled, at=MONDAY, by=system(organisation=council.pk, doing="publishing"))
    by = system(organisation=council.pk, doing="going-live")
    with reading(by):
        return gather(organisation=council, service=service, at=MONDAY, seen_by=by)


@pytest.fixture
def tree(db: None) -> Facts:
    return facts()


class Page(HTMLParser):
    """The words of a page, and its elements."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def answers(folder: Path) -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load((folder / "answers.yaml").read_text("utf-8")))


def say(folder: Path, key: str, words: str) -> None:
    every = answers(folder)
    every.setdefault(key, {"question": "?", "of": "?"})["say"] = words
    (folder / "answers.yaml").write_text(yaml.safe_dump(every, sort_keys=False), "utf-8")


def test_every_question_of_the_service_stands_in_the_impact_assessment_with_what_it_is_for(
    tree: Facts, tmp_path: Path
) -> None:
    pack = write(tree, tmp_path / "pack")
    words = Page(pack.folder / "01-impact.html").words
    for question in tree.asked:
        assert question.ask.to("en") in words
        assert all(purpose in words for purpose in purposes(question, tree.compiled))


def test_what_the_platform_does_not_know_is_asked_of_a_person_and_never_filled_in(tree: Facts, tmp_path: Path) -> None:
    pack = write(tree, tmp_path / "pack")
    asked = answers(pack.folder)
    assert pack.left == len(asked)
    assert {each["say"] for each in asked.values()} == {""}
    words = "".join(Page(file).words for file in pack.folder.glob("*.html"))
    assert all(each["question"] in words for each in asked.values())


def test_what_a_person_said_stands_in_the_paper_when_the_pack_is_made_again(tree: Facts, tmp_path: Path) -> None:
    folder = write(tree, tmp_path / "pack").folder
    say(folder, "impact-host", "Oakham itself, in Oakham.\nSince 2024.")
    again = write(tree, folder)
    assert again.left == len(answers(folder)) - 1
    assert answers(folder)["impact-host"]["say"] == "Oakham itself, in Oakham.\nSince 2024."
    assert "Oakham itself, in Oakham.\nSince 2024." in Page(folder / "01-impact.html").words


def test_what_was_said_to_a_question_that_has_gone_is_kept(tree: Facts, tmp_path: Path) -> None:
    folder = write(tree, tmp_path / "pack").folder
    say(folder, "asked-no-more", "It took us a week to find this out.")
    write(tree, folder)
    assert answers(folder)["asked-no-more"]["say"] == "It took us a week to find this out."


@pytest.mark.parametrize("text", ["impact-host: [", "- a list", "impact-host: words alone", "impact-host: {say: [1]}"])
def test_answers_that_cannot_be_read_stop_the_pack_before_anything_is_written(
    tree: Facts, tmp_path: Path, text: str
) -> None:
    folder = write(tree, tmp_path / "pack").folder
    (folder / "answers.yaml").write_text(text, "utf-8")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(AnswersUnreadable, match=r"answers\.yaml"):
        write(tree, folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_folder_with_other_things_in_it_is_left_alone(tree: Facts, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderNotOurs):
        write(tree, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.django_db
def test_words_of_a_definition_or_a_person_are_never_taken_for_markup(tmp_path: Path) -> None:
    told = facts(text=STREET_TREE.replace("Ask for a street tree", "Ask for a <script>alert(1)</script>", 1))
    folder = write(told, tmp_path / "pack").folder
    say(folder, "impact-host", "<script>alert(2)</script>")
    write(told, folder)
    words = Page(folder / "01-impact.html").words
    assert "<script>alert(1)</script>" in words
    assert "<script>alert(2)</script>" in words
    assert all("script" not in Page(file).tags for file in folder.glob("*.html"))


def test_the_record_is_a_table_that_a_spreadsheet_opens_without_running_anything(tree: Facts, tmp_path: Path) -> None:
    folder = write(tree, tmp_path / "pack").folder
    rows = list(csv.reader((folder / "record-of-processing.csv").read_text("utf-8").splitlines()))
    assert rows[0] == ["What", "Entry"]
    assert dict(rows[1:])["Controller"] == tree.notice.controller
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_pack_for_machines_names_the_version_that_it_is_about(tree: Facts, tmp_path: Path) -> None:
    folder = write(tree, tmp_path / "pack").folder
    told = json.loads((folder / "pack.json").read_text("utf-8"))
    assert (told["service"], told["hash"]) == ("street-tree", tree.compiled.hash)


@pytest.mark.django_db
def test_in_wales_the_language_is_asked_about(tmp_path: Path) -> None:
    folder = write(facts(nation="wales"), tmp_path / "pack").folder
    assert "equality-welsh" in answers(folder)


@pytest.mark.django_db
def test_a_service_that_is_not_offered_has_no_pack() -> None:
    with pytest.raises(NoSuchService):
        facts("street-lamp")
