"""The checker finds what is wrong, at the right place, and never falls over."""

from __future__ import annotations

import string
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.checker import check_file, check_text, publishable
from trellis.services.language.findings import Finding, Weight

DEFINITIONS = Path(__file__).parent / "definitions"
GOOD = (DEFINITIONS / "garden-waste.yaml").read_text("utf-8")
CATALOGUE = Catalogue.near(DEFINITIONS / "garden-waste.yaml")


def check(text: str) -> list[Finding]:
    return check_text(text, file="garden-waste.yaml", catalogue=CATALOGUE)


@dataclass(frozen=True)
class Bad:
    """One thing made wrong in a good definition, and where the checker should point."""

    code: str
    old: str
    new: str
    at: str
    """Words of the changed file; the finding stands at the first of them."""
    weight: Weight = Weight.REFUSE

    @property
    def text(self) -> str:
        assert GOOD.count(self.old) == 1, f"{self.old!r} does not stand once in the good definition"
        return GOOD.replace(self.old, self.new)

    @property
    def place(self) -> tuple[int, int]:
        assert self.text.count(self.at) == 1, f"{self.at!r} does not stand once in the bad definition"
        before = self.text[: self.text.index(self.at)]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


NEEDS = GOOD[GOOD.index("needs:") : GOOD.index("ask:")]
HARD = (
    "Applicants are obligated to furnish documentary substantiation demonstrating continuous residential occupation "
    "throughout the preceding financial period before consideration."
)
LAW = "law: Environmental Protection Act 1990, section 45"

BAD = (
    Bad("no-need", NEEDS, "needs: []\n", "[]\n"),
    Bad(
        "need-without-evidence",
        '    evidence: [{source: contact centre, period: "2025", says: "812 calls asked how to join"}]\n',
        "",
        "id: clear-garden",
        Weight.ADVISE,
    ),
    Bad("not-written", LAW, "law: 'To be written: the act'", "'To be written"),
    Bad("no-offline-route", "phone: 01632 960 000", "phone: ask us", "ask us"),
    Bad("duplicate-id", "- page: garden\n", "- page: home\n", "home\n    title: Is the garden"),
    Bad("duplicate-id", "{id: shared, ask", "{id: home, ask", "home, ask: Is the"),
    Bad("bad-choice", "value: flat,", "value: house,", "{value: house, label: A flat}"),
    Bad("duplicate-id", "    - id: decide\n", "    - id: check\n", "id: check\n      title: Decide"),
    Bad("shown-by-later", 'show: home == "flat"', "show: bins > 2", "bins > 2"),
    Bad("unknown-choice", 'show: home == "flat"', 'show: home == "castle"', '"castle"'),
    Bad("unreachable-page", 'show: home != "boat"', 'show: home == "flat" && home == "house"', 'home == "flat" && home'),
    Bad("unreachable-page", 'show: home != "boat"', 'show: home == "house" && shared', 'home == "house" && shared'),
    Bad("unreachable-page", 'show: home != "boat"', 'show: home == "boat"', 'home == "boat"\n    questions'),
    Bad("no-choices", '[{value: house, label: A house}, {value: flat, label: A flat}, {value: boat, label: A boat}]', "[]", "{id: home, ask"),
    Bad("dead-end", "      outcomes: [joined, refused]\n", "", "id: decide"),
    Bad("dead-end", '    when: home == "boat"\n', '    when: "true"\n', "- id: boats"),
    Bad("why-ask", ", why: The crew reads it before they set out", "", "{id: gate"),
    Bad("why-says-nothing", "why: The crew reads it before they set out", "why: useful", "useful"),
    Bad("special-without-condition", "type: long-text,", "type: long-text, special: health,", "health"),
    Bad(
        "perhaps-special",
        "{id: gate, ask: Is there anything we should know?",
        "{id: gate, ask: Do you have a disability?",
        "Do you have a disability?",
        Weight.ADVISE,
    ),
    Bad("asked-twice", "{id: gate, ask", "{id: gate, fact: council-tax.reduction, ask", "council-tax.reduction, ask"),
    Bad("fee-negative", '"£25.00 * (bins - 1)", when: bins > 1', '"£25.00 * (bins - 3)"', '"£25.00'),
    Bad("fee-negative", 'percent: "-50"', 'percent: "-150"', '"-150"'),
    Bad("fee-says-two-things", "amount: £40.00, ", "", "{line: First bin"),
    Bad("deadline-cannot-be-met", "due: 5 working days", "due: 5 weeks", "10 working days"),
    Bad("clock-not-here", '[{from: "2025-04-01"', '[{nations: [wales], from: "2025-04-01"', "[{nations"),
    Bad("clock-never-stops", "title: Our promise\n", "title: Our promise\n      stops: stage chek\n", "stage chek"),
    Bad("clock-never-starts", "title: Our promise\n", "title: Our promise\n      starts: stage chek\n", "stage chek"),
    Bad("missing-translation", "languages: [en]", "languages: [en, cy]", "Get a garden waste bin"),
    Bad("reading-age", "summary: We empty a brown bin at your home every two weeks.", f"summary: {HARD}", HARD),
    Bad("jargon", "summary: We empty", "summary: Use our digital service. We empty", "Use our digital"),
    Bad("cannot-deliver", "      - {id: email, ask: What is your email address?, type: email}\n", "", "applicant, template: received"),
    Bad("unknown-recipient", "{on: submitted, to: applicant", "{on: submitted, to: aplicant", "aplicant"),
    Bad("unknown-occasion", "{on: submitted", "{on: sumbitted", "sumbitted"),
    Bad("unknown-outcome", "{on: outcome joined", "{on: outcome joned", "outcome joned"),
    Bad("unknown-outcome", "outcomes: [joined, refused]", "outcomes: [joined, refusd, refused]", "[joined, refusd"),
    Bad("unknown-stage", "      title: Decide\n", "      title: Decide\n      after: [chekc]\n", "[chekc]"),
    Bad("stages-in-a-circle", "      title: Decide\n", "      title: Decide\n      after: [decide]\n", "[decide]"),
    Bad("unknown-section", "  - page: bins\n", "  - page: bins\n    section: about\n", "about\n"),
    Bad("unknown-participant", "  - page: bins\n", "  - page: bins\n    by: landlord\n", "landlord"),
    Bad("automatic-refusal", "outcomes: [joined, refused]", 'outcomes: [joined, refused]\n      automatic: {outcome: refused, when: bins > 3}', "refused, when"),
    Bad("no-retention", "refused: 1 year, ", "", "{id: refused"),
    Bad("no-retention", ", unfinished: 28 days", "", "{joined: 2 years"),
    Bad("outcome-never-decided", "outcomes: [joined, refused]", "outcomes: [joined]", "{id: refused"),
    Bad("decided-by-nobody", "      title: Decide\n      by: waste-team\n", "      title: Decide\n      by: nobody\n", "nobody"),
    Bad("nothing-to-approve", "      due: 3 working days\n", "      due: 3 working days\n      approve: waste-managers\n", "waste-managers"),
    Bad("silence-contradicts", "length: 10 working days", "length: 10 working days, silence: {means: \"yes\", outcome: refused, explain: The law}", '{means: "yes"'),
    Bad("unknown-outcome", "length: 10 working days", "length: 10 working days, silence: {means: \"yes\", outcome: joind, explain: The law}", "joind"),
    Bad("clock-says-two-things", "explain: Our promise to residents}", "explain: Our promise to residents}, {from: \"2025-04-01\", length: 9 working days}", '{from: "2025-04-01", length: 9'),
    Bad("draft-not-promised", "languages: [en]", "languages: [en]\ndraft-languages: [cy]", "[cy]"),
    Bad("unknown-message", "{on: submitted, to: applicant, template: received}", "{on: submitted, to: applicant, template: recieved}", "recieved"),
    Bad("blank-outside-message", "title: How many bins do you want?", 'title: "How many bins, {{ name }}?"', '"How many bins, {{'),
    Bad("unknown-block", "  - page: you\n", "  - use: contact\n  - page: you\n", "contact\n"),
)  # fmt: skip


