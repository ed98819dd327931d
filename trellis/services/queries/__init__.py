"""What can be asked about services and journeys."""

from trellis.services.models import Journey
from trellis.services.queries.definitions import ServiceCard, VersionLine, definition, live, live_services, versions
from trellis.services.queries.journeys import (
    Exit,
    back_from,
    charge_lines,
    check_answers,
    check_saved_link,
    compiled_for,
    documents_of,
    exit_of,
    holder_of,
    journey,
    journey_again,
    journey_by_reference,
    outcome_of,
    step,
    task_list,
    whereabouts,
)
from trellis.services.queries.submissions import Submission, questions_again, questions_that_can_be_asked, submission

__all__ = [
    "Exit",
    "Journey",
    "ServiceCard",
    "Submission",
    "VersionLine",
    "back_from",
    "charge_lines",
    "check_answers",
    "check_saved_link",
    "compiled_for",
    "definition",
    "documents_of",
    "exit_of",
    "holder_of",
    "journey",
    "journey_again",
    "journey_by_reference",
    "live",
    "live_services",
    "outcome_of",
    "questions_again",
    "questions_that_can_be_asked",
    "step",
    "submission",
    "task_list",
    "versions",
    "whereabouts",
]
