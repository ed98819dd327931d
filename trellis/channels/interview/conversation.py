"""The interview itself: a service gone through question by question, in plain text."""

from __future__ import annotations

from collections.abc import Sequence

from trellis.base.money import pounds
from trellis.channels.interview.journeys import Journeying
from trellis.channels.interview.questions import Interviewer
from trellis.channels.interview.terminal import GoBack, Switch, Terminal
from trellis.channels.interview.words import say
from trellis.services.contract import Asked, Place, PlaceKind, Raw, Step, TaskStatus, Upload
from trellis.services.errors import AnswersRefused, LanguageNotOffered, TooManyItems
from trellis.services.language.compiled import Compiled

_ENDS = frozenset({PlaceKind.EXIT, PlaceKind.RESULTS, PlaceKind.SENT, PlaceKind.PAY})
_SEND = frozenset({"send", "yes", "anfon"})


class Conversation:
    """One interview, from its greeting to its end."""

    def __init__(self, journey: Journeying, compiled: Compiled, *, terminal: Terminal, language: str) -> None:
        self.journey = journey
        self.compiled = compiled
        self.terminal = terminal
        self.language = language

    def hold(self) -> Place:
        """Go through the service until there is something to send, or nothing more to ask; says which."""
        self._greet()
        place = self.journey.whereabouts()
        while True:
            try:
                place = self._visit(place)
            except GoBack:
                place = self._back(place)
            except Switch as switch:
                self._speak(switch.language)
            else:
                if place.kind is PlaceKind.CHECK and self._agreed:
                    return place
                if place.kind in _ENDS:
                    self._tell_end(place)
                    return place

    _agreed = False

    def _greet(self) -> None:
        said = self.compiled.definition
        self.terminal.say(said.title.to(self.language), said.summary.to(self.language), "")
        if said.before:
            self.terminal.say(said.before.to(self.language), "")
        self.terminal.say(self._words("begin"), "")

    def _visit(self, place: Place) -> Place:
        """Be at one place, and say where to go next."""
        match place.kind:
            case PlaceKind.PAGE:
                return self._page(place)
            case PlaceKind.ITEMS:
                return self._items(place)
            case PlaceKind.TASKS:
                return self._next_task()
            case PlaceKind.CHECK:
                return self._check(place)
        return place

    def _page(self, place: Place) -> Place:
        """Ask the questions of a page; those that were refused, and those that the answers reveal, once more."""
        step = self.journey.step(place)
        self._heading(step)
        raw: dict[str, Raw] = {}
        left: Sequence[Asked] = step.questions
        while True:
            uploads = self._ask(left, raw, title=step.title)
            try:
                following = self.journey.answer(place, raw, uploads)
            except AnswersRefused as refused:
                step = refused.step
            else:
                if following != place:
                    return following
                step = self.journey.step(place)
            left = [each for each in step.questions if each.problem or each.id not in raw]

    def _ask(self, questions: Sequence[Asked], raw: dict[str, Raw], *, title: str) -> dict[str, list[Upload]]:
        uploads: dict[str, list[Upload]] = {}
        for asked in questions:
            if asked.problem:
                self.terminal.say(f"{self._words('problem')}:")
            answered = self._interviewer.ask(asked, title="" if asked.problem else title)
            raw[asked.id] = answered.raw
            if answered.uploads:
                uploads[asked.id] = list(answered.uploads)
        return uploads

    def _heading(self, step: Step) -> None:
        number = f" {step.place.item + 1}" if step.place.item is not None else ""
        self.terminal.say("", *([f"[{step.section}]"] if step.section else []), f"{step.title}{number}")
        if step.guidance:
            self.terminal.say(step.guidance)

    def _items(self, place: Place) -> Place:
        step = self.journey.step(place)
        self._heading(step)
        self.terminal.say(self._words("so-far"))
        for group in step.items:
            answers = ", ".join(line.answer.replace("\n", ", ") for line in group.lines if line.answered)
            self.terminal.say(f"  {group.title}. {answers}")
        if step.can_add and self.terminal.ask(self._words("add", thing=step.item_of)).casefold() in {"yes", "y", "ie"}:
            try:
                return self.journey.add_item(place)
            except TooManyItems:
                return self.journey.answer(place, {})
        return self.journey.answer(place, {})

    def _next_task(self) -> Place:
        """An interview goes through the sections in their order."""
        for task in self.journey.task_list():
            if task.status is not TaskStatus.DONE and task.place:
                return task.place
        return Place(kind=PlaceKind.CHECK)

    def _check(self, place: Place) -> Place:
        lines = [line for group in self.journey.check_answers() for line in group.lines]
        self.terminal.say("", self._words("check"))
        for number, line in enumerate(lines, 1):
            self.terminal.say(f"  {number}. {line.label} {line.answer.replace(chr(10), ', ')}")
        fee = self.journey.walk.fee
        for due in fee.lines:
            self.terminal.say(f"  {due.line}: {pounds(due.pence)}")
        if fee.lines:
            self.terminal.say(self._words("fee", amount=pounds(fee.total_pence)))
        typed = self.terminal.ask(self._words("send")).casefold()
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(lines):
            return lines[int(typed) - 1].change
        self._agreed = typed in _SEND
        return place

    def _tell_end(self, place: Place) -> None:
        """Tell how it ends where nothing is sent."""
        if place.kind is PlaceKind.EXIT:
            rule = next(each for each in self.compiled.definition.eligible if each.id == place.page)
            self.terminal.say("", *([rule.title.to(self.language)] if rule.title else []), rule.say.to(self.language))
            self.terminal.say(self._words("not-needed"))
        if place.kind is PlaceKind.RESULTS:
            self._results()

    def _results(self) -> None:
        said, found = self.compiled.definition.results, self.journey.walk.results
        if said is None:
            return
        self.terminal.say("", said.title.to(self.language))
        for result in found:
            self.terminal.say(f"- {result.title.to(self.language)}")
            more = (result.say.to(self.language) if result.say else "", result.link)
            self.terminal.say(*(f"  {words}" for words in more if words))
        if not found:
            self.terminal.say(said.none.to(self.language))

    def _back(self, place: Place) -> Place:
        before = self.journey.back(place)
        if before is None or before.kind is PlaceKind.TASKS:
            self.terminal.say(self._words("first-page"))
            return place
        return before

    def _speak(self, language: str) -> None:
        if language not in self.compiled.definition.languages:
            self.terminal.say(self._words("no-language"))
            return
        try:
            self.journey.speak(language)
        except LanguageNotOffered:
            self.terminal.say(self._words("no-language"))
            return
        self.language = language

    @property
    def _interviewer(self) -> Interviewer:
        help_ = self.compiled.definition.help
        return Interviewer(
            terminal=self.terminal, language=self.language, phone=help_.phone, hours=help_.hours.to(self.language)
        )

    def _words(self, key: str, **facts: object) -> str:
        return say(key, self.language, **facts)
