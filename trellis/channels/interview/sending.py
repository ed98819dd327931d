"""The end of an interview: sent, or paid for and sent."""

from __future__ import annotations

from trellis.channels.interview.journeys import KeptJourney
from trellis.channels.interview.terminal import GoBack, Switch, Terminal
from trellis.channels.interview.words import say
from trellis.services.actions import Submitted
from trellis.services.contract import Charge, ChargeState


def send(journey: KeptJourney, *, terminal: Terminal, language: str) -> str:
    """Send what was answered, waiting for the money where there is a fee; says the reference."""
    sent = journey.submit()
    while isinstance(sent, Charge):
        _say_what_to_pay(sent, terminal=terminal, language=language)
        try:
            terminal.ask(">")
        except (GoBack, Switch):
            # The answers are with the payment now: they can only be paid for, or come back when it fails.
            continue
        sent = journey.submit()
    _say_sent(sent, journey, terminal=terminal, language=language)
    return sent.reference


def _say_what_to_pay(charge: Charge, *, terminal: Terminal, language: str) -> None:
    if charge.state is ChargeState.FAILED:
        why = say(f"not-paid-{charge.why}", language) if charge.why else ""
        terminal.say(say("pay-failed", language, why=why))
    elif charge.pay_at:
        terminal.say(say("pay", language, address=charge.pay_at))
    else:
        terminal.say(say("waiting", language))


def _say_sent(sent: Submitted, journey: KeptJourney, *, terminal: Terminal, language: str) -> None:
    terminal.say("", say("sent", language, reference=sent.reference))
    following = journey.compiled.definition.next
    if following:
        terminal.say("", say("next", language), following.to(language))
