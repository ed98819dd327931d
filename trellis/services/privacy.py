"""The privacy notice of a service, from what its definition declares (UK GDPR, article 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted
from django.utils.translation import ngettext

from trellis.organisations.queries import Organisation
from trellis.services.language.compiler import Compiled
from trellis.services.language.values import Period

_BASES: Final = {
    "public task": noted("It is part of our public task (UK GDPR, article 6(1)(e))."),
    "legal obligation": noted("The law says that we must (UK GDPR, article 6(1)(c))."),
    "consent": noted("You agree to it, and you can change your mind (UK GDPR, article 6(1)(a))."),
    "contract": noted("We have an agreement with you (UK GDPR, article 6(1)(b))."),
    "vital interests": noted("It may save a life (UK GDPR, article 6(1)(d))."),
}
_SPECIAL: Final = {
    "health": noted("your health"),
    "ethnicity": noted("your ethnic group"),
    "religion": noted("your religion or beliefs"),
    "politics": noted("your political opinions"),
    "union": noted("your trade union"),
    "sex-life": noted("your sex life or sexual orientation"),
    "biometric": noted("your body, such as fingerprints"),
    "criminal": noted("criminal convictions"),
}


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What article 13 asks to be told."""

    controller: str
    ours: bool
    purpose: str
    basis: str
    law: str
    condition: str
    special: tuple[str, ...]
    asked: tuple[str, ...]
    share: tuple[str, ...]
    unfinished: str
    keep: tuple[tuple[str, str], ...]
    automatic: bool


def notice(compiled: Compiled, *, organisation: Organisation, language: str) -> Notice:
    """The notice of one service, in one language."""
    said, data = compiled.definition, compiled.definition.data
    outcomes = {each.id: each.title.to(language) for each in (said.work.outcomes if said.work else ())}
    others = {"withdrawn": _("If you withdraw it"), "lapsed": _("If it ends without a decision")}
    ours = data.controller == organisation.key
    kinds = dict.fromkeys(each.special for each in compiled.questions.values() if each.special)
    return Notice(
        controller=organisation.called(language) if ours else data.controller.replace("-", " ").title(),
        ours=ours,
        purpose=data.purpose.to(language),
        basis=_(_BASES[data.basis]),
        law=data.law.to(language),
        condition=data.condition.to(language) if data.condition else "",
        special=tuple(_(_SPECIAL[each]) for each in kinds),
        asked=tuple(page.title.to(language) for page in compiled.pages if page.questions),
        share=tuple(each.to(language) for each in data.share),
        unfinished=period_words(data.keep["unfinished"]) if "unfinished" in data.keep else "",
        keep=tuple(
            (
                outcomes.get(outcome) or others.get(outcome) or outcome.replace("-", " ").capitalize(),
                period_words(period),
            )
            for outcome, period in data.keep.items()
            if outcome != "unfinished"
        ),
        automatic=any(stage.automatic for stage in (said.work.stages if said.work else ())),
    )


def period_words(period: Period) -> str:
    """A length of time in words: 6 years."""
    n = period.amount
    words = {
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", n),
        "hours": ngettext("%(n)s hour", "%(n)s hours", n),
        "days": ngettext("%(n)s day", "%(n)s days", n),
        "working days": ngettext("%(n)s working day", "%(n)s working days", n),
        "weeks": ngettext("%(n)s week", "%(n)s weeks", n),
        "months": ngettext("%(n)s month", "%(n)s months", n),
        "years": ngettext("%(n)s year", "%(n)s years", n),
    }
    return words[period.unit] % {"n": n}
