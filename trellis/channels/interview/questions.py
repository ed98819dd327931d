"""How each kind of question is asked in plain text. What is typed becomes the same raw answer as on any channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trellis.channels.interview.terminal import Terminal
from trellis.channels.interview.words import say
from trellis.places.queries import gazetteer
from trellis.services.contract import Asked, Raw, Upload
from trellis.services.language.model import Kind

LARGEST = 20 * 1024 * 1024
"""Bytes that are read of a file at most; what may be kept is decided where it is kept."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What was typed for one question, and the files that were named."""

    raw: Raw
    uploads: tuple[Upload, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Interviewer:
    """Asks questions in one language."""

    terminal: Terminal
    language: str
    phone: str
    hours: str

    def ask(self, asked: Asked, *, title: str = "") -> Answered:
        """Ask one question, and gather its parts. The heading was read aloud already where it is the same."""
        terminal = self.terminal
        if asked.label != title:
            terminal.say(asked.label)
        if asked.statement:
            terminal.say(asked.statement)
        if asked.hint:
            terminal.say(asked.hint)
        if asked.optional:
            terminal.say(f"({say('optional', self.language)})")
        if asked.problem:
            terminal.say(f"! {asked.problem.words}")
        return _HOW.get(asked.kind, _parts)(self, asked)

    def line(self, prompt: str, asked: Asked) -> str:
        return self.terminal.ask(prompt, help_=lambda: self.help(asked))

    def help(self, asked: Asked) -> None:
        key = "help" if asked.hint else "no-help"
        self.terminal.say(*([asked.hint] if asked.hint else []))
        self.terminal.say(say(key, self.language, phone=self.phone, hours=self.hours))


def _one_line(interviewer: Interviewer, asked: Asked) -> Answered:
    prompt = asked.unit or ">"
    return Answered(raw={"value": interviewer.line(prompt, asked)})


def _parts(interviewer: Interviewer, asked: Asked) -> Answered:
    """One line for each part."""
    if asked.parts == ("value",):
        return _one_line(interviewer, asked)
    return Answered(raw={part: interviewer.line(say(part, interviewer.language), asked) for part in asked.parts})


def _options(interviewer: Interviewer, asked: Asked) -> list[str]:
    for number, option in enumerate(asked.options, 1):
        hint = f" ({option.hint})" if option.hint else ""
        interviewer.terminal.say(f"  {number}. {option.label}{hint}")
    return [option.value for option in asked.options]


def _meant(typed: str, asked: Asked) -> str:
    """The value that a number, a label or the value itself means; what was typed where it means none."""
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(asked.options):
        return asked.options[int(typed) - 1].value
    for option in asked.options:
        if typed.casefold() in {option.label.casefold(), option.value.casefold()}:
            return option.value
    return typed


def _one_of(interviewer: Interviewer, asked: Asked) -> Answered:
    _options(interviewer, asked)
    return Answered(raw={"value": _meant(interviewer.line(say("choose", interviewer.language), asked), asked)})


def _several_of(interviewer: Interviewer, asked: Asked) -> Answered:
    _options(interviewer, asked)
    typed = interviewer.line(say("choose-several", interviewer.language), asked)
    return Answered(raw={"value": [_meant(each.strip(), asked) for each in typed.split(",") if each.strip()]})


def _declaration(interviewer: Interviewer, asked: Asked) -> Answered:
    typed = interviewer.line(say("agree", interviewer.language), asked).casefold()
    return Answered(raw={"value": "yes" if typed in {"yes", "y", "ydw", "iawn"} else ""})


def _address(interviewer: Interviewer, asked: Asked) -> Answered:
    """By postcode, then from the list; written by hand where it is not on the list."""
    postcode = interviewer.line(say("postcode", interviewer.language), asked)
    found = gazetteer().addresses_at(postcode) if postcode else []
    for number, address in enumerate(found, 1):
        interviewer.terminal.say(f"  {number}. {address.in_one_line}")
    if found:
        typed = interviewer.line(say("pick-address", interviewer.language), asked)
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(found):
            return Answered(raw={"uprn": found[int(typed) - 1].uprn, "postcode": postcode})
    elif not postcode:
        return Answered(raw={})
    parts = {part: interviewer.line(say(part, interviewer.language), asked) for part in ("line1", "line2", "town")}
    return Answered(raw={**parts, "postcode": postcode})


def _files(interviewer: Interviewer, asked: Asked) -> Answered:
    for document in asked.documents:
        interviewer.terminal.say(say("kept", interviewer.language, name=document.name))
    uploads: list[Upload] = []
    while typed := interviewer.line(say("file", interviewer.language), asked):
        path = Path(typed).expanduser()
        if not path.is_file():
            interviewer.terminal.say(f"! {say('no-file', interviewer.language)}")
            continue
        with path.open("rb") as file:
            uploads.append(Upload(name=path.name, content=file.read(LARGEST)))
        interviewer.terminal.say(say("kept", interviewer.language, name=path.name))
    return Answered(raw={}, uploads=tuple(uploads))


_HOW: dict[Kind, Callable[[Interviewer, Asked], Answered]] = {
    Kind.YES_NO: _one_of,
    Kind.CHOICE: _one_of,
    Kind.SELECT: _one_of,
    Kind.CHOICES: _several_of,
    Kind.DECLARATION: _declaration,
    Kind.ADDRESS: _address,
    Kind.FILE: _files,
}
"""Kinds that are asked in their own way; every other is asked part by part."""
