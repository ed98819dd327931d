"""The decision letter: what it says, to whom, from whom; the words come from the service's own template."""

from __future__ import annotations

from trellis.base.time import local_day
from trellis.cases.reaching import postal_address
from trellis.cases.wording import Situation, blanks_of, day_in_words
from trellis.services.contract import Letter
from trellis.services.language.blanks import fill


def decision_letter(template: str, now: Situation) -> Letter | None:
    """The letter that this template makes as the case stands; None where the service has no such template."""
    words = now.sent.compiled.messages.get(template)
    if words is None:
        return None
    blanks, organisation = blanks_of(now), now.organisation
    return Letter(
        organisation=organisation.called(now.language),
        organisation_details=tuple(each for each in (organisation.phone, organisation.email) if each),
        colour=organisation.colour,
        to=postal_address(now.sent) or (now.name,),
        date=day_in_words(local_day(now.at), now.language),
        reference=now.sent.reference,
        title=fill(words.subject.to(now.language), blanks),
        body=fill(words.body.to(now.language), blanks),
        language=now.language,
    )
