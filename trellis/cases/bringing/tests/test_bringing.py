"""A council leaves another product, and takes its cases along: with their references, dates, history and files."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from trellis.base.models import Delivery
from trellis.cases import actions, queries
from trellis.cases.bringing.bring import Brought, Source, bring
from trellis.cases.bringing.commands import import_cases
from trellis.cases.bringing.faults import CannotBring
from trellis.cases.bringing.mapping import read_mapping
from trellis.cases.bringing.sheets import Limits
from trellis.cases.models import BroughtCase, Case
from trellis.cases.tests.conftest import _files_of_this_test as files_of_this_test
from trellis.cases.tests.conftest import council, mary, mona
from trellis.cases.tests.story import Council, deliver
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people.models import Message

__all__ = ["council", "files_of_this_test", "mary", "mona"]
MAPPING = Path(__file__).with_name("mapping.yaml")
PDF = b"%PDF-1.4\n% made up\n%%EOF\n"
TODAY = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
GIVEN = {
    "Case no": "ST/2025/0017", "Received": "02/03/2025", "Came by": "Telephone", "Status": "Given", "Closed": "27/03/2025",
    "Officer": "M Moss", "Reasons": "", "Sells": "Loaves", "Comments": "By the church", "Street": "1 Elm Street",
    "Town": "Oakham", "Postcode": "AN1 1AA", "Forename": "Ada", "Surname": "Ash", "E-mail": "ada@example.com",
    "Files": "plan.pdf", "Van": "White", "Printed": "y",
}  # fmt: skip
IN_HAND = {
    **GIVEN, "Case no": "ST/2026/0004", "Received": "03/03/2026 08:15", "Status": "In hand", "Closed": "",
    "Forename": "Bo", "Surname": "Birch", "Files": "", "Van": "",
}  # fmt: skip
HISTORY = [
    {"Case": "ST/2025/0017", "When": "05/03/2025", "Event": "Letter out", "Who": "M Moss", "Text": "We look at it."},
    {"Case": "ST/2025/0017", "When": "06/03/2025", "Event": "Query", "Who": "M Moss", "Text": "How wide is it?"},
    {"Case": "ST/2025/0017", "When": "10/03/2025", "Event": "Query answered", "Text": "Two metres."},
    {"Case": "ST/2025/0017", "When": "11/03/2025", "Event": "Scan", "Who": "Post room", "File": "answer.pdf"},
]


class Export:
    """What came out of the other product, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(MAPPING, folder / "mapping.yaml")
        (folder / "attachments").mkdir()
        for name in ("plan", "answer"):
            (folder / "attachments" / f"{name}.pdf").write_bytes(PDF)

    def write(self, *rows: dict[str, str], history: list[dict[str, str]] | None = None) -> Export:
        _csv(self.folder / "cases.csv", list(GIVEN), rows)
        _csv(self.folder / "history.csv", ["Case", "When", "Who", "Event", "Text", "File"], history or [])
        return self

    @property
    def source(self) -> Source:
        by = read_mapping(self.folder / "mapping.yaml")
        return Source(cases=self.folder / "cases.csv", by=by, attachments=self.folder / "attachments")


