"""The tables of cases."""

from trellis.cases.models.brought import BroughtCase
from trellis.cases.models.case import Case, CaseAddress, CaseParty, CaseTeam, SearchTerm, StatusCode
from trellis.cases.models.talk import Consultee, InformationRequest, Note
from trellis.cases.models.work import ClockRun, Decision, StageRun, Task

__all__ = [
    "BroughtCase",
    "Case",
    "CaseAddress",
    "CaseParty",
    "CaseTeam",
    "ClockRun",
    "Consultee",
    "Decision",
    "InformationRequest",
    "Note",
    "SearchTerm",
    "StageRun",
    "StatusCode",
    "Task",
]
