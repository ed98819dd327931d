"""A newer release of a template is brought into what an organisation made of it: nothing of theirs is lost."""

from __future__ import annotations

from trellis.base.discovery import TRELLIS
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.changes import changes
from trellis.services.language.checker import check_text
from trellis.services.language.compiler import compile_file, compile_text
from trellis.services.language.editing import edited, look
from trellis.services.language.editing.places import name_of
from trellis.services.language.explain.outline import text as outline
from trellis.services.language.merging import Merge, differences, edits_of, is_local, merge, placed
from trellis.services.language.sources import Sources

BINS = TRELLIS / "demo" / "catalogue" / "missed-bin.yaml"
BASE = Sources(
    service="stall",
    text="""\
service: stall
title: {en: Ask for a stall, cy: Gofyn am stondin}
summary: A place on the market.
local:
  - {at: help, why: Each council has its own phone}
  - {at: messages/received/body, why: Each signs in its own way}
ask:
  - page: day
    title: Which day?
    questions:
      - {id: day, ask: Day, type: text}
      - {id: hour, ask: Hour, type: text}
  - page: goods
    title: What do you sell?
    questions: []
data:
  controller: shire
help:
  phone: 01632 960000
  hours: Monday to Friday
""",
    shared={"messages/received.yaml": "message: received\nsubject: We have it\nbody: Thank you\n"},
)


def having(sources: Sources, *edits: tuple[str, str], file: str = "") -> Sources:
    text = sources.text_of(file)
    for was, now in edits:
        assert was in text
        text = text.replace(was, now)
    return sources.with_text(text, file=file)


def brought(merged: Merge, theirs: Sources, mine: Sources, *, chosen: frozenset[str] = frozenset()) -> Sources:
    for file, edits in edits_of(merged, theirs=theirs, chosen=chosen).items():
        listed = placed(edits, theirs=theirs.tree(file).data, mine=mine.tree(file).data)
        mine = mine.with_text(edited(mine.text_of(file), listed).text, file=file)
    return mine


def test_what_only_the_template_changed_comes_over_and_the_rest_stays_byte_for_byte() -> None:
    theirs = having(BASE, ("Ask for a stall", "Apply for a stall"), ("ask: Hour", "ask: Which hour?"))
    mine = having(BASE, ("summary: A place on the market.", "summary: A pitch in Hightown.   # ours"))
    merged = merge(BASE, theirs, mine)
    assert not merged.clashes
    assert not merged.kept
    assert brought(merged, theirs, mine).text == mine.text.replace("Ask for a stall", "Apply for a stall").replace(
        "ask: Hour", "ask: Which hour?"
    )


def test_what_both_changed_is_a_clash_that_a_person_decides() -> None:
    theirs = having(BASE, ("title: Which day?", "title: On which day?"))
    mine = having(BASE, ("title: Which day?", "title: Day of the market"))
    (clash,) = merge(BASE, theirs, mine).clashes
    assert (clash.spot.key, clash.base) == ("#ask/day/title", "Which day?")
    assert (clash.theirs, clash.mine) == ("On which day?", "Day of the market")
    assert brought(merge(BASE, theirs, mine), theirs, mine) == mine
    taken = brought(merge(BASE, theirs, mine), theirs, mine, chosen=frozenset({clash.spot.key}))
    assert taken == theirs


def test_the_same_change_on_both_sides_is_nothing() -> None:
    theirs = having(BASE, ("title: Which day?", "title: On which day?"))
    assert merge(BASE, theirs, theirs).nothing


def test_what_is_left_open_stays_as_the_organisation_has_it() -> None:
    theirs = having(BASE, ("01632 960000", "01632 960111"), ("controller: shire", "controller: county"))
    mine = having(BASE, ("01632 960000", "01632 970222"), ("controller: shire", "controller: hightown"))
    merged = merge(BASE, theirs, mine)
    assert not merged.taken
    assert not merged.clashes
    assert [each.spot.place for each in merged.kept] == ["data/controller", "help/phone"]
    # Who has not filled it in has the template's, and so its newer one.
    assert [each.spot.place for each in merge(BASE, theirs, BASE).taken] == ["data/controller", "help/phone"]


