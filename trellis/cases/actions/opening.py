"""An application becomes a case: once, with everything that the work needs."""

from __future__ import annotations

from datetime import datetime

from trellis.cases import events
from trellis.cases.about import APPLICANT, Address, addresses_of, parties_of, terms_of
from trellis.cases.actions.changing import Change
from trellis.cases.actions.clocks import start_clocks
from trellis.cases.actions.deciding import carry_on
from trellis.cases.actions.settling import settle
from trellis.cases.index import blinded
from trellis.cases.models import Case, CaseAddress, CaseParty, CaseTeam, SearchTerm
from trellis.cases.models.case import Headline
from trellis.cases.rules.stages import teams_of
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.people import actions as people
from trellis.services.queries import Submission, submission


def open_case(*, reference: str, at: datetime, by: Actor) -> bool:
    """Open the case of an application that was sent; asked twice, it opens it once. Says whether it did.

    A service without work, such as one that only shows what fits, has no cases.
    """
    with acting(by):
        sent = submission(reference, seen_by=by)
        work = sent.compiled.definition.work
        if work is None or Case.objects.filter(reference=reference).exists():
            return False
        change = Change(case=_begin(sent, team=work.owner, at=at, by=by), by=by, at=at)
        _say_who_and_where(change, sent)
        CaseTeam.objects.bulk_create(
            CaseTeam(organisation_id=by.organisation, case=change.case, team=team) for team in sorted(teams_of(work))
        )
        opened = events.CaseOpened(
            subject=reference,
            service=sent.service,
            version_hash=sent.version_hash,
            channel=sent.channel,
            team=work.owner,
        )
        change.record(opened)
        start_clocks(change, on="submitted")
        carry_on(change)
        settle(change)
    return True


def _begin(sent: Submission, *, team: str, at: datetime, by: Actor) -> Case:
    case = Case(
        organisation_id=by.organisation,
        reference=sent.reference,
        service=sent.service,
        version_hash=sent.version_hash,
        channel=sent.channel,
        language=sent.language,
        key=sent.key,
        team=team,
        opened_at=at,
    )
    addresses = addresses_of(sent)
    case.put_headline(Headline(applicant=sent.contact.name, where=addresses[0].lines[0] if addresses else ""))
    case.save(force_insert=True)
    return case


def _say_who_and_where(change: Change, sent: Submission) -> None:
    case, by = change.case, change.by
    for party in parties_of(sent):
        person = people.get_to_know(contact=party.contact, key=case.key, at=change.at, by=by)
        role = APPLICANT if party.role == sent.participant else party.role
        CaseParty.objects.create(organisation_id=by.organisation, case=case, person=person, role=role)
    CaseAddress.objects.bulk_create(_kept(address, change) for address in addresses_of(sent))
    SearchTerm.objects.bulk_create(
        SearchTerm(organisation_id=by.organisation, case=case, term=term)
        for term in blinded(terms_of(sent), organisation=by.organisation)
    )


def _kept(address: Address, change: Change) -> CaseAddress:
    return CaseAddress(
        organisation_id=change.by.organisation,
        case=change.case,
        role=address.role,
        uprn=address.uprn[:12],
        words=change.seal("\n".join(address.lines), f"address:{address.role}"),
        areas=list(address.areas),
    )