def test_a_good_definition_has_nothing_said_against_it() -> None:
    assert check_file(DEFINITIONS / "garden-waste.yaml") == []


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.code}: {bad.at[:30]}")
def test_what_is_wrong_is_found_where_it_stands(bad: Bad) -> None:
    found = {(finding.code, finding.line, finding.column, finding.weight) for finding in check(bad.text)}
    assert (bad.code, *bad.place, bad.weight) in found


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.code}: {bad.at[:30]}")
def test_every_finding_says_what_why_and_how_to_mend_it(bad: Bad) -> None:
    for finding in check(bad.text):
        assert not finding.what.endswith(".")
        assert finding.what[0] in '`“"' or finding.what[0].isupper() or finding.what[0].isdigit()
        assert finding.why.endswith(".")
        assert finding.mend.endswith((".", "”", "?"))


@settings(max_examples=20)
@given(days=st.integers(5, 60), longer=st.integers(0, 3), in_the_law=st.booleans(), in_the_work=st.booleans())
def test_work_fits_its_deadline_where_both_count_alike_and_it_is_no_longer(
    days: int, longer: int, in_the_law: bool, in_the_work: bool
) -> None:
    skip = {True: 'skip-holidays: "yes"', False: 'skip-holidays: "no"'}
    text = GOOD.replace("length: 10 working days", f"length: {days + 5} days, {skip[in_the_law]}")
    text = text.replace("due: 3 working days", f"due: 5 days\n      {skip[in_the_law]}")
    text = text.replace("due: 5 working days", f"lasts: {days + longer} days\n      {skip[in_the_work]}")
    late = "deadline-cannot-be-met" in {finding.code for finding in check(text)}
    if in_the_law == in_the_work:
        assert late == (longer > 0)
    elif in_the_work:
        # Half a day of doubt: that is how much longer 23 days are with the holidays of an average month.
        assert late or (longer == 0 and days <= 22)


