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
from trellis.services.actions.commenting import comment, reopen_comment, reply, settle_comment
from trellis.services.actions.drafting import (
    ask_for_review,
    change_draft,
    drop_draft,
    publish_draft,
    replace_text,
    start_draft,
    start_new_draft,
    undo_change,
)
from trellis.services.actions.filling import Known, LeadsNowhere, fill_in
from trellis.services.actions.forgetting import expire_journeys
from trellis.services.actions.planning import cancel_publication, plan_publication, publish_planned
from trellis.services.actions.publishing import publish, withdraw_service
from trellis.services.actions.saving import save_for_later, use_saved_link
from trellis.services.actions.starting import Started, start_journey
from trellis.services.actions.submitting import (
    Submitted,
    complete_paid,
    give_up_paying,
    payment_failed,
    send_as_before,
    submit,
)
from trellis.services.actions.templating import release_template, take_template, take_update, withdraw_template

__all__ = [
    "Known",
    "LeadsNowhere",
    "Started",
    "Submitted",
    "add_document",
    "add_item",
    "answer",
    "answer_again",
    "ask_for_review",
    "cancel_publication",
    "change_draft",
    "change_language",
    "comment",
    "complete_paid",
    "drop_draft",
    "expire_journeys",
    "fill_in",
    "give_up_paying",
    "payment_failed",
    "plan_publication",
    "publish",
    "publish_draft",
    "publish_planned",
    "release_template",
    "remove_document",
    "remove_item",
    "reopen_comment",
    "replace_text",
    "reply",
    "save_for_later",
    "send_as_before",
    "settle_comment",
    "start_draft",
    "start_journey",
    "start_new_draft",
    "submit",
    "take_template",
    "take_update",
    "undo_change",
    "use_saved_link",
    "withdraw_service",
    "withdraw_template",
]
