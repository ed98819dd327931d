"""The lists of work that connections bring to the desk: what does not agree."""

from __future__ import annotations

from datetime import datetime

from trellis.components.connectors import actions, queries, rekeying
from trellis.components.connectors.described import remembered
from trellis.components.connectors.models import Difference
from trellis.components.connectors.words import say
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.services.contract import ListRow, RowVerb, WorkList

DIFFERENCES = "differences"
SHOWN = 200
_OFFERED: dict[str, str] = {
    Difference.Kind.REFUSED: "send-again",
    Difference.Kind.GONE: "send-again",
    Difference.Kind.OTHER_NUMBER: "take-their-number",
}
"""What can be done at once about each kind, beside saying how it was settled."""


def work_lists(*, seen_by: Actor, language: str, at: datetime) -> tuple[WorkList, ...]:
    """The lists, for an organisation that is joined to another system."""
    with reading(seen_by):
        if not queries.connections(seen_by=seen_by).exists():
            return ()
        open_ones = list(queries.differences_for(seen_by=seen_by)[:SHOWN])
    differences = WorkList(
        key=DIFFERENCES,
        title=say("list.differences", language),
        empty=say("list.differences.empty", language),
        rows=tuple(_row(each, language) for each in open_ones),
    )
    return (*rekeying.lists(seen_by=seen_by, language=language, at=at), differences)


def _row(each: Difference, language: str) -> ListRow:
    system = remembered(each.connection.described).title.to(language)
    verbs = [RowVerb(key="settle", title=say("verb.settle", language), asks=say("verb.settle.asks", language))]
    if each.handover is not None and each.kind in _OFFERED:
        verbs.insert(0, RowVerb(key=_OFFERED[each.kind], title=say(f"verb.{_OFFERED[each.kind]}", language)))
    return ListRow(
        id=str(each.pk),
        about=each.about,
        what=f"{system}: {say(f'difference.{each.kind}', language)}",
        detail=facts_in_words(each),
        since=each.found_at,
        verbs=tuple(verbs),
    )


def facts_in_words(each: Difference) -> str:
    """Their numbers and codes, as a person compares them."""
    return ", ".join(
        ", ".join(map(str, value)) if isinstance(value, list) else str(value) for value in each.facts.values()
    )


def do_about_difference(*, number: int, verb: str, words: str, at: datetime, by: Actor) -> None:
    """Settle one, have its work sent again, or take their number."""
    if verb == "send-again":
        actions.send_again(difference=number, at=at, by=by)
    elif verb == "take-their-number":
        actions.take_their_number(difference=number, at=at, by=by)
    else:
        actions.settle_difference(difference=number, because=words, at=at, by=by)
