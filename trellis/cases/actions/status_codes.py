"""How an applicant shows, without an account, that an application is theirs: a code, sent to the address they gave."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from trellis.base.log import record
from trellis.base.references import read_reference
from trellis.cases import events
from trellis.cases.errors import CodeRefused
from trellis.cases.models import Case, StatusCode
from trellis.cases.wording import code_message
from trellis.organisations.actors import Actor, resident, system
from trellis.organisations.keys import look_up_value
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting
from trellis.people import actions as people
from trellis.people.errors import KeyErased
from trellis.services.queries import submission

LASTS = timedelta(minutes=10)
TRIES = 5
CODES_AN_HOUR = 5


def send_status_code(
    *, organisation: Organisation, reference: str, email: str, at: datetime, language: str = ""
) -> None:
    """Send a code to the applicant, if there is such a case and this is the e-mail address they gave.

    It says nothing either way, so that nobody learns from it who applied for what.
    """
    by = system(organisation=organisation.pk, doing="status")
    with acting(by):
        case = Case.objects.select_related("key").filter(reference=read_reference(reference) or "").first()
        if case is None or not _theirs(case, email=email, by=by) or _too_many(case, at=at):
            return
        code = f"{secrets.randbelow(1_000_000):06d}"
        StatusCode.objects.create(
            organisation_id=organisation.pk,
            reference=case.reference,
            code_hash=_hash(code, case.reference, organisation.pk),
            sent_at=at,
            expires_at=at + LASTS,
        )
        draft = code_message(code, case=case, organisation=organisation, to=email, language=language or case.language)
        people.write(draft=draft, key=case.key, at=at, by=by)
        record(events.StatusCodeSent(subject=case.reference), by=by, at=at)


def check_status_code(*, organisation: Organisation, reference: str, code: str, at: datetime) -> Actor:
    """Whoever knows the code holds the application: from now on they act for it. A code works once.

    :raises CodeRefused: where it is wrong, too old, or was tried too often.
    """
    by = system(organisation=organisation.pk, doing="status")
    known = read_reference(reference) or ""
    with acting(by):
        refused = _refusal(known, code, organisation=organisation.pk, at=at)
        if not refused:
            record(events.StatusSeen(subject=known), by=resident(organisation=organisation.pk, holding=known), at=at)
    # Raised out here, so that the counted try stays counted.
    if refused:
        raise CodeRefused(refused)
    return resident(organisation=organisation.pk, holding=known)


def _refusal(reference: str, code: str, *, organisation: int, at: datetime) -> str:
    waiting = (
        StatusCode.objects.select_for_update().filter(reference=reference, used_at=None).order_by("-sent_at", "-pk")
    )
    found = waiting.first()
    if found is None:
        # Said just as of a wrong code: nobody learns whether a code was ever sent.
        return CodeRefused.WRONG
    if found.expires_at <= at:
        return CodeRefused.EXPIRED
    if found.tries >= TRIES:
        return CodeRefused.TOO_MANY
    digits = "".join(each for each in code if each.isdigit())
    right = secrets.compare_digest(found.code_hash, _hash(digits, reference, organisation))
    found.tries, found.used_at = found.tries + 1, at if right else None
    found.save(update_fields=["tries", "used_at"])
    if right:
        return ""
    return CodeRefused.WRONG if found.tries < TRIES else CodeRefused.TOO_MANY


def _theirs(case: Case, *, email: str, by: Actor) -> bool:
    try:
        given = submission(case.reference, seen_by=by).contact.email
    except KeyErased:
        return False
    return bool(given) and given.strip().casefold() == email.strip().casefold()


def _too_many(case: Case, *, at: datetime) -> bool:
    lately = StatusCode.objects.filter(reference=case.reference, sent_at__gt=at - timedelta(hours=1))
    return lately.count() >= CODES_AN_HOUR


def _hash(code: str, reference: str, organisation: int) -> str:
    return look_up_value(f"{reference}:{code}", organisation=organisation, place="status-code")
