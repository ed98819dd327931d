"""Words that the language will have and this version does not: refused with "not yet", never ignored in silence."""

from __future__ import annotations

NOT_YET: dict[str, str] = {
    "appeal-stage": "reviews and appeals as work of their own",
    "article-9": "conditions as a list; write `condition:` under `data:`",
    "book": "booking a time, a crew or a room",
    "bookings": "booking a time, a crew or a room",
    "business": "a question for a business by its company number",
    "capacity": "how many can be booked",
    "consult": "asking another organisation for its view inside a case",
    "consultees": "asking another organisation for its view inside a case",
    "deposit": "a deposit that is paid back",
    "extends": "a local variation of another council's definition",
    "hidden-from": "parts of an application hidden from another person who fills it in",
    "household": "a question for everybody in a household",
    "instalments": "paying in parts",
    "issue": "licences and permits that are issued",
    "licence": "licences and permits that are issued, renewed, varied, suspended or revoked",
    "linked": "records that another organisation holds",
    "permit": "licences and permits that are issued, renewed, varied, suspended or revoked",
    "prefill": "answers that are known from elsewhere",
    "public-register": "a public register",
    "recurring": "a fee that is taken again and again",
    "refer": "sending a person on to a partner",
    "referral": "sending a person on to a partner",
    "refund": "a refund as part of the fee; a caseworker notes it on the case",
    "register": "a public register",
    "renew": "licences that are renewed",
    "review": "reviews and appeals as work of their own",
    "revoke": "licences that are revoked",
    "schedule": "messages and visits that come again and again",
    "signature": "a signature drawn by hand; use `type: declaration`",
    "suspend": "licences that are suspended",
    "template-of": "a definition that other councils vary",
    "varies": "a local variation of another council's definition",
    "variation-of": "a local variation of another council's definition",
    "vary": "licences that are varied",
}
"""Each key that no part of a definition has today, and in our words what it would say."""

KINDS_NOT_YET: dict[str, str] = {
    "business": "a business by its company number",
    "company": "a business by its company number",
    "household": "everybody in a household",
    "nested": "a repeated thing inside a repeated thing",
    "signature": "a signature drawn by hand; use `declaration`",
    "table": "a table of repeated things; use `repeat` on the page",
}
"""Each kind of question that is asked for and not there yet."""
