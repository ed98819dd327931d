"""What changes connections, what is handed over, and what does not agree: each verb with who does it, and when."""

from trellis.components.connectors.actions.connecting import connect, give_secret, note_answering, note_away, note_mark
from trellis.components.connectors.actions.differing import (
    agree_again,
    find_difference,
    forget_words,
    note_reconciled,
    send_again,
    settle_difference,
    take_their_number,
)
from trellis.components.connectors.actions.handing_over import hand_over
from trellis.components.connectors.actions.hearing import hear, hear_again
from trellis.components.connectors.actions.sending import claim, leave_in_doubt, put_back, refuse, settle
from trellis.components.connectors.actions.typing import give_back, tick_off

__all__ = [
    "agree_again",
    "claim",
    "connect",
    "find_difference",
    "forget_words",
    "give_back",
    "give_secret",
    "hand_over",
    "hear",
    "hear_again",
    "leave_in_doubt",
    "note_answering",
    "note_away",
    "note_mark",
    "note_reconciled",
    "put_back",
    "refuse",
    "send_again",
    "settle",
    "settle_difference",
    "take_their_number",
    "tick_off",
]