@pytest.mark.parametrize(("allows", "late"), [("5 working days", False), ("4 working days", True)])
def test_a_clock_that_starts_with_a_stage_is_held_against_the_work_that_follows_that_stage(
    allows: str, late: bool
) -> None:
    other = """    - id: look-again
      title: Decide where somebody asked again
      by: waste-team
      after: [check]
      due: 20 working days
      outcomes: [joined, refused]
  outcomes:
    - {id: joined"""
    text = GOOD.replace("  outcomes:\n    - {id: joined", other).replace("length: 10 working days", f"length: {allows}")
    text = text.replace("title: Our promise\n", "title: Our promise\n      starts: stage decide\n")
    assert ("deadline-cannot-be-met" in {finding.code for finding in check(text)}) == late


def test_advice_alone_does_not_keep_a_service_from_being_published() -> None:
    advised = next(bad for bad in BAD if bad.code == "need-without-evidence")
    refused = next(bad for bad in BAD if bad.code == "no-need")
    assert publishable(check(advised.text))
    assert not publishable(check(refused.text))


def test_a_missing_way_offline_is_told_as_a_person_left_out() -> None:
    findings = check(GOOD[: GOOD.index("help:")])
    assert [finding.code for finding in findings] == ["no-offline-route"]


def test_a_rule_that_does_not_type_hides_nothing_else() -> None:
    text = GOOD.replace("when: bins > 1", "when: bnis > 1").replace("summary: We", "summary: Please note we")
    findings = check(text)
    assert ("bnis" in findings[-1].what, [finding.code for finding in findings[:-1]]) == (True, ["jargon"])


@pytest.mark.parametrize("rule", ["shared", "eligibility == 'yes'"], ids=["itself", "through eligibility"])
def test_a_machine_never_decides_on_special_category_data(rule: str) -> None:
    text = GOOD.replace(
        "ask: Is the garden shared?, type: yes-no", "ask: Is the garden shared?, type: yes-no, special: health"
    )
    text = text.replace("basis: public task", "basis: public task\n  condition: Article 9(2)(g)")
    text = text.replace(
        "outcomes: [joined, refused]",
        f'outcomes: [joined, refused]\n      automatic: {{outcome: joined, when: "{rule}"}}',
    )
    [finding] = check(text)
    assert (finding.code, "`shared`" in finding.what) == ("automatic-on-special", True)


def test_a_draft_language_is_advised_and_not_refused() -> None:
    text = GOOD.replace("languages: [en]", "languages: [en, cy]\ndraft-languages: [cy]")
    findings = check(text)
    assert [(finding.code, finding.weight) for finding in findings] == [("missing-translation", Weight.ADVISE)]


def test_the_same_fact_on_two_pages_that_never_meet_is_asked_once() -> None:
    text = GOOD.replace(
        "{id: shared, ask: Is the garden shared?, type: yes-no}",
        "{id: shared, ask: Is the garden shared?, type: yes-no, fact: garden.use}",
    )
    text = text.replace('show: home != "boat"', 'show: home == "house"').replace(
        "fact: council-tax.reduction", "fact: garden.use"
    )
    assert "asked-twice" not in {finding.code for finding in check(text)}


def test_a_letter_with_a_blank_that_nothing_fills_is_refused(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    for message in (DEFINITIONS / "messages").iterdir():
        (tmp_path / "messages" / message.name).write_text(
            message.read_text("utf-8").replace("{{ bins }}", "{{ bnis }}")
        )
    (tmp_path / "garden-waste.yaml").write_text(GOOD, "utf-8")
    [finding] = check_file(tmp_path / "garden-waste.yaml")
    assert finding.code == "unknown-blank"
    assert "did you mean `bins`?" in finding.what


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"service: [",
        b"a: &a [1]\nb: *a",
        b"- just\n- a list",
        b"text",
        b"!!python/object:os.system x",
    ],
)
def test_a_file_that_is_no_definition_is_answered_and_survived(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(content)
    findings = check_file(file)
    assert findings
    assert not publishable(findings)


def test_a_file_that_is_not_there_is_answered() -> None:
    assert [finding.weight for finding in check_file(Path("nowhere.yaml"))] == [Weight.REFUSE]


LINES = GOOD.splitlines()
SCRAP = st.text(alphabet=string.printable + "£é“”", max_size=30)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """The good definition with lines lost, doubled, moved, cut, indented, or with scraps in them."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["lose", "double", "swap", "cut", "indent", "scrap", "value"])):
            case "lose":
                del lines[at]
            case "double":
                lines.insert(other, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, 40))]
            case "indent":
                lines[at] = f"  {lines[at]}"
            case "scrap":
                lines[at] += draw(SCRAP)
            case "value":
                lines[at] = f"{lines[at].split(':')[0]}: {draw(SCRAP)}"
        lines = lines or [""]
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(mangled(), SCRAP))
def test_whatever_stands_in_the_file_the_checker_answers_within_two_seconds(text: str) -> None:
    began = time.process_time()
    findings = check(text)
    assert time.process_time() - began < 2
    assert all(finding.line >= 1 and finding.column >= 1 for finding in findings)
