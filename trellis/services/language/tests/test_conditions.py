"""A rule is shown as conditions and written again: what it says stays, and what was not changed stays as written."""

from __future__ import annotations

import pytest

from trellis.base.discovery import TRELLIS
from trellis.services.language.compiler import compile_file
from trellis.services.language.conditions import (
    Condition,
    Group,
    Join,
    Sort,
    Subject,
    Subjects,
    Wanted,
    conditions_of,
    in_words,
    rule_of,
    subjects_of,
    value_written,
    ways_for,
)
from trellis.services.language.loader import read_file
from trellis.services.language.model import Page
from trellis.services.language.rules import Scope, Vocabulary, compile_rule
from trellis.services.language.sites import PageOrigin, sites_of

HOME = Page.model_validate(
    {
        "page": "home",
        "title": "Home",
        "questions": [
            {"id": "home-kind", "ask": "Kind of home", "type": "choice", "choices": [{"value": "flat", "label": "A flat"}, {"value": "boat", "label": "A boat"}]},
            {"id": "bins", "ask": "Bins", "type": "number"},
            {"id": "width", "ask": "Width", "type": "number", "most": "9.5"},
            {"id": "rent", "ask": "Rent", "type": "money"},
            {"id": "shared", "ask": "Shared?", "type": "yes-no"},
            {"id": "born", "ask": "Born", "type": "date"},
            {"id": "moved", "ask": "Moved", "type": "date"},
            {"id": "tools", "ask": "Tools", "type": "choices", "choices": [{"value": "fork", "label": "A fork"}]},
            {"id": "address", "ask": "Where", "type": "address"},
            {"id": "email", "ask": "Email", "type": "email"},
            {"id": "proof", "ask": "Proof", "type": "file"},
        ],
    }
)  # fmt: skip
CHILDREN = Page.model_validate(
    {"page": "children", "title": "Children", "repeat": {"as": "child"},
     "questions": [{"id": "age", "ask": "Age", "type": "number"}, {"id": "in-care", "ask": "In care?", "type": "yes-no"}]}
)  # fmt: skip
PAGES = (HOME, CHILDREN)
SUBJECTS = subjects_of(PAGES, tables={})
VOCABULARY = Vocabulary(pages=PAGES, tables={})


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('home_kind == "flat"', "“Kind of home” is “A flat”"),
        ('home_kind in ["flat", "boat"]', "“Kind of home” is one of “A flat” or “A boat”"),
        ('!(home_kind in ["flat"])', "“Kind of home” is none of “A flat”"),
        ('"fork" in tools && bins > 3', "“Tools” includes “A fork” and “Bins” is more than 3"),
        ('!("fork" in tools)', "“Tools” does not include “A fork”"),
        ("!shared || width <= 2.5", "“Shared?” is no or “Width” is 2.5 or less"),
        ("rent >= £10.50", "“Rent” is £10.50 or more"),
        ("days_between(moved, today) > 7", "“Moved” is more than 7 days back"),
        ("age(born) < 18", "“Born” makes somebody younger than 18 years"),
        ('born < date("2010-01-01")', "“Born” is before 2010-01-01"),
        ("born <= moved", "“Born” is “Moved” or before"),
        ('!in_area(address, "anyborough")', "“Where” is not in “anyborough”"),
        ('email != ""', "“Email” has an answer"),
        ("!answered(proof)", "“Proof” has no answer"),
        ("children.size() >= 2", "“Children: how many” are 2 or more"),
        ("children.exists(c, c.in_care)", "for one child at least, “In care?” is yes"),
        ("children.all(k, k.age < 5)", "for every child, “Age” is less than 5"),
        ("shared || (bins > 1 && bins < 9)", "“Shared?” is yes or (“Bins” is more than 1 and “Bins” is less than 9)"),
        ("((shared)) && ((bins == 1))", "“Shared?” is yes and “Bins” is 1"),
    ],
)  # fmt: skip
def test_a_rule_is_shown_as_conditions_and_written_as_it_was(rule: str, said: str) -> None:
    group = conditions_of(rule, SUBJECTS)
    assert group is not None
    assert in_words(group, SUBJECTS) == said
    assert same(rule, rule_of(group, SUBJECTS))
    assert conditions_of(rule_of(bare(group), SUBJECTS), SUBJECTS) == group


@pytest.mark.parametrize(
    "rule",
    [
        "bins + 1 > 3", "3 < bins", "!(shared && bins > 1)", "shared ? bins > 1 : bins > 2", "unknown == 1",
        "children.exists(c, c.age > 1 && c.in_care)", 'email.endsWith("x")', "((((", "bins > other_bins", 'bins == "1"',
        "shared && (bins > 1 || (bins < 9 && (rent > £1 || (bins == 2 && (bins == 3 || (shared && bins > 4))))))", 'home_kind == "flat" + "boat"', "£", "shared &&",
    ],
)  # fmt: skip
def test_a_rule_that_no_conditions_can_say_is_not_taken(rule: str) -> None:
    assert conditions_of(rule, SUBJECTS) is None


