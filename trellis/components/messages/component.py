"""Messages: shows on a case what could not be delivered."""

from __future__ import annotations

from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people import queries
from trellis.services.contract import Panel, PanelLine

_IN_WORDS = {
    "failed": "Could not be delivered",
    "doubt": "May not have arrived: ask the person before you write again",
}


class Messages:
    """Keeps the `CasePanel` protocol: nothing to show while all is well."""

    key = "messages"

    def panel(self, *, about: str, seen_by: Actor) -> Panel | None:
        with reading(seen_by):
            trouble = list(queries.messages_in_trouble(seen_by=seen_by).filter(about=about, private=False))
        if not trouble:
            return None
        lines = tuple(
            PanelLine(label=f"{each.written_at:%-d %B}", value=_IN_WORDS[each.state], note=each.error)
            for each in trouble
        )
        return Panel(title="Messages that did not arrive", lines=lines, alert=f"{len(trouble)} did not arrive")


COMPONENT = Messages()