def _csv(path: Path, head: list[str], rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def export(tmp_path: Path) -> Export:
    folder = tmp_path / "export"
    folder.mkdir()
    return Export(folder)


@pytest.fixture
def brings(council: Council) -> Callable[..., Brought]:
    def brings(export: Export, **more: Any) -> Brought:
        return bring(export.source, organisation=council.organisation, service="market-stall", now=TODAY, **more)

    return brings


def found(council: Council, words: str, *, by: Actor) -> queries.CaseView:
    (row,) = queries.search(seen_by=by, words=words, on=TODAY.date())
    return queries.case(row.reference, seen_by=by, on=TODAY.date())


def named(done: Brought) -> list[tuple[object, object]]:
    return [(each.get("row"), each.get("column")) for each in done.named]


def test_a_closed_case_comes_over_with_its_dates_its_history_and_its_files(
    council: Council, mary: Actor, export: Export, brings: Callable[..., Brought]
) -> None:
    done = brings(export.write(GIVEN, history=HISTORY))
    assert (done.new, done.already, done.named) == (1, 0, [])
    case = found(council, "st/2025/0017", by=mary)
    assert case.origin is not None
    assert (case.origin.came_from, case.origin.reference) == ("Stallholder 9", "ST/2025/0017")
    assert (case.state, case.outcome, case.channel) == ("closed", "given", "phone")
    assert case.closed_at is not None
    assert (case.opened_at.date(), case.closed_at.date()) == (date(2025, 3, 2), date(2025, 3, 27))
    assert case.keep_until == date(2027, 3, 27), "two years from the true end"
    assert sorted(each.name for each in case.documents) == ["answer.pdf", "plan.pdf"]
    assert [each.proposed_by for each in case.decisions] == ["M Moss (Stallholder 9)"]
    assert any(note.words == "Van: White" for note in case.notes)
    assert [(each.words, each.state) for each in case.requests] == [("How wide is it?", "answered")]
    (clock,) = case.deadlines
    assert clock.due_on == date(2025, 4, 3), "28 days, and the four in which the council waited"
    lines = [(f"{line.at:%Y-%m-%d}", line.kind) for line in case.timeline]
    assert lines == sorted(lines, key=lambda line: line[0])
    assert ("2025-03-12", "stage-ended") not in lines
    assert "case-brought" in {kind for _, kind in lines}


def test_nobody_is_told_of_what_happened_long_ago(
    council: Council, mary: Actor, export: Export, brings: Callable[..., Brought]
) -> None:
    late = {**IN_HAND, "Case no": "ST/2026/0001", "Received": "25/02/2026"}
    waiting = Delivery.objects.filter(done_at=None).count()
    done = brings(export.write(GIVEN, IN_HAND, late, history=HISTORY))
    assert done.named == []
    assert Delivery.objects.filter(done_at=None).count() == waiting
    council.days_pass(TODAY)
    deliver()
    with reading(council.system):
        states = list(Message.objects.values_list("state", "template"))
    assert states == [("sent", ""), ("received", "")] or states == [("sent", "")]


def test_a_case_in_hand_is_worked_on_from_where_it_stands(
    council: Council, mary: Actor, mona: Actor, export: Export, brings: Callable[..., Brought]
) -> None:
    history = [
        {"Case": "ST/2026/0004", "When": "05/03/2026", "Event": "With officer", "Who": "M Moss"},
        {"Case": "ST/2026/0004", "When": "09/03/2026", "Event": "On hold", "Who": "M Moss"},
        {"Case": "ST/2026/0004", "When": "16/03/2026", "Event": "Off hold", "Who": "M Moss"},
    ]
    assert brings(export.write(IN_HAND, history=history)).named == []
    case = found(council, "ST/2026/0004", by=mary)
    assert (case.state, case.assignee) == ("open", "Mary")
    assert [each.due_on for each in case.deadlines] == [date(2026, 4, 7)], "31 March, and seven days on hold"
    decided = actions.decide(reference=case.reference, outcome="given", at=TODAY, by=mary)
    assert decided.state == "proposed", "what is decided here is approved here"
    actions.approve(reference=case.reference, decision=decided.decision, at=TODAY, by=mona)
    deliver()
    assert "stall-letter" in {message.template for message in council.messages(case.reference)}


def test_a_second_run_adds_nothing_and_one_that_was_stopped_goes_on(
    council: Council, mary: Actor, export: Export, brings: Callable[..., Brought]
) -> None:
    brings(export.write(GIVEN, history=HISTORY))
    entries = len(council.log(found(council, "ST/2025/0017", by=mary).reference))
    done = brings(export.write(GIVEN, IN_HAND, history=HISTORY))
    assert (done.new, done.already, done.lost) == (1, 1, 0)
    assert (brings(export).new, brings(export).already) == (0, 2)
    assert len(council.log(found(council, "ST/2025/0017", by=mary).reference)) == entries


def test_a_dry_run_tries_everything_and_leaves_nothing(
    council: Council, mary: Actor, export: Export, brings: Callable[..., Brought]
) -> None:
    wrong = {**GIVEN, "Case no": "ST/9", "Postcode": "nowhere"}
    done = brings(export.write(GIVEN, wrong, history=HISTORY), dry_run=True)
    assert (done.new, named(done)) == (1, [(3, "Street, Town, Postcode")])
    with reading(council.system):
        assert not Case.objects.exists()
        assert not BroughtCase.objects.exists()
    folders, _ = default_storage.listdir("")
    assert not [name for each in folders if each != "export" for name in _files_in(each)]


def _files_in(folder: str) -> list[str]:
    folders, files = default_storage.listdir(folder)
    return files + [name for each in folders for name in _files_in(f"{folder}/{each}")]


WRONG: dict[str, tuple[dict[str, str], str, str]] = {
    "a missing attachment": ({"Files": "gone.pdf"}, "gone.pdf", "no such file"),
    "an attachment from elsewhere": ({"Files": "../mapping.yaml"}, "../mapping.yaml", "outside"),
    "an attachment of a kind that is not taken": ({"Files": "page.html"}, "page.html", "kind"),
    "a formula": ({"Comments": '=HYPERLINK("http://x.example","y")'}, "Comments", "formula"),
    "a day in another form": ({"Received": "2025-03-02"}, "Received", "no day in the form"),
    "a day that has not come": ({"Received": "02/03/2027", "Closed": "03/03/2027"}, "Status", "not happened yet"),
    "an end before the beginning": ({"Closed": "01/03/2025"}, "Status", "before the case came in"),
    "a word that nobody explained": ({"Status": "Parked"}, "Status", "Nobody says"),
    "an answer that no question takes": ({"Sells": "Ferrets"}, "Sells", "goods"),
    "somebody who does not work here": ({"Officer": "X Nobody"}, "Officer", "Nobody says who"),
    "no reference": ({"Case no": ""}, "Case no", "reference"),
    "a case that was kept long enough": (
        {"Received": "02/03/2020", "Closed": "09/03/2020"},
        "",
        "as long as it may be",
    ),
    "a case that the law decided": ({"Received": "02/01/2026", "Status": "In hand", "Closed": ""}, "", "the law"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_case_that_cannot_come_is_named_and_the_next_one_comes(
    wrong: str, mary: Actor, export: Export, brings: Callable[..., Brought]
) -> None:
    changed, column, why = WRONG[wrong]
    (export.folder / "attachments" / "page.html").write_text("<script>1</script>")
    done = brings(export.write({**GIVEN, **changed}, IN_HAND))
    assert done.new == 1
    assert done.as_report()["total"] == 2
    (fault,) = done.named
    assert (fault["row"], fault.get("column", "")) == (2, column)
    assert why in str(fault["why"])
    assert fault["mend"]


def test_two_rows_with_one_reference_are_both_left_to_a_person(
    mary: Actor, export: Export, brings: Callable[..., Brought]
) -> None:
    done = brings(export.write(GIVEN, {**GIVEN, "Surname": "Oak"}, IN_HAND))
    assert (done.new, named(done)) == (1, [(2, "Case no"), (3, "Case no")])


def test_a_day_that_may_be_two_days_is_not_guessed(mary: Actor, export: Export, brings: Callable[..., Brought]) -> None:
    american = {**GIVEN, "Case no": "ST/8", "Received": "03/13/2025"}
    sure = {**GIVEN, "Case no": "ST/9", "Received": "14/03/2025"}
    done = brings(export.write(GIVEN, american, sure))
    assert (done.new, named(done)) == (1, [(2, "Received"), (3, "Received")])
    assert "another form of date" in str(done.named[0]["why"])


def test_what_happened_to_a_case_that_is_not_there_is_named(
    mary: Actor, export: Export, brings: Callable[..., Brought]
) -> None:
    done = brings(export.write(IN_HAND, history=HISTORY))
    assert (done.new, done.lost) == (1, 0)
    assert [each["what"] for each in done.named] == ["ST/2025/0017"]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda text: text.replace("Ada", "Zoë").encode("cp1252"), "not in utf-8"),
        (lambda text: text.encode("utf-16"), "not in utf-8"),
        (lambda text: text.replace("Printed", "Shoe size").encode(), "Nobody says what is to become"),
        (lambda text: text.replace("Van", "Printed").encode(), "stands twice"),
        (lambda text: (text + 'ST/1,"never closed').encode(), "no CSV"),
        (lambda text: (text + "x" * 70_000).encode(), "no CSV"),
    ],
    ids=["another encoding", "UTF-16", "an unknown column", "a column twice", "an open quotation mark", "a huge cell"],
)
def test_a_file_that_cannot_be_read_is_refused_before_anything_comes(
    spoil: Callable[[str], bytes], why: str, council: Council, export: Export, brings: Callable[..., Brought]
) -> None:
    path = export.write(GIVEN, history=HISTORY).folder / "cases.csv"
    path.write_bytes(spoil(path.read_text("utf-8")))
    with pytest.raises(CannotBring, match=why):
        brings(export)
    with reading(council.system):
        assert not Case.objects.exists()