def test_what_was_taken_away_here_and_changed_there_is_asked_as_a_whole() -> None:
    theirs = having(BASE, ("ask: Hour", "ask: Which hour?"))
    mine = having(BASE, ("      - {id: hour, ask: Hour, type: text}\n", ""))
    merged = merge(BASE, theirs, mine)
    (clash,) = merged.clashes
    assert (clash.spot.key, clash.mine) == ("#ask/day/questions/hour", None)
    again = brought(merged, theirs, mine, chosen=frozenset({clash.spot.key}))
    assert again.tree().data == theirs.tree().data


def test_what_was_taken_away_there_goes_here_unless_it_was_changed() -> None:
    theirs = having(BASE, ("      - {id: hour, ask: Hour, type: text}\n", ""))
    assert brought(merge(BASE, theirs, BASE), theirs, BASE).tree().data == theirs.tree().data
    mine = having(BASE, ("ask: Hour", "ask: At what time?"))
    (clash,) = merge(BASE, theirs, mine).clashes
    assert clash.theirs is None
    taken = brought(merge(BASE, theirs, mine), theirs, mine, chosen=frozenset({clash.spot.key}))
    assert taken.tree().data == theirs.tree().data


def test_something_new_comes_to_where_the_template_has_it() -> None:
    new = "  - page: size\n    title: How big?\n    questions: []\n  - page: goods"
    theirs = having(BASE, ("  - page: goods", new))
    mine = having(
        BASE, ("  - page: day", "  - page: street\n    title: Which street?\n    questions: []\n  - page: day")
    )
    done = brought(merge(BASE, theirs, mine), theirs, mine)
    assert [name_of(each) for each in look(done.tree().data, ("ask",))] == ["street", "day", "size", "goods"]


def test_words_that_became_two_languages_here_and_changed_there_are_a_clash() -> None:
    theirs = having(BASE, ("cy: Gofyn am stondin", "cy: Cais am stondin"))
    mine = having(BASE, ("title: {en: Ask for a stall, cy: Gofyn am stondin}", "title: Ask for a stall"))
    (clash,) = merge(BASE, theirs, mine).clashes
    assert (clash.spot.key, clash.mine) == ("#title", "Ask for a stall")


def test_messages_are_merged_as_the_definition_is_and_new_ones_come_along() -> None:
    file = "messages/received.yaml"
    theirs = having(BASE, ("We have it", "Your stall"), ("Thank you", "Many thanks"), file=file)
    theirs = theirs.with_text("message: late\nsubject: Late\nbody: Sorry\n", file="messages/late.yaml")
    mine = having(BASE, ("Thank you", "Hightown thanks you"), file=file)
    merged = merge(BASE, theirs, mine)
    assert [each.spot.place for each in merged.taken] == ["messages/received/subject"]
    assert [each.spot.place for each in merged.kept] == ["messages/received/body"]
    assert list(merged.new_files) == ["messages/late.yaml"]


def test_drift_is_what_differs_and_whether_it_may() -> None:
    mine = having(BASE, ("01632 960000", "01632 970222"), ("summary: A place", "summary: A pitch"))
    found = [(each.spot.place, is_local(each.spot, ("help",))) for each in differences(BASE, mine)]
    assert found == [("summary", False), ("help/phone", True)]


def test_the_checker_knows_whether_what_is_left_open_is_there() -> None:
    text = BINS.read_text("utf-8") + "local:\n  - {at: help/phone, why: Ours}\n  - {at: help/fone, why: Ours}\n"
    findings = check_text(text, file="missed-bin.yaml", catalogue=Catalogue.near(BINS))
    assert [each.code for each in findings if each.code == "local-nowhere"] == ["local-nowhere"]
    assert "help/fone" in next(each.what for each in findings if each.code == "local-nowhere")


def test_a_service_in_words_says_what_is_left_open() -> None:
    text = BINS.read_text("utf-8") + "local:\n  - {at: help/phone, why: Each council has its own}\n"
    compiled = compile_text(text, file="missed-bin.yaml", catalogue=Catalogue.near(BINS))
    assert "- help/phone: Each council has its own" in outline(compiled)
    assert "The place `help/phone` is new (places that are open to local differences)." in changes(
        compile_file(BINS), compiled
    )
