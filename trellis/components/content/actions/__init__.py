"""What changes pages, a verb each."""

from trellis.components.content.actions.moving import forget_forwarding, forward, hand_over, move, review
from trellis.components.content.actions.publishing import approve, ask_approval, keep_dates, send_back, withdraw
from trellis.components.content.actions.writing import begin, write

__all__ = [
    "approve",
    "ask_approval",
    "begin",
    "forget_forwarding",
    "forward",
    "hand_over",
    "keep_dates",
    "move",
    "review",
    "send_back",
    "withdraw",
    "write",
]
