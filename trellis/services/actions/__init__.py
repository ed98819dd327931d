"""What changes services and journeys."""

from trellis.services.actions.amending import answer_again
from trellis.services.actions.answering import (
    add_document,
    add_item,
    answer,
    change_language,
    remove_document,
    remove_item,
)
from trellis.services.actions.forgetting import expire_journeys
from trellis.services.actions.publishing import publish, withdraw_service
from trellis.services.actions.saving import save_for_later, use_saved_link
from trellis.services.actions.starting import Started, start_journey
from trellis.services.actions.submitting import Submitted, complete_paid, give_up_paying, payment_failed, submit

__all__ = [
    "Started",
    "Submitted",
    "add_document",
    "add_item",
    "answer",
    "answer_again",
    "change_language",
    "complete_paid",
    "expire_journeys",
    "give_up_paying",
    "payment_failed",
    "publish",
    "remove_document",
    "remove_item",
    "save_for_later",
    "start_journey",
    "submit",
    "use_saved_link",
    "withdraw_service",
]
