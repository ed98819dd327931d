"""How each service of the demo is walked in these tests: where, with which answers, who works on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from trellis.base.time import local_day, now
from trellis.demo.cast import CATALOGUE
from trellis.services.language.compiler import compile_file
from trellis.services.language.tables import figures


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}.day": str(when.day), f"{name}.month": str(when.month), f"{name}.year": str(when.year)}


@dataclass(frozen=True, kw_only=True)
class Walked:
    organisation: str
    service: str
    officer: str
    """The e-mail address of who works on it."""
    outcome: str
    approver: str = ""
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def start(self) -> str:
        return f"/{self.organisation}/{self.service}/"


_TODAY = local_day(now())
MISSED_BIN = Walked(
    organisation="anyborough",
    service="missed-bin",
    officer="priya.nair@anyborough.example",
    outcome="collected",
    answers=day("missed-on", _TODAY - timedelta(days=1)),
)
DISCOUNT = Walked(
    organisation="anyborough",
    service="single-person-discount",
    officer="grace.okafor@anyborough.example",
    outcome="granted",
)
INFORMATION = Walked(
    organisation="anyborough",
    service="freedom-of-information",
    officer="owen.davies@anyborough.example",
    outcome="all-given",
)
PAVEMENT = Walked(
    organisation="anyborough",
    service="pavement-licence",
    officer="marcus.bell@anyborough.example",
    outcome="granted",
    approver="yasmin.khan@anyborough.example",
    answers={
        "from-time": "9am",
        "until-time": "9pm",
        "insured-for": "5,000,000",
        **day("start-on", _TODAY + timedelta(60)),
    },
)
BADGE = Walked(
    organisation="anyshire",
    service="blue-badge",
    officer="aisha.rahman@anyshire.example",
    outcome="issued",
)
BENEFITS = Walked(organisation="anyborough", service="benefits-check", officer="", outcome="")
REDUCTION = Walked(
    organisation="anyborough",
    service="council-tax-reduction",
    officer="",
    outcome="",
    answers={"insurance-number": "AB123456C"},
)
_THIS_ROUND = figures(
    compile_file(CATALOGUE / "school-admission.yaml").tables["school-admissions"], nation="england", on=_TODAY
)
ADMISSION = Walked(
    organisation="anyshire",
    service="school-admission",
    officer="",
    outcome="",
    answers={
        **day("born", date.fromordinal(int(str((_THIS_ROUND or {})["primary_born_from"])))),
        "primary-2": "millbrook",
        "primary-3": "north-fields",
    },
)
CASES = (MISSED_BIN, DISCOUNT, INFORMATION, PAVEMENT, BADGE)
