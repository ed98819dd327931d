"""What changes cases: each verb with who does it, and when."""

from trellis.cases.actions.asking import (
    add_document,
    answer_information,
    ask_for_information,
    reply,
    take_request_back,
    tell_by_hand,
    write_to_applicant,
)
from trellis.cases.actions.bringing import (
    bring_case,
    bring_decision,
    bring_message,
    bring_to_stage,
    bring_up_to_date,
    let_days_pass,
)
from trellis.cases.actions.clocks import extend_clock, pause_clock, resume_clock
from trellis.cases.actions.consulting import invite_consultee, record_consultation_answer
from trellis.cases.actions.deciding import Decided, approve, decide, return_decision
from trellis.cases.actions.ending import close, reopen, withdraw
from trellis.cases.actions.lettering import make_decision_letter
from trellis.cases.actions.opening import open_case
from trellis.cases.actions.reporting import close_as_reported
from trellis.cases.actions.status_codes import check_status_code, send_status_code
from trellis.cases.actions.watching import (
    dispose_of_old_cases,
    end_stages_whose_time_is_over,
    let_silence_decide,
    warn_of_deadlines,
)
from trellis.cases.actions.working import add_note, assign, complete_task, start_task, take

__all__ = [
    "Decided",
    "add_document",
    "add_note",
    "answer_information",
    "approve",
    "ask_for_information",
    "assign",
    "bring_case",
    "bring_decision",
    "bring_message",
    "bring_to_stage",
    "bring_up_to_date",
    "check_status_code",
    "close",
    "close_as_reported",
    "complete_task",
    "decide",
    "dispose_of_old_cases",
    "end_stages_whose_time_is_over",
    "extend_clock",
    "invite_consultee",
    "let_days_pass",
    "let_silence_decide",
    "make_decision_letter",
    "open_case",
    "pause_clock",
    "record_consultation_answer",
    "reopen",
    "reply",
    "resume_clock",
    "return_decision",
    "send_status_code",
    "start_task",
    "take",
    "take_request_back",
    "tell_by_hand",
    "warn_of_deadlines",
    "withdraw",
    "write_to_applicant",
]
