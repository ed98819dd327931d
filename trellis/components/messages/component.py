"""Messages: shows on a case what could not be delivered."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from trellis.base.time import local_day
from trellis.components.messages.transport import CARRIED
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people import queries
from trellis.people.events import MessageSettled
from trellis.people.models import Message
from trellis.services.contract import Handling, Panel, PanelLine
from trellis.services.language.words import months

_IN_WORDS = {
    "en": {
        "title": "Messages that did not arrive",
        "alert": "{count} did not arrive",
        "failed": "Could not be delivered",
        "sms": "Nothing here sends text messages: phone them",
        "letter": "Nothing here posts letters: print it and post it",
        "doubt": "May not have arrived: ask the person before you write again",
    },
    # Draft: nobody has reviewed this Welsh yet.
    "cy": {
        "title": "Negeseuon na chyrhaeddodd",
        "alert": "{count} heb gyrraedd",
        "failed": "Nid oedd modd ei danfon",
        "sms": "Nid oes dim yma’n anfon negeseuon testun: ffoniwch nhw",
        "letter": "Nid oes dim yma’n postio llythyrau: argraffwch hi a’i phostio",
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
            PanelLine(label=_day(each.written_at, language), value=_why(each, words), note=_note(each))
            for each in trouble
        )
        return Panel(title=words["title"], lines=lines, alert=words["alert"].format(count=len(trouble)))


def _why(message: Message, words: dict[str, str]) -> str:
    return words[message.state if message.channel in CARRIED else message.channel]


def _note(message: Message) -> str:
    """What the provider said; nothing where there is none."""
    return message.error if message.channel in CARRIED else ""


def _day(moment: datetime, language: str) -> str:
    day = local_day(moment)
    return f"{day.day} {months(language)[day.month - 1]}"


COMPONENT = Messages()
