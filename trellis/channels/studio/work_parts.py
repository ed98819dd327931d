"""What can be changed on a form of fees, results, the work that follows, its deadlines, and who is told."""

from __future__ import annotations

from typing import Any, Final

from trellis.channels.studio import parts
from trellis.channels.studio.parts import Field, Part, Shape
from trellis.services.language.editing import Address

_WHEN: Final = Field(name="when", label="Only when (rule)", hint="Leave it empty for always.", shape=Shape.RULE)
_NAMES: Final = "Names, with commas between them."
_USUAL: Final = ("", "As usual")

FEE_LINE: Final = Part(
    key="fee-line",
    called="line of the bill",
    list="fee",
    fields=(
        Field(name="line", label="What it is for", hint="Like: First week", needed=True, spoken=True),
        Field(name="amount", label="Amount", hint="Like £30.00, or £8.00 * (items - 3)", shape=Shape.RULE),
        Field(name="percent", label="Or so many per cent of the sum so far", hint="Like -50 for half off"),
        _WHEN,
        Field(name="income-code", label="Income code"),
        Field(name="vat", label="VAT", shape=Shape.ONE_OF,
              choices=(("", "Outside the scope"), ("exempt", "Exempt"), ("zero", "Zero rate"),
                       ("standard", "Standard rate"), ("outside", "Outside the scope, said so"))),
        Field(name="explain", label="Law or decision behind it"),
    ),
)  # fmt: skip
RESULT: Final = Part(
    key="result",
    called="result",
    list="list",
    named_by="title",
    fields=(
        Field(name="title", label="What fits", needed=True, spoken=True),
        Field(name="say", label="What the person reads", shape=Shape.LONG, spoken=True),
        _WHEN,
        Field(name="link", label="Where to go on"),
    ),
)
OFFER: Final = Part(
    key="offer",
    called="offer",
    list="prevent",
    named_by="because",
    name_key="offer",
    fields=(
        Field(name="title", label="What is offered", hint="Empty: the name of the service", spoken=True),
        Field(name="link", label="Where it is", hint="An address that begins with https://"),
        Field(name="because", label="Why it helps", needed=True, shape=Shape.LONG, spoken=True),
        _WHEN,
    ),
)
STAGE: Final = Part(
    key="stage",
    called="stage",
    list="stages",
    named_by="title",
    fields=(
        Field(name="title", label="What is done", hint="Like: Check the crew’s record", needed=True, spoken=True),
        Field(name="by", label="Which team does it", needed=True, shape=Shape.TEAM),
        Field(name="due", label="How long they have", hint="Like 3 working days"),
        Field(name="lasts", label="Or how long it lasts, where it ends by itself", hint="Like 28 days"),
        Field(name="outcomes", label="How the case can be decided here", hint=_NAMES, shape=Shape.SEVERAL),
        Field(name="approve", label="Which team’s member must agree", shape=Shape.TEAM),
        Field(name="after", label="Stages that come before it", hint=f"Empty: the one above it. {_NAMES}",
              shape=Shape.SEVERAL),
        _WHEN,
        Field(name="skip-holidays", label="Are public holidays left out?", shape=Shape.YES_NO),
    ),
)  # fmt: skip
TASK: Final = Part(
    key="task",
    called="task",
    list="tasks",
    named_by="title",
    fields=(
        Field(name="title", label="What has to be done", needed=True, spoken=True),
        Field(name="guidance", label="What the person should know who does it", shape=Shape.LONG, spoken=True),
        Field(name="by", label="Another team", shape=Shape.TEAM),
        Field(name="due", label="How long they have", hint="Like 1 working day"),
        _WHEN,
    ),
)
OUTCOME: Final = Part(
    key="outcome",
    called="way it can end",
    list="outcomes",
    named_by="title",
    fields=(
        Field(name="title", label="What the applicant reads", needed=True, spoken=True),
        Field(name="means", label="What it means", shape=Shape.ONE_OF, needed=True,
              choices=(("done", "It was done"), ("granted", "They can have it"), ("refused", "They cannot have it"),
                       ("withdrawn", "They took it back"))),
        Field(name="reasons", label="Must reasons be given?", shape=Shape.ONE_OF,
              choices=(_USUAL, ("yes", "Yes"), ("no", "No"))),
        Field(name="appeal", label="What they can do if they think it is wrong", shape=Shape.LONG, spoken=True),
        Field(name="letter", label="The letter about it", hint="The name of a message; empty where there is none"),
    ),
)  # fmt: skip
CLOCK: Final = Part(
    key="clock",
    called="deadline",
    list="clocks",
    named_by="title",
    fields=(
        Field(name="title", label="What is promised, or what the law asks", needed=True, spoken=True),
        Field(name="starts", label="When it starts", hint="Empty: when it was sent. Or: stage NAME"),
        Field(name="pause-for", label="What stops it", hint=f"information, identity, fee. {_NAMES}",
              shape=Shape.SEVERAL),
        Field(name="restart-for", label="What starts it anew", hint="information", shape=Shape.SEVERAL),
    ),
)  # fmt: skip
CLOCK_RULE: Final = Part(
    key="clock-rule",
    called="length of a deadline",
    list="rules",
    fields=(
        Field(name="from", label="From which day on", hint="Like 2026-04-01", needed=True),
        Field(name="length", label="How long", hint="Like 5 working days, or 8 weeks", needed=True),
        Field(name="nations", label="In which nations", hint=f"Empty: in all. {_NAMES}", shape=Shape.SEVERAL),
        Field(name="holidays", label="Whose bank holidays count", shape=Shape.ONE_OF,
              choices=(_USUAL, ("own-nation", "Those of the nation"), ("any-uk", "Those of any part of the UK"))),
        Field(name="skip-holidays", label="Are public holidays left out of days too?", shape=Shape.YES_NO),
        Field(name="explain", label="Law or promise behind it"),
    ),
)  # fmt: skip
TELL: Final = Part(
    key="tell",
    called="message that is sent",
    list="tell",
    fields=(
        Field(name="on", label="When", needed=True,
              hint="submitted, opened, decided, outcome NAME, stage NAME, information requested, withdrawn,"
                   " or 5 working days before DEADLINE"),
        Field(name="to", label="To whom", hint="Empty: the applicant"),
        Field(name="template", label="Which message", hint="Its name", needed=True),
    ),
)  # fmt: skip

_LISTS: Final = {
    "fee": FEE_LINE,
    "results/list": RESULT,
    "prevent": OFFER,
    "work/stages": STAGE,
    "work/stages/*/tasks": TASK,
    "work/outcomes": OUTCOME,
    "work/clocks": CLOCK,
    "work/clocks/*/rules": CLOCK_RULE,
    "tell": TELL,
}


_BY_STEPS: Final = tuple((tuple(steps.split("/")), part) for steps, part in _LISTS.items())


def part_in(address: Address) -> Part | None:
    """Which kind of part a list at this address holds."""
    return _listed(address) or (None if address[:1] == ("work",) else parts.part_in(address))


def part_at(address: Address, thing: Any) -> Part | None:
    """Which kind of part stands at an address; None where no form changes it."""
    return _listed(address[:-1]) or parts.part_at(address, thing)


def _listed(address: Address) -> Part | None:
    for steps, part in _BY_STEPS:
        if len(steps) == len(address) and all(step in {"*", told} for step, told in zip(steps, address, strict=True)):
            return part
    return None
