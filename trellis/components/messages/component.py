"""Messages: shows on a case what could not be delivered."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from trellis.base.time import local_day
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people import queries
from trellis.people.events import MessageSettled
from trellis.services.contract import Handling, Panel, PanelLine
from trellis.services.language.words import months

_IN_WORDS = {
    "en": {
        "title": "Messages that did not arrive",
        "alert": "{count} did not arrive",
        "failed": "Could not be delivered",
        "doubt": "May not have arrived: ask the person before you write again",
    },
    # Draft: nobody has reviewed this Welsh yet.
    "cy": {
        "title": "Negeseuon na chyrhaeddodd",
        "alert": "{count} heb gyrraedd",
        "failed": "Nid oedd modd ei danfon",
        "doubt": "Efallai na chyrhaeddodd: gofynnwch i’r person cyn ysgrifennu eto",
    },
}


class Messages:
    """Keeps the `CasePanel` protocol (nothing to show while all is well) and the `Handler` protocol."""

    key = "messages"

    def handles(self, *, service: str, seen_by: Actor) -> tuple[Handling, ...]:
        server = urlsplit(settings.TRELLIS.email_url.get_secret_value()).hostname
        carried = Handling(
            what="Carries messages by e-mail",
            data="Name, e-mail address and the words of each message",
            by=f"the mail server {server}" if server else "nobody yet: messages stay in the outbox of the demo",
            where="outside the installation; sealed while it waits here" if server else "on the installation",
            ours=not server,
            needed_for="messages",
        )
        return (carried,)

    def panel(
        self, *, about: str, seen_by: Actor, language: str = "en", happened: frozenset[str] | None = None
    ) -> Panel | None:
        if happened is not None and MessageSettled.kind not in happened:
            return None
        with reading(seen_by):
            trouble = list(queries.messages_in_trouble(seen_by=seen_by).filter(about=about, private=False))
        if not trouble:
            return None
        words = _IN_WORDS.get(language, _IN_WORDS["en"])
        lines = tuple(
            PanelLine(label=_day(each.written_at, language), value=words[each.state], note=each.error)
            for each in trouble
        )
        return Panel(title=words["title"], lines=lines, alert=words["alert"].format(count=len(trouble)))


def _day(moment: datetime, language: str) -> str:
    day = local_day(moment)
    return f"{day.day} {months(language)[day.month - 1]}"


COMPONENT = Messages()
