from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from trellis.cases.rules.stages import Progress, asks_for_outcome, moves, teams_of
from trellis.services.language.model import Stage, Work

# The holidays of a year are worked out when they are first asked for.
unhurried = settings(deadline=None)


def work(*stages: dict[str, Any]) -> Work:
    outcomes = [{"id": each, "title": each, "means": "granted"} for each in ("yes", "no")]
    return Work.model_validate({"owner": "team", "stages": list(stages), "outcomes": outcomes})


def stage(key: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "title": key, "by": "team", "tasks": [{"id": f"do-{key}", "title": "Do"}], **more}


def begun(work: Work, progress: Progress, *, holds: bool = True) -> list[str]:
    return [each.id for each in moves(work, progress, holds=lambda _: holds).begin]


def test_a_stage_begins_when_the_one_before_it_is_over() -> None:
    line = work(stage("one"), stage("two"))
    assert begun(line, Progress()) == ["one"]
    assert begun(line, Progress(done=frozenset({"one"}))) == ["two"]


def test_stages_that_wait_for_nothing_run_side_by_side() -> None:
    both = work(stage("one", after=[]), stage("two", after=[]), stage("three", after=["one", "two"]))
    assert begun(both, Progress()) == ["one", "two"]
    assert begun(both, Progress(done=frozenset({"one"}), running=frozenset({"two"}))) == []
    assert begun(both, Progress(done=frozenset({"one", "two"}))) == ["three"]


def test_a_stage_whose_rule_does_not_hold_is_left_out_and_the_next_begins() -> None:
    line = work(stage("one", when="false"), stage("two"))
    moved = moves(line, Progress(), holds=lambda each: each.when is None)
    assert ([each.id for each in moved.skip], [each.id for each in moved.begin]) == (["one"], ["two"])


def test_a_rule_on_the_outcome_waits_until_there_is_one() -> None:
    # As in a Blue Badge: of two ways to decide one is left out, and what follows waits for the other.
    badge = work(
        stage("check"),
        stage("decide", after=["check"], outcomes=["yes", "no"]),
        stage("assess", after=["check"], when="false", outcomes=["yes", "no"]),
        stage("make", when='outcome == "yes"'),
    )
    checked = Progress(done=frozenset({"check"}))

    def holds(each: Stage) -> bool:
        return each.when != "false"

    assert [each.id for each in moves(badge, checked, holds=holds).begin] == ["decide"]
    decided = Progress(done=frozenset({"check", "decide"}), skipped=frozenset({"assess"}), outcome="yes")
    assert [each.id for each in moves(badge, decided, holds=holds).begin] == ["make"]


def test_once_the_law_has_decided_nobody_is_asked_to_decide_any_more() -> None:
    line = work(stage("check"), stage("decide", outcomes=["yes", "no"]), stage("after"))
    silent = Progress(done=frozenset({"check"}), outcome="yes")
    moved = moves(line, silent, holds=lambda _: True)
    assert not moved.begin
    assert [each.id for each in moved.skip] == ["decide", "after"]


def test_a_word_in_quotation_marks_is_not_a_question_about_the_outcome() -> None:
    assert asks_for_outcome('outcome == "yes"')
    assert not asks_for_outcome('choice == "outcome"')


def test_every_team_with_a_part_in_the_work_may_see_it() -> None:
    found = teams_of(work(stage("one", by="nobody"), stage("two", outcomes=["yes"], approve="managers")))
    assert found == {"team", "managers"}


@st.composite
def works(draw: st.DrawFn) -> Work:
    """Stages that wait for any of those above them."""
    count = draw(st.integers(min_value=1, max_value=7))
    names = [f"stage-{number}" for number in range(count)]
    return work(*(
        stage(name, after=draw(st.lists(st.sampled_from(names[:number]), unique=True)) if number else [])
        for number, name in enumerate(names)
    ))  # fmt: skip


@unhurried
@given(work=works(), data=st.data())
def test_any_work_comes_to_an_end_and_meets_each_stage_once(work: Work, data: st.DataObject) -> None:
    progress = Progress()
    unwanted = data.draw(st.sets(st.sampled_from([each.id for each in work.stages])))
    for _ in range(len(work.stages) + 1):
        moved = moves(work, progress, holds=lambda each: each.id not in unwanted)
        met = [each.id for each in (*moved.begin, *moved.skip)]
        assert not set(met) & progress.met
        progress = Progress(
            done=progress.done | {each.id for each in moved.begin},
            skipped=progress.skipped | {each.id for each in moved.skip},
        )
    assert progress.over == {each.id for each in work.stages}
    assert progress.skipped == unwanted
