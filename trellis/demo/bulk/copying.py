"""Making cases like a pattern: each with a person, a reference and a key of its own, in one transaction a batch."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model

from trellis.base.references import new_reference
from trellis.base.time import now
from trellis.cases.about import APPLICANT, addresses_of, parties_of, terms_of
from trellis.cases.index import blinded
from trellis.cases.models import Case, CaseAddress, CaseParty, CaseTeam, ClockRun, SearchTerm, StageRun, Task
from trellis.cases.models.case import Headline
from trellis.demo.bulk.names import person_number
from trellis.demo.bulk.papers import keep_a_letter_for_each
from trellis.demo.bulk.patterns import SEALED, Pattern
from trellis.organisations.actors import system
from trellis.organisations.keys import look_up_value, wrapped_data_key
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting
from trellis.people.models import DataKey, Message, Person
from trellis.services.answers import Held, seal_held
from trellis.services.contact import contact_of
from trellis.services.language.model import Kind
from trellis.services.models import Journey
from trellis.services.queries import Submission
from trellis.services.rules import token_of

Row = TypeVar("Row", bound=Model)


@dataclass(kw_only=True)
class _Copy:
    """One new case on its way."""

    pattern: Pattern
    reference: str
    key: DataKey
    sent: Submission
    case: Case
    numbers: dict[tuple[str, int], int]
    """(table, number in the pattern) -> number of the copy, for what the log says."""

    def seal(self, words: str, place: str) -> bytes:
        return self.key.seal(words, place=f"{self.reference}:{place}")

    def about_them(self, words: str) -> str:
        """Words of the pattern, about this person instead."""
        before = self.pattern.sent
        said = words.replace(before.reference, self.reference)
        return said.replace(before.contact.name, self.sent.contact.name) if before.contact.name else said


def copy_cases(
    patterns: list[Pattern], *, count: int, first: int, organisation: Organisation, with_letters: bool = False
) -> int:
    """Make so many cases, the patterns taken in turn. `first` numbers the people, so that each is somebody else."""
    by = system(organisation=organisation.pk, doing="seeding")
    with acting(by):
        keys = DataKey.objects.bulk_create(
            DataKey(organisation=organisation, wrapped=wrapped_data_key(organisation=organisation.pk))
            for _ in range(count)
        )
        copies = [
            _begin(patterns[(first + number) % len(patterns)], key, number=first + number)
            for number, key in enumerate(keys)
        ]
        Journey.objects.bulk_create(_journey(each) for each in copies)
        Case.objects.bulk_create(each.case for each in copies)
        _who_and_where(copies)
        _work(copies)
        _words(copies)
        _history(copies)
        if with_letters:
            keep_a_letter_for_each((each.case for each in copies), by=by)
    return count


def _like(row: Row, **changes: Any) -> Row:
    """A new row like another."""
    fields = row._meta.concrete_fields  # noqa: SLF001  Django documents it as its own way to ask
    same = {field.attname: getattr(row, field.attname) for field in fields if not field.primary_key}
    return type(row)(**same | changes)


def _begin(pattern: Pattern, key: DataKey, *, number: int) -> _Copy:
    reference = new_reference()
    sent = _sent(pattern, reference=reference, key=key, number=number)
    case = _like(pattern.case, reference=reference, key_id=key.pk)
    case.key = key
    case.put_headline(Headline(applicant=sent.contact.name, where=pattern.case.shown.where))
    return _Copy(pattern=pattern, reference=reference, key=key, sent=sent, case=case, numbers={})


def _sent(pattern: Pattern, *, reference: str, key: DataKey, number: int) -> Submission:
    """The same answers, of somebody else."""
    person, before = person_number(number), pattern.sent
    theirs: dict[Kind, Any] = {
        Kind.NAME: {"first": person.first, "last": person.last},
        Kind.EMAIL: person.email,
        Kind.PHONE: person.phone,
    }
    answers = {
        name: theirs.get(before.compiled.questions[name].type, value) if name in before.compiled.questions else value
        for name, value in before.answers.items()
    }
    contact = contact_of(before.compiled, answers, participant=before.participant, language=before.language)
    return replace(before, reference=reference, key=key, answers=answers, contact=contact)


def _journey(copy: _Copy) -> Journey:
    secret = secrets.token_urlsafe(32)
    held = Held(values=copy.sent.answers, seen=copy.pattern.held.seen, reached_end=True, secret=secret)
    return _like(
        copy.pattern.journey,
        token=token_of(secret),
        reference=copy.reference,
        key_id=copy.key.pk,
        answers=seal_held(held, key=copy.key),
    )


def _who_and_where(copies: list[_Copy]) -> None:
    parties = [(copy, party) for copy in copies for party in parties_of(copy.sent)]
    people = Person.objects.bulk_create(_person(copy, party.contact) for copy, party in parties)
    CaseParty.objects.bulk_create(
        CaseParty(
            organisation_id=copy.case.organisation_id,
            case=copy.case,
            person=person,
            role=APPLICANT if party.role == copy.sent.participant else party.role,
        )
        for (copy, party), person in zip(parties, people, strict=True)
    )
    CaseAddress.objects.bulk_create(
        CaseAddress(
            organisation_id=copy.case.organisation_id,
            case=copy.case,
            role=address.role,
            uprn=address.uprn,
            words=copy.seal("\n".join(address.lines), f"address:{address.role}"),
            areas=list(address.areas),
        )
        for copy in copies
        for address in addresses_of(copy.sent)
    )
    _in_parts(
        SearchTerm(organisation_id=copy.case.organisation_id, case=copy.case, term=term)
        for copy in copies
        for term in blinded(terms_of(copy.sent), organisation=copy.case.organisation_id)
    )


def _person(copy: _Copy, contact: Any) -> Person:
    key, organisation = copy.key, copy.case.organisation_id
    return Person(
        organisation_id=organisation,
        key=key,
        name=key.seal(contact.name, place="person:name"),
        email=key.seal(contact.email, place="person:email") if contact.email else None,
        phone=key.seal(contact.phone, place="person:phone") if contact.phone else None,
        email_index=look_up_value(contact.email, organisation=organisation, place="email") if contact.email else "",
        language=contact.language,
        known_since=copy.case.opened_at,
    )


def _work(copies: list[_Copy]) -> None:
    CaseTeam.objects.bulk_create(_like(row, case_id=copy.case.pk) for copy in copies for row in copy.pattern.teams)
    ClockRun.objects.bulk_create(_like(row, case_id=copy.case.pk) for copy in copies for row in copy.pattern.clocks)
    pairs = [(copy, row) for copy in copies for row in copy.pattern.runs]
    runs = StageRun.objects.bulk_create(_like(row, case_id=copy.case.pk) for copy, row in pairs)
    numbers = {(copy.case.pk, row.pk): run.pk for (copy, row), run in zip(pairs, runs, strict=True)}
    Task.objects.bulk_create(
        _like(row, case_id=copy.case.pk, run_id=numbers[copy.case.pk, row.run_id])
        for copy in copies
        for row in copy.pattern.tasks
    )


def _words(copies: list[_Copy]) -> None:
    """Decisions, notes, requests, consultees: sealed with the new key, for the place where they now stand."""
    for model, places in SEALED.items():
        rows = [
            (copy, number, row)
            for copy in copies
            for number, row in enumerate(copy.pattern.sealed)
            if isinstance(row, model)
        ]
        made: list[Any] = model.objects.bulk_create(_like(row, case_id=copy.case.pk) for copy, _, row in rows)
        for (copy, number, row), new in zip(rows, made, strict=True):
            copy.numbers[_TABLE[model.__name__], row.pk] = new.pk
            for column, words in copy.pattern.words[number].items():
                place = places[column].format(pk=new.pk)
                setattr(new, column, copy.seal(copy.about_them(words), place))
        model.objects.bulk_update(made, list(places), batch_size=200)


_TABLE = {"Decision": "decision", "Note": "note", "InformationRequest": "request", "Consultee": "consultee"}
"""What the log calls a row of each."""


def _history(copies: list[_Copy]) -> None:
    messages = [(copy, _message(copy, row)) for copy in copies for row in copy.pattern.messages]
    _in_parts(message for _, message in messages)
    written = now()
    _in_parts(
        _like(row, subject=copy.reference, data=_about_copy(row.data, copy), written_at=written)
        for copy in copies
        for row in copy.pattern.log
    )


def _about_copy(data: dict[str, Any], copy: _Copy) -> dict[str, Any]:
    """What an entry of the log says, with the numbers of the copy's own rows."""
    return {
        name: copy.numbers.get((name, value), value) if isinstance(value, int) else value
        for name, value in data.items()
    }


def _message(copy: _Copy, row: Message) -> Message:
    reference, words = secrets.token_hex(12), row.words()
    to = copy.sent.contact.email if row.channel == Message.Channel.EMAIL else copy.about_them(row.addressee())

    def sealed(words: str, what: str) -> bytes:
        return copy.key.seal(copy.about_them(words), place=f"{reference}:{what}")

    return _like(
        row,
        reference=reference,
        about=copy.reference,
        key_id=copy.key.pk,
        to=sealed(to, "to"),
        subject=sealed(words.subject, "subject"),
        body=sealed(words.body, "body"),
    )


def _in_parts(rows: Iterable[Any]) -> None:
    """Write rows of one table, so many at a time."""
    waiting = iter(rows)
    while part := list(islice(waiting, 2000)):
        type(part[0]).objects.bulk_create(part)
