"""The words of the message with a link to come back with. The Welsh is a draft that nobody has reviewed yet."""

from __future__ import annotations

from datetime import date

from trellis.services.language.words import months, say

_SUBJECT = {
    "en": "Continue later: {title}",
    "cy": "Parhau yn nes ymlaen: {title}",
}
_BODY = {
    "en": (
        "You saved your answers for “{title}”.\n\n"
        "Use this link to carry on:\n{link}\n\n"
        "The link works once. You can save again as often as you like.\n"
        "We keep your answers until {until}. After that we delete them.\n\n"
        "If you did not ask for this, you can ignore it."
    ),
    "cy": (
        "Rydych chi wedi cadw eich atebion ar gyfer “{title}”.\n\n"
        "Defnyddiwch y ddolen hon i barhau:\n{link}\n\n"
        "Mae'r ddolen yn gweithio unwaith. Gallwch gadw eto mor aml ag y dymunwch.\n"
        "Byddwn yn cadw eich atebion tan {until}. Ar ôl hynny byddwn yn eu dileu.\n\n"
        "Os na wnaethoch chi ofyn am hyn, gallwch ei anwybyddu."
    ),
}


def words_to_come_back(*, title: str, link: str, until: date, language: str) -> tuple[str, str]:
    """The subject and body of the message, in the person's language."""
    said = language if language in _BODY else "en"
    day = say("date", said, day=until.day, month=months(said)[until.month - 1], year=until.year)
    return _SUBJECT[said].format(title=title), _BODY[said].format(title=title, link=link, until=day)
