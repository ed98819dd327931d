"""One field of a form becomes one question, with what of it is lost or settled otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trellis.services.language.xgov.plain import read
from trellis.services.language.xgov.source import Component, Item, Words

KINDS: Mapping[str, str] = {
    "AutocompleteField": "select",
    "CheckboxesField": "choices",
    "ClientSideFileUploadField": "file",
    "DateField": "date",
    "DatePartsField": "date",
    "EmailAddressField": "email",
    "FileUploadField": "file",
    "FreeTextField": "long-text",
    "MultilineTextField": "long-text",
    "NumberField": "number",
    "RadiosField": "choice",
    "SelectField": "select",
    "TelephoneNumberField": "phone",
    "TextField": "text",
    "TimeField": "time",
    "UkAddressField": "address",
    "WebsiteField": "text",
    "YesNoField": "yes-no",
}
PICKED = frozenset({"choice", "select", "choices"})
WRITTEN = frozenset({"text", "long-text"})
LOOKS = frozenset(
    """autocomplete behaviour behaviourItemValue bold classes columnTitles condition customValidationMessage divider
    dropzoneConfig exposeToContext hideTitle isMultiInput maxWords minimumRequiredFiles multiple
    noReturnUrlOnSummaryPage optionalText prefix required rows showNoScriptWarning suffix summaryTitle""".split()
)
"""Options that only say how it looks, or that are read here."""
LIMITS = frozenset("integer max maxwords min optionalText precision required".split())
ROOM_FOR_A_WORD = 12
"""Characters for each word, so that the limit in words is the one that is met."""
MOST_WORDS = 1000
"""The engine of rules repeats no pattern more often."""

TOO_MANY_WORDS = {"en": "Use {most} words or fewer", "cy": "Defnyddiwch {most} gair neu lai"}
UP_TO_WORDS = {"en": "You can write up to {most} words.", "cy": "Gallwch ysgrifennu hyd at {most} gair."}
WEB_ADDRESS = {
    "en": "Enter a web address, like https://www.example.org",
    "cy": "Rhowch gyfeiriad gwe, fel https://www.example.org",
}


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """The languages of a form, and how words are written in a definition of them."""

    languages: tuple[str, ...]

    def text(self, words: Mapping[str, str]) -> object:
        """Words as a definition has them: plain where all is English, side by side where not."""
        said = {language: words[language] for language in self.languages if words.get(language)}
        return said["en"] if self.languages == ("en",) and said else said

    def lines(self, words: Words) -> dict[str, str]:
        return {language: read(html).line for language, html in words.items() if read(html).line}

    def passages(self, words: Words) -> dict[str, str]:
        return {language: read(html).passage for language, html in words.items() if read(html).passage}

    def ours(self, words: Mapping[str, str], **facts: object) -> dict[str, str]:
        """Words of ours, in the languages of the form that we can write."""
        return {language: words[language].format(**facts) for language in self.languages if language in words}


@dataclass(kw_only=True)
class Made:
    """A question as it is made: its part of the file, the words that stand above it, what is lost, what to look at."""

    id: str
    part: dict[str, object]
    kind: str
    values: dict[str, str] = field(default_factory=dict)
    """Their values of choices, with ours."""
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def lost_in(words: Words) -> list[str]:
    """What an HTML text holds that plain words cannot say."""
    return sorted(
        {f"{thing} in its words has no place in a definition" for html in words.values() for thing in read(html).lost}
    )


def question(
    component: Component, *, name: str, title: Words, above: Words, items: tuple[Item, ...] | None, tongue: Tongue
) -> Made:
    """The question that this field asks. `above` is a line that stood before it, between two questions."""
    kind = KINDS.get(component.type, "text")
    made = Made(id=name, kind=kind, part={"id": name, "ask": tongue.text(tongue.lines(title)), "type": kind})
    if component.type not in KINDS:
        made.lost.append(f"the kind `{component.type}` is not one of ours; asked as text")
    made.lost += lost_in(component.title) + lost_in(component.hint)
    _hint(made, component, above, tongue)
    if component.optional:
        made.part["optional"] = "yes"
    if kind in PICKED:
        _choices(made, component, items, tongue)
    elif kind == "number":
        _number(made, component, tongue)
    elif kind in WRITTEN:
        _written(made, component, tongue)
    elif kind == "file":
        _file(made, component)
    _unknown(made, component)
    message = component.options.get("customValidationMessage")
    if isinstance(message, str) and message:
        made.part["error"] = tongue.text({tongue.languages[0]: read(message).line})
    return made


def limit_in_words(component: Component) -> int | None:
    """How many words may be written, where the form says so."""
    raw = str(component.options.get("maxWords") or "")
    return int(raw) if re.fullmatch(r"[1-9]\d{0,4}", raw) else None


def _hint(made: Made, component: Component, above: Words, tongue: Tongue) -> None:
    hint = tongue.lines(component.hint)
    limit = limit_in_words(component)
    extra = tongue.ours(UP_TO_WORDS, most=limit) if limit and made.kind in WRITTEN else {}
    parts = [tongue.lines(above), hint, extra]
    whole = {
        language: " ".join(_ended(each[language]) for each in parts if each.get(language))
        for language in tongue.languages
        if any(each.get(language) for each in parts)
    }
    if whole:
        made.part["hint"] = tongue.text(whole if sum(map(bool, parts)) > 1 else next(each for each in parts if each))
    if not all(read(html).is_line for html in component.hint.values()):
        made.notes.append("its hint had paragraphs, a list or a link; here it is one line of words")


def _ended(words: str) -> str:
    return words if words[-1:] in ".:;?!" else f"{words}."


def _choices(made: Made, component: Component, items: tuple[Item, ...] | None, tongue: Tongue) -> None:
    if not items:
        made.lost.append(f"its list `{component.list_name}` is not in the form; its choices are still to be written")
        made.part["choices"] = [{"value": "to-be-written", "label": "To be written: what there is to choose from"}]
        return
    exclusive = (
        component.options.get("behaviourItemValue") if component.options.get("behaviour") == "exclusive" else None
    )
    choices: list[dict[str, object]] = []
    for number, item in enumerate(items, 1):
        value = item.value
        if not value or "," in value or value in made.values.values():
            value = f"choice-{number}"
            made.notes.append(
                f"the value of its choice {number} is `{value}` here: ours have no comma and are each there once"
            )
        made.values[item.value] = value
        choice: dict[str, object] = {"value": value, "label": tongue.text(tongue.lines(item.text)) or item.value}
        if tongue.lines(item.description):
            choice["hint"] = tongue.text(tongue.lines(item.description))
        if exclusive == item.value:
            choice["exclusive"] = "yes"
        if item.condition:
            made.lost.append(f"its choice `{item.value}` is offered only on a condition; here it is always offered")
        choices.append(choice)
    made.part["choices"] = choices


def _number(made: Made, component: Component, tongue: Tongue) -> None:
    prefix, suffix = component.options.get("prefix"), component.options.get("suffix")
    parts = int(component.limits.get("precision") or 0) > 0
    if prefix == "£":
        made.kind = "money"
        made.part["type"] = "money"
    elif prefix:
        made.lost.append(f"`{prefix}` stands before the number; ours have words after it only")
    if isinstance(suffix, str) and suffix:
        made.part["unit"] = tongue.text({tongue.languages[0]: suffix})
    for bound, ours in (("min", "least"), ("max", "most")):
        limit = component.limits.get(bound)
        if limit in (None, ""):
            continue
        if not re.fullmatch(r"-?\d{1,12}(\.\d{1,2})?", str(limit)) or (made.kind == "money" and str(limit)[0] == "-"):
            made.lost.append(f"its `{bound}` is `{limit}`, which is not a bound of ours")
            continue
        made.part[ours] = f"{limit}.0" if parts and made.kind == "number" and "." not in str(limit) else str(limit)
    if made.kind == "number" and parts and not {"least", "most"} & set(made.part):
        made.part["most"] = "999999999999.0"
    if made.kind == "number" and not parts and not component.limits.get("integer"):
        made.notes.append("it takes whole numbers here; write `most:` with a decimal point if parts are meant")


def _written(made: Made, component: Component, tongue: Tongue) -> None:
    most, least = component.limits.get("max"), component.limits.get("min")
    words = limit_in_words(component)
    name = made.id.replace("-", "_")
    for bound, ours in ((least, "least"), (most, "most")):
        if bound not in (None, ""):
            made.part[ours] = str(bound)
    if words and words <= MOST_WORDS:
        made.part.setdefault("most", str(max(words * ROOM_FOR_A_WORD, 200)))
        pattern = rf"^\\s*(?:\\S+(?:\\s+|$)){{0,{words}}}$"
        say = tongue.text(tongue.ours(TOO_MANY_WORDS, most=words))
        made.part["must"] = [{"must": f'{name}.matches("{pattern}")', "say": say}]
    elif words:
        made.lost.append(f"its limit of {words} words is more than a rule of ours can count")
    if component.type == "WebsiteField":
        pattern = r"^[Hh][Tt][Tt][Pp][Ss]?://\\S+[.]\\S+$"
        made.part["must"] = [{"must": f'{name}.matches("{pattern}")', "say": tongue.text(tongue.ours(WEB_ADDRESS))}]
    if "most" not in made.part:
        made.notes.append(
            f"it takes {200 if made.kind == 'text' else 4000} characters here, and more where `most:` says so"
        )


def _file(made: Made, component: Component) -> None:
    zone = component.options.get("dropzoneConfig")
    config = zone if isinstance(zone, dict) else {}
    many = config.get("maxFiles") or (5 if component.options.get("multiple") else 1)
    made.part["how-many"] = str(many)
    made.notes.append("which files are taken, and how large, is what the platform takes everywhere")


def _unknown(made: Made, component: Component) -> None:
    options = sorted(set(component.options) - LOOKS)
    limits = sorted(name for name in set(component.limits) - LIMITS if component.limits[name] not in (None, "", False))
    for name in (*options, *limits):
        made.lost.append(f"its setting `{name}` is not known here")
    if component.options.get("condition"):
        made.lost.append("it is shown only on a condition of its own; here it is always asked")