def test_every_way_of_comparing_writes_a_rule_that_the_checker_takes_and_that_is_read_back() -> None:
    typed = {
        Wanted.COUNT: "3",
        Wanted.AREA: "anyborough",
        Wanted.WORDS: 'a "b" c',
    }
    amounts = {"money": "12.50", "day": "2026-04-01", "today": "2026-04-01"}
    tried = 0
    for subject in SUBJECTS.listed:
        for way in ways_for(subject.sort):
            value = value_written(
                subject, way.wants, typed.get(way.wants) or chosen(subject) or amounts.get(subject.sort, "7")
            )
            values = () if way.wants is Wanted.NOTHING or value is None else (value,)
            group = Group(join=Join.ALL, parts=(Condition(about=subject.key, way=way.key, values=values),))
            rule = rule_of(group, SUBJECTS)
            compile_rule(rule, vocabulary=VOCABULARY)
            assert conditions_of(rule, SUBJECTS) == group, rule
            tried += 1
    assert tried > 80


def test_conditions_are_added_changed_and_taken_away() -> None:
    group = conditions_of("shared   &&   (bins>3 || bins<1)", SUBJECTS)
    assert group is not None
    young = Condition(about="born", way="less-years", values=("18",))
    assert rule_of(group.added((), young), SUBJECTS) == "shared && (bins>3 || bins<1) && age(born) < 18"
    assert rule_of(group.added((1,), young), SUBJECTS) == "shared && (bins>3 || bins<1 || age(born) < 18)"
    assert rule_of(group.added((0,), young), SUBJECTS) == "(shared || age(born) < 18) && (bins>3 || bins<1)"
    assert rule_of(group.put((1, 0), young), SUBJECTS) == "shared && (age(born) < 18 || bins<1)"
    assert rule_of(group.without((1, 0)), SUBJECTS) == "shared && bins<1"
    assert rule_of(group.without((0,)), SUBJECTS) == "bins>3 || bins<1"
    assert rule_of(group.joined(Join.ANY), SUBJECTS) == "shared || (bins>3 && bins<1)"
    with pytest.raises(LookupError):
        group.without((5,))


def test_nearly_every_rule_that_ships_can_be_built_and_the_rest_is_left_as_text() -> None:
    shown, text = 0, []
    for path in sorted((TRELLIS / "demo" / "catalogue").glob("*.yaml")):
        compiled, tree = compile_file(path), read_file(path)
        origins = [PageOrigin(page=page, tree=tree, path=()) for page in compiled.pages]
        for site in sites_of(compiled.definition, origins, tree):
            if site.money:
                continue
            subjects = subjects_of(
                compiled.pages,
                tables=compiled.tables,
                outcomes=compiled.definition.work.outcomes if compiled.definition.work else (),
                scope=site.scope,
                repeat=site.repeat,
            )
            group = conditions_of(site.source, subjects)
            if group is None:
                text.append((path.stem, site.key, site.source))
                continue
            shown += 1
            assert conditions_of(rule_of(bare(group), subjects), subjects) == group
            compile_rule(
                rule_of(bare(group), subjects), vocabulary=compiled.vocabulary, scope=site.scope, repeat=site.repeat
            )
    assert shown > 10 * len(text), text


def bare(group: Group) -> Group:
    """The same as if somebody had built all of it: nothing is remembered of how it was written."""
    made = [
        bare(each) if isinstance(each, Group) else Condition(about=each.about, way=each.way, values=each.values)
        for each in group.parts
    ]
    return Group(join=group.join, parts=tuple(made))


def chosen(subject: Subject) -> str:
    """The first of its options, where it has some."""
    return subject.options[0][0] if subject.options and subject.sort is not Sort.YES_NO else ""


def same(rule: str, again: str) -> bool:
    """Whether the two are read alike, whatever brackets stand around."""
    return conditions_of(again, SUBJECTS) == conditions_of(rule, SUBJECTS)


def subjects_at_work() -> Subjects:
    return subjects_of(PAGES, tables={}, scope=Scope.WORK)


def test_rules_of_the_work_know_how_the_case_stands() -> None:
    group = conditions_of('eligibility == "cannot-tell" && outcome != "granted"', subjects_at_work())
    assert group is not None
    assert in_words(group, subjects_at_work()).startswith("“Whether they can have it” is “A person must look”")
    assert conditions_of('outcome == "granted"', SUBJECTS) is None
