"""What the checker looks at: one file for each family of checks, told in the order of `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trellis.services.language.checks import (
    asking,
    clocks,
    examples,
    local,
    money,
    purpose,
    telling,
    ways,
    wording,
    working,
)
from trellis.services.language.checks.subject import Subject
from trellis.services.language.checks.trial import Trial
from trellis.services.language.findings import Finding

CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    purpose.check_needs,
    purpose.check_assumptions,
    purpose.check_written,
    purpose.check_help,
    local.check_local,
    ways.check_names,
    ways.check_shown,
    asking.check_why,
    asking.check_special,
    working.check_work,
    working.check_order,
    working.check_retention,
    clocks.check_clocks,
    telling.check_messages,
    telling.check_blanks,
    wording.check_languages,
    wording.check_reading_age,
    wording.check_jargon,
)
"""Checks that look at what is written."""

TRIALS: tuple[Callable[[Subject, Trial], Iterator[Finding]], ...] = (
    ways.check_ends,
    ways.check_met,
    asking.check_asked_once,
    money.check_fees,
    examples.check_examples,
)
"""Checks that try answers out."""
