"""A form of the XGov builder becomes a definition that asks the same of the same people, or says what it could not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from trellis.project.cli import main
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.checker import check_text
from trellis.services.language.compiler import Compiled, compile_text
from trellis.services.language.evaluate import walk
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.importing import Converted
from trellis.services.language.xgov import Source, convert
from trellis.services.language.xgov.plain import read as plain

ON = date(2026, 11, 1)
ONLY_A_PERSON = {"not-written", "why-ask", "no-retention", "reading-age", "service-hard-to-read", "missing-translation"}


def component(kind: str, name: str, title: str = "", **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "title": title, "options": {}, "schema": {}} | more


def page(path: str, *components: dict[str, Any], to: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    ways = [{"path": each} if isinstance(each, str) else {"path": each[0], "condition": each[1]} for each in to or []]
    return {"path": path, "title": f"About {path[1:]}", "components": list(components), "next": ways} | more


def condition(name: str, field: str, operator: str, value: str, **more: Any) -> dict[str, Any]:
    part = {"field": {"name": field}, "operator": operator, "value": {"type": "Value", "value": value}}
    return {"name": name, "value": {"conditions": [part | more]}}


FUEL = [
    {"text": "Wood", "value": "wood"},
    {"text": "Gas", "value": "gas"},
    {"text": "Coal, or coke", "value": "coal, coke"},
]


def form(**changed: Any) -> dict[str, Any]:
    """A form of our own on stoves: who has none is turned away, who burns coal says how much."""
    return {
        "name": "Tell us about your stove",
        "startPage": "/begin",
        "lists": [{"name": "fuels", "items": FUEL}],
        "sections": [{"name": "stove", "title": "Your stove"}],
        "conditions": [
            condition("has", "stove", "is", "true"),
            condition("has-none", "stove", "is", "false"),
            condition("burns-coal", "stove.fuel", "is", "coal, coke"),
        ],
        "pages": [
            page("/begin", component("Html", "words", content="<p>What the form asks you.</p>"), to=["/stove"]),
            page(
                "/stove",
                component("YesNoField", "stove", "Do you have a stove at home?"),
                to=[["/fuel", "has"], ["/sorry", "has-none"]],
            ),
            page("/sorry", component("Para", "sorry", content="This is for homes with a stove.")),
            page(
                "/fuel",
                component("RadiosField", "fuel", "What do you burn?", list="fuels"),
                to=["/rooms", ["/coal", "burns-coal"]],
                section="stove",
            ),
            page("/coal", component("NumberField", "bags", "How many bags a year?"), to=["/rooms"]),
            page(
                "/rooms",
                component("Html", "more", content="You can add more rooms."),
                component(
                    "MultiInputField",
                    "rooms",
                    "Your rooms",
                    children=[
                        component("TextField", "room", "Name of the room"),
                        component("NumberField", "cost", "Cost", options={"prefix": "£"}),
                    ],
                ),
                to=["/story"],
                controller="RepeatingFieldPageController",
            ),
            page(
                "/story",
                component("FreeTextField", "story", "What happened?", options={"maxWords": "5", "required": False}),
                to=["/summary"],
            ),
            page("/summary", controller="./pages/summary.js"),
        ],
    } | changed


def with_page(number: int, **changed: Any) -> dict[str, Any]:
    source = form()
    source["pages"][number] |= changed
    return source


def brought(*sources: dict[str, Any]) -> Converted:
    return convert([Source(name=f"stove-{number}", raw=each) for number, each in enumerate(sources or (form(),))])


def read(converted: Converted) -> dict[str, Any]:
    return dict(yaml.load(converted.yaml, Loader=yaml.BaseLoader))


def ready(converted: Converted) -> Compiled:
    return compile_text(converted.yaml, file="stove.yaml", catalogue=Catalogue(Path(__file__).parent))


def named(converted: Converted, which: str = "components") -> dict[str, str]:
    report: Any = converted.report
    assert report[which]["kept"] + len(report[which]["named"]) == report[which]["total"]
    return {each["what"]: each["why"] for each in report[which]["named"]}


def met(converted: Converted, **answers: Any) -> tuple[list[str], str]:
    walked = walk(ready(converted), answers, on=ON)
    assert walked.problems == ()
    return [each.page_id for each in walked.pages], walked.end


def test_everything_of_a_plain_form_is_kept() -> None:
    converted = brought()
    report: Any = converted.report
    assert report["components"] == {"total": 10, "kept": 10, "named": []}
    assert report["conditions"] == {"total": 3, "kept": 3, "named": []}


def test_what_is_left_to_mend_only_a_person_can_say() -> None:
    found = check_text(brought().yaml, file="stove.yaml", catalogue=Catalogue(Path(__file__).parent))
    assert {each.code for each in found} <= ONLY_A_PERSON
    assert "not-written" in {each.code for each in found}


def test_words_of_the_first_page_are_what_to_know_before_starting() -> None:
    assert read(brought())["before"] == "What the form asks you."


def test_who_answers_no_is_turned_away_with_the_words_of_that_page() -> None:
    [stop] = read(brought())["eligible"]
    assert stop["when"] == "!do_you_have_a_stove_at_home"
    assert stop["say"] == "This is for homes with a stove."
    assert met(brought(), **{"do-you-have-a-stove-at-home": False}) == (["stove"], "exit:sorry")


def test_a_page_is_shown_to_those_whose_answers_lead_to_it() -> None:
    shown = {each["page"]: each.get("show") for each in read(brought())["ask"]}
    assert shown["coal"] == 'what_do_you_burn == "choice-3"'
    # Whatever somebody burns leads on to the rooms, so only the stove matters.
    assert shown["rooms"] == shown["fuel"] == "do_you_have_a_stove_at_home"


def test_the_last_way_without_a_condition_is_for_the_rest_wherever_it_stands() -> None:
    answers = {"do-you-have-a-stove-at-home": True, "what-do-you-burn": "gas"}
    assert met(brought(), **answers)[0] == ["stove", "fuel", "rooms"]
    assert met(brought(), **answers | {"what-do-you-burn": "choice-3"})[0] == ["stove", "fuel", "coal"]


def test_a_list_of_fields_is_a_repeated_page_and_pounds_are_money() -> None:
    rooms = next(each for each in read(brought())["ask"] if each["page"] == "rooms")
    assert rooms["repeat"] == {"as": "your-rooms", "from": "1", "to": "100"}
    assert [each["type"] for each in rooms["questions"]] == ["text", "money"]


def test_a_limit_in_words_is_held_and_said() -> None:
    story = next(each for each in read(brought())["ask"] if each["page"] == "story")["questions"][0]
    assert story["hint"] == "You can write up to 5 words."
    assert story["optional"] == "yes"
    answers = {"do-you-have-a-stove-at-home": True, "what-do-you-burn": "gas"}
    rooms = {"rooms": [{"name-of-the-room": "Hall", "cost": "10.00"}]}
    compiled = ready(brought())
    five, six = (
        answers | rooms | {"what-happened": words} for words in ("It was one cold day", "It was a very cold day")
    )
    assert walk(compiled, five, on=ON).end == "check-answers"
    assert [each.words for each in walk(compiled, six, on=ON).problems] == ["Use 5 words or fewer"]


def test_a_kind_that_we_do_not_have_is_asked_as_text_and_named() -> None:
    source = with_page(4, components=[component("MonthYearField", "month", "Which month?")])
    assert "MonthYearField" in named(brought(source))["MonthYearField month"]
    assert "coal" in {each["page"] for each in read(brought(source))["ask"]}


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        (component("TextField", "x", "Name", schema={"regex": "[A-Z]+"}), "setting `regex`"),
        (component("TextField", "x", "Name", options={"sparkle": True}), "setting `sparkle`"),
        (component("RadiosField", "x", "Name", list="nowhere"), "list `nowhere` is not in the form"),
        (component("TextField", "x", "Name", hint="<img src='a.png'>Look"), "a picture"),
        (component("NumberField", "x", "Name", options={"prefix": "€"}), "`€` stands before"),
        (component("Html", "x", content="<script>alert(1)</script>Hello"), "a script"),
        (component("Html", "x", content="<table><tr><td>A</td></tr></table>"), "a table"),
        (component("Html", "x", content="Hello {{ name }}"), "blanks that a program fills in"),
        (component("Html", "x", content="Hello", options={"condition": "has"}), "only on a condition"),
    ],
)
def test_what_cannot_be_kept_whole_is_named_with_the_reason(field: dict[str, Any], reason: str) -> None:
    other = component("YesNoField", "other", "Is it warm?")
    assert reason in named(brought(with_page(4, components=[field, other])))[f"{field['type']} x"]


def test_a_script_is_gone_with_what_is_in_it() -> None:
    converted = brought(with_page(4, components=[
        component("Html", "x", content="<p onclick='go()'>Hello</p><script>alert(1)</script>"),
        component("TextField", "y", "Name <a href='javascript:go()'>of you</a>"),
    ]))  # fmt: skip
    assert not {"alert", "onclick", "javascript", "go()"} & set(
        converted.yaml.replace(":", " ").replace("(", " (").split()
    )
    assert "<" not in converted.yaml.replace("<=", "")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (condition("has", "nobody", "is", "true"), "the field `nobody`"),
        (condition("has", "stove", "smells like", "true"), "the operator `smells like`"),
        (condition("has", "stove", "is", "perhaps"), "nobody can choose `perhaps`"),
        (condition("has", "room", "is", "Hall"), "answered several times"),
        ({"name": "has", "value": "stove == true"}, "a formula"),
        ({"name": "has", "value": {"conditions": []}}, "no list of conditions"),
        ({"name": "has", "value": {"conditions": [{"conditionName": "has"}]}}, "in a circle"),
        ({"name": "other", "value": {}}, "no condition of this name"),
    ],
)
def test_a_condition_that_cannot_be_said_is_named_and_hides_nothing(said: dict[str, Any], reason: str) -> None:
    source = form()
    source["conditions"][0] = said
    converted = brought(source)
    assert reason in named(converted, "conditions")["condition has"]
    fuel = next(each for each in read(converted)["ask"] if each["page"] == "fuel")
    assert "show" not in fuel


def test_a_denied_yes_does_not_hold_for_who_was_never_asked() -> None:
    source = form()
    source["conditions"] += [condition("is-warm", "warm", "is", "false")]
    source["pages"][4]["components"] = [component("YesNoField", "warm", "Is it warm?")]
    source["pages"][6]["next"] = [{"path": "/cold", "condition": "is-warm"}, {"path": "/summary"}]
    source["pages"].append(page("/cold", component("TextField", "cold", "How cold?"), to=["/summary"]))
    cold = next(each for each in read(brought(source))["ask"] if each["page"] == "cold")
    assert cold["show"].endswith("answered(is_it_warm) && !is_it_warm")


def test_parts_of_a_condition_are_joined_as_the_source_joins_them() -> None:
    source = form()
    wood, gas = (condition("x", "fuel", "is", each)["value"]["conditions"][0] for each in ("wood", "gas"))
    source["conditions"][2] = {"name": "burns-coal", "value": {"conditions": [wood, gas | {"coordinator": "or"}]}}
    coal = next(each for each in read(brought(source))["ask"] if each["page"] == "coal")
    assert coal["show"] == 'what_do_you_burn in ["wood", "gas"]'


def test_several_choices_and_numbers_are_compared() -> None:
    source = form()
    source["pages"][3]["components"] = [component("CheckboxesField", "fuel", "What do you burn?", list="fuels")]
    source["conditions"][2] = condition("burns-coal", "fuel", "contains", "gas")
    source["conditions"].append(condition("many", "bags", "is more than", "9"))
    source["pages"][4]["next"] = [{"path": "/why", "condition": "many"}, {"path": "/rooms"}]
    source["pages"].append(page("/why", component("TextField", "why", "Why so many?"), to=["/rooms"]))
    shown = {each["page"]: each.get("show") for each in read(brought(source))["ask"]}
    assert shown["coal"] == '"gas" in what_do_you_burn'
    assert shown["why"] == "how_many_bags_a_year > 9"


def welsh(source: dict[str, Any]) -> dict[str, Any]:
    """The same form as a Welsh file has it: other paths and words, the same component names."""
    text = json.dumps(source | {"metadata": {"isWelsh": True}})
    for english, own in (("Do you have a stove at home?", "Oes gennych chi stof gartref?"), ('"/fuel"', '"/tanwydd"'),
                         ("What do you burn?", "Beth ydych chi'n ei losgi?"), ("Wood", "Coed"), ("Your stove", "Eich stof")):  # fmt: skip
        text = text.replace(english, own)
    return dict(json.loads(text))


def test_two_languages_of_a_form_stand_side_by_side() -> None:
    definition = read(brought(form(), welsh(form())))
    assert definition["languages"] == ["en", "cy"]
    assert definition["draft-languages"] == ["cy"]
    fuel = next(each for each in definition["ask"] if each["page"] == "fuel")["questions"][0]
    assert fuel["ask"] == {"en": "What do you burn?", "cy": "Beth ydych chi'n ei losgi?"}
    assert fuel["choices"][0]["label"] == {"en": "Wood", "cy": "Coed"}
    assert definition["sections"] == [{"id": "stove", "title": {"en": "Your stove", "cy": "Eich stof"}}]


def test_it_does_not_matter_which_language_is_given_first() -> None:
    one, other = read(brought(form(), welsh(form()))), read(brought(welsh(form()), form()))
    assert one["ask"] == other["ask"]


def test_what_only_one_language_has_is_named() -> None:
    other = welsh(form())
    other["pages"][6]["components"].append(component("TextField", "enw", "Enw"))
    other["conditions"][2] = condition("burns-coal", "fuel", "is", "gas")
    converted = brought(form(), other)
    assert "only the form in cy has it" in named(converted)["TextField enw (cy)"]
    assert "shows it to other people" in named(converted, "conditions")["the way to /coal (cy)"]


def test_two_forms_that_are_not_one_form_are_not_put_together() -> None:
    other = json.loads(json.dumps(welsh(form())).replace('"name": "', '"name": "x'))
    with pytest.raises(DefinitionRefused, match="other names"):
        brought(form(), other)
    with pytest.raises(DefinitionRefused, match="same language"):
        brought(form(), form())


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ([], "does not hold one object"),
        ({"startPage": "/x"}, "missing"),
        (form(pages=[]), "at pages"),
        (form(pages="/begin"), "wrong type"),
        (form(startPage="/nowhere"), "begins at `/nowhere`"),
        (form(pages=form()["pages"] * 2), "Two pages have the path"),
        (with_page(4, next=[{"path": "/fuel"}]), "go in a circle through"),
        (form(pages=[page("/begin", component("TextField", "a", "Zzz"))], name="Qqq"), "no language that we can tell"),
    ],
)
def test_a_malformed_form_is_refused_with_the_mend(broken: Any, says: str) -> None:
    with pytest.raises(DefinitionRefused) as refusal:
        convert([Source(name="stove", raw=broken)])
    assert says in str(refusal.value)
    assert refusal.value.findings[0].mend


@pytest.mark.parametrize(
    ("html", "passage", "line"),
    [
        ("<ul><li>One</li><li><p>Two</p></li></ul>", "- One\n- Two", "One; Two"),
        ("<h2>Head</h2><p>Words\n go  on.</p>", "# Head\n\nWords go on.", "Head. Words go on."),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two", "One; Two"),
        (
            'See <a href="https://example.org/a">this (opens in new tab)</a>',
            "See [this](https://example.org/a)",
            "See this",
        ),
        ('See <a href="/a">this</a> &amp; <a href="javascript:x()">that</a>', "See this & that", "See this & that"),
        ("a<script>b</script><style>c</style>d", "ad", "ad"),
        ("<p>unclosed <b>tags <li>item", "unclosed tags\n\n- item", "unclosed tags item"),
    ],
)
def test_html_becomes_plain_words(html: str, passage: str, line: str) -> None:
    assert (plain(html).passage, plain(html).line) == (passage, line)


def test_the_command_writes_the_file_and_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "stove.json").write_text(json.dumps(form()), "utf-8")
    files = [str(tmp_path / name) for name in ("stove.json", "stove.yaml", "report.json")]
    with pytest.raises(SystemExit) as ended:
        main(["import", "xgov", files[0], "--out", files[1], "--report", files[2]])
    assert ended.value.code == 0
    assert json.loads(Path(files[2]).read_text("utf-8"))["components"]["total"] == 10
    assert read(Converted(yaml=Path(files[1]).read_text("utf-8"), report={}))["service"] == "stove"
    assert "is written" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"{", "not JSON"), (b"\xff\xfe", "not JSON"), (b" " * (4 * 1024**2 + 1), "larger than 4 MB"), (b"[]", "one JSON object"),
     (b'{"a":' * 100_000, "not JSON")],
)  # fmt: skip
def test_a_file_that_is_no_form_is_refused_in_words(
    content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stove.json").write_bytes(content)
    files = [str(tmp_path / name) for name in ("stove.json", "stove.yaml", "report.json")]
    with pytest.raises(SystemExit) as ended:
        main(["import", "xgov", files[0], "--out", files[1], "--report", files[2]])
    assert ended.value.code == 1
    assert says in capsys.readouterr().err
    assert not Path(files[1]).exists()