def test_accents_that_were_read_as_two_signs_are_noticed(export: Export, brings: Callable[..., Brought]) -> None:
    mapping = export.folder / "mapping.yaml"
    mapping.write_text(mapping.read_text("utf-8").replace("encoding: utf-8", "encoding: windows-1252"), "utf-8")
    with pytest.raises(CannotBring, match="reads as UTF-8 throughout"):
        brings(export.write({**GIVEN, "Forename": "Zoë"}))


def test_a_huge_file_is_brought_in_several(export: Export, brings: Callable[..., Brought]) -> None:
    export.write(GIVEN, IN_HAND)
    with pytest.raises(CannotBring, match="at most"):
        brings(export, limits=Limits(size=100))
    with pytest.raises(CannotBring, match="more than 1 rows"):
        brings(export, limits=Limits(rows=1))


def test_a_mapping_is_held_against_the_service_and_its_own_examples(
    export: Export, brings: Callable[..., Brought]
) -> None:
    path = export.write(GIVEN).folder / "mapping.yaml"
    good = path.read_text("utf-8")
    for was, now, why in (
        ("goods: {column", "good: {column", "Did you mean `goods`"),
        ("outcome: refused", "outcome: denied", "needs `outcome:`"),
        ("Loaves: bread", "Loaves: cake", "cannot be answered with `cake`"),
        ("sent: 2025-03-02 12:00", "sent: 2025-02-03 12:00", "example A case with one letter: sent is"),
    ):
        path.write_text(good.replace(was, now, 1), "utf-8")
        with pytest.raises(CannotBring, match=why):
            brings(export)


def test_the_command_writes_its_report_also_where_it_refuses(
    council: Council, mary: Actor, export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    key = council.organisation.key
    import_cases(export.write(GIVEN, history=HISTORY).folder, service="market-stall", organisation=key, report=report)
    assert "1 cases came over" in capsys.readouterr().out
    assert json.loads(report.read_text()) == {
        "total": 1, "kept": 1, "named": [], "new": 1, "already": 0, "dry_run": False
    }  # fmt: skip
    (export.folder / "cases.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(CannotBring):
        import_cases(export.folder, service="market-stall", organisation=key, report=report)
    assert json.loads(report.read_text())["named"][0]["mend"]
