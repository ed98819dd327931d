"""Can a bill go below nothing?"""

from __future__ import annotations

from collections.abc import Iterator

from trellis.services.language.checks.subject import Subject
from trellis.services.language.checks.trial import Trial
from trellis.services.language.findings import Finding


def check_fees(subject: Subject, trial: Trial) -> Iterator[Finding]:
    """No answers make a bill, or a line taken from the sum so far, negative."""
    fee = subject.definition.fee
    for index, line in enumerate(fee):
        path = ("fee", index)
        if (line.amount is None) == (line.percent is None):
            yield subject.finding(
                path,
                "fee-says-two-things",
                what=f"The line “{line.line.to('en')}” needs either an `amount:` or a `percent:`",
                why="With both, or neither, nobody can say what is charged.",
                mend="Keep one of them.",
            )
            return
        if line.percent is not None and line.percent < -100:
            yield subject.finding(
                (*path, "percent"),
                "fee-negative",
                what=f"The line “{line.line.to('en')}” takes off {-line.percent} per cent, more than there is",
                why="The council would owe money to whoever applies.",
                mend="Take off 100 per cent at most.",
            )
            return
    worst = trial.worst_bill()
    if worst is None:
        return
    with_ = " and ".join(f"`{name}` is {said}" for name, said in worst.answers) or "every answer"
    yield subject.finding(
        ("fee", worst.line, "amount" if fee[worst.line].amount else "percent"),
        "fee-negative",
        what=f"The bill comes to −£{-worst.pence // 100}.{-worst.pence % 100:02d} where {with_}",
        why="The council would owe money to whoever applies, or the sum is not what anybody meant.",
        mend="Add `when:` to the line so that it counts only where there is something to charge.",
    )
