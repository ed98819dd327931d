"""The fields of a saved page: what labels each, which belong together, and which people were never meant to see."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from trellis.services.language.model import Kind
from trellis.services.language.paper.elements import Element
from trellis.services.language.paper.source import Blank, Paper, Shows, plain

ANSWERED = frozenset({"input", "select", "textarea"})
KINDS = {
    "date": Kind.DATE, "datetime-local": Kind.DATE, "email": Kind.EMAIL, "tel": Kind.PHONE, "number": Kind.NUMBER,
    "time": Kind.TIME, "text": Kind.TEXT,
}  # fmt: skip
FILLED_BY_BROWSERS = {
    "email": Kind.EMAIL, "tel": Kind.PHONE, "name": Kind.NAME, "bday": Kind.DATE, "street-address": Kind.ADDRESS,
}  # fmt: skip
NOT_QUESTIONS = frozenset({"submit", "button", "image", "reset", "search"})
TRAPS = re.compile(
    r"honey|^(?:hp|h_p|nospam|bot|trap|leave)[-_]?|(?:^|[-_])(?:hp|website|url|homepage|fax)$", re.IGNORECASE
)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top)\s*:\s*-\d{3,}|opacity\s*:\s*0(?:[;\s]|$)", re.IGNORECASE
)
_LEAVE_EMPTY = re.compile(r"leave (?:this|it)?.{0,20}\b(?:empty|blank|alone)|not? fill|are human", re.IGNORECASE)
_NOTHING_CHOSEN = re.compile(r"^\W*$|^\W*(?:please |-*)?(?:choose|select|pick)\b", re.IGNORECASE)


def is_ticked(control: Element) -> bool:
    """Whether it is a radio button or a box to tick."""
    return control.tag == "input" and control.get("type").lower() in {"radio", "checkbox"}


class Controls:
    """Every field of the form, with its label; those that belong together are one place to answer."""

    def __init__(self, page: Element, form: Element, paper: Paper) -> None:
        self._ids = {each.get("id"): each for each in page.every() if each.get("id")}
        self._paper = paper
        self._used: set[Element] = set()
        self._labels: dict[str, list[Element]] = defaultdict(list)
        for each in page.every():
            if each.tag == "label" and each.get("for"):
                self._labels[each.get("for")].append(each)
        self._asked: list[Element] = []
        hidden = 0
        for each in form.every():
            if each.tag not in ANSWERED or each.get("type").lower() in NOT_QUESTIONS:
                continue
            if each.get("type").lower() == "hidden":
                hidden += 1
            elif why := self._why_left(each):
                paper.left_out.append((f"{each.get('name') or each.tag} ({each.way})", why))
                self._used |= set(self._own_labels(each))
            else:
                self._asked.append(each)
        if hidden:
            paper.notes.append(
                (f"{hidden} × a hidden field", "it carries what the old product keeps, and asks nothing")
            )
        self._groups = self._grouped()
        self._use_words()

    def is_used(self, element: Element) -> bool:
        """Whether these words are shown already, as the label or hint of a field."""
        return element in self._used

    def labelled_by(self, label: Element) -> list[Element]:
        """The fields inside of this label, whose words it is."""
        return [each for each in label.every() if each in self._asked and label in self._own_labels(each)]

    def blank(self, control: Element) -> Blank | None:
        """The place to answer that this field is; None for all but the first of a group, and for what is left out."""
        group = self._groups.get(control)
        if group is not None and all(self._label(each)[0] for each in group):
            return self._group(group) if group[0] is control else None
        if group is not None:
            # Nothing ties words to these: the words beside each box are its words, as on paper.
            one = Kind.CHOICE if control.get("type").lower() == "radio" else ""
            return Blank(where=control.way, shows=Shows.BOX, stated=one, options=(plain(control.get("value")),))
        if control not in self._asked:
            return None
        label, by = self._label(control)
        return replace(self._single(control), label=label, labelled_by=by)

    def _single(self, control: Element) -> Blank:
        kind = control.get("type").lower() or "text"
        longest = control.get("maxlength")
        blank = Blank(
            where=control.way,
            hint=self._hint(control),
            required=self._required(control),
            most=int(longest) if longest.isdecimal() and len(longest) < 6 else 0,
            only_if=_shown_by_a_script(control),
        )
        if control.tag == "select":
            options = [plain(each.words()) for each in control.every() if each.tag == "option"]
            offered = tuple(each for each in options if not _NOTHING_CHOSEN.match(each))
            return replace(blank, shows=Shows.ANY_OF if control.has("multiple") else Shows.ONE_OF, options=offered)
        if control.tag == "textarea":
            return replace(blank, shows=Shows.SPACE)
        if kind == "file":
            return replace(blank, shows=Shows.UPLOAD)
        if is_ticked(control):
            label = self._label(control)[0] or plain(control.get("value"))
            return replace(blank, shows=Shows.BOX, options=(label,))
        stated = FILLED_BY_BROWSERS.get(control.get("autocomplete").rpartition(" ")[2], KINDS.get(kind, ""))
        return replace(blank, stated=stated)

    def _group(self, group: list[Element]) -> Blank:
        first = group[0]
        radio = first.get("type").lower() == "radio"
        options = tuple(self._label(each)[0] or plain(each.get("value")) for each in group)
        label, by = self._question_of(group)
        return Blank(
            where=first.way,
            shows=Shows.ONE_OF if radio else Shows.ANY_OF,
            label=label,
            labelled_by=by,
            options=options,
            hint=self._group_hint(group),
            required=True if any(self._required(each) for each in group) else None,
            only_if=_shown_by_a_script(first),
        )

    def _grouped(self) -> dict[Element, list[Element]]:
        named: dict[tuple[str, str, Element | None], list[Element]] = defaultdict(list)
        for each in self._asked:
            if is_ticked(each):
                kind = each.get("type").lower()
                name = re.sub(r"(?:\[\w*\]|[$:_.-]?\d+)$", "", each.get("name"))
                around = None if kind == "radio" else next(
                    (above for above in each.above() if above.tag in {"fieldset", "table", "ul", "ol"}
                     or above.get("role") == "group"), None)  # fmt: skip
                named[kind, name, around].append(each)
        groups: dict[Element, list[Element]] = {}
        for (kind, _, around), members in named.items():
            alike = len({each.get("name") for each in members}) == 1
            if kind == "radio" or (len(members) > 1 and (alike or around is not None)):
                groups |= dict.fromkeys(members, members)
        return groups

    def _label(self, control: Element) -> tuple[str, str]:
        """The words that label a field, and how they were found where the page does not tie them together."""
        own = [each for each in self._own_labels(control) if each.words().strip()]
        if own:
            return plain(" ".join(each.words(without=ANSWERED) for each in own)), ""
        for name, by in (("aria-label", ""), ("title", "its title"), ("placeholder", "its placeholder")):
            # A placeholder is the last resort: words beside the field say more.
            if control.get(name) and (name != "placeholder" or not _has_words_beside(control)):
                return plain(control.get(name)), by
        return "", ""

    def _own_labels(self, control: Element) -> list[Element]:
        pointed = [self._ids[each] for each in control.get("aria-labelledby").split() if each in self._ids]
        if pointed:
            return pointed
        tied = self._labels.get(control.get("id"), []) if control.get("id") else []
        around = next((each for each in control.above() if each.tag == "label"), None)
        return tied or ([around] if around is not None else [])

    def _hint(self, control: Element) -> str:
        pointed = [self._ids[each] for each in control.get("aria-describedby").split() if each in self._ids]
        words = " ".join(plain(each.words()) for each in pointed)
        labelled = self._own_labels(control) or control.get("aria-label")
        placeholder = plain(control.get("placeholder")) if labelled else ""
        return words or placeholder

    def _question_of(self, group: list[Element]) -> tuple[str, str]:
        around = self._around(group)
        if around is None:
            return "", ""
        for each in (self._ids.get(one) for one in around.get("aria-labelledby").split()):
            if each is not None:
                return plain(each.words()), ""
        legend = _legend(around)
        return (plain(legend.words()), "") if legend is not None else (plain(around.get("aria-label")), "")

    def _group_hint(self, group: list[Element]) -> str:
        around = self._around(group)
        return self._hint(around) if around is not None and around.get("aria-describedby") else ""

    def _around(self, group: list[Element]) -> Element | None:
        """The fieldset or group that holds these fields and no others."""
        for above in group[0].above():
            if above.tag == "fieldset" or above.get("role") in {"group", "radiogroup"}:
                inside = [each for each in above.every() if each in self._asked]
                ours = [each for each in inside if is_ticked(each)]
                return above if len(ours) == len(group) and len(inside) <= len(group) + 1 else None
        return None

    def _required(self, control: Element) -> bool | None:
        return True if control.has("required") or control.get("aria-required") == "true" else None

    def _why_left(self, control: Element) -> str:
        if control.get("type").lower() == "password":
            return "a password is for an account of the old product"
        label = self._label(control)[0]
        unseen = _is_unseen(control) or any(_is_unseen(each) for each in list(control.above())[:3])
        off_the_way = control.get("tabindex") == "-1" or control.get("aria-hidden") == "true"
        if _LEAVE_EMPTY.search(label) or (unseen and (TRAPS.search(control.get("name")) or off_the_way)):
            return "it is hidden from people, to catch robots"
        if re.search(r"captcha", f"{control.get('name')} {control.get('id')} {label}", re.IGNORECASE):
            return "it is there to catch robots"
        return ""

    def _use_words(self) -> None:
        for control in self._asked:
            group = self._groups.get(control)
            self._used |= {each for each in self._own_labels(control) if control not in each.every()}
            for name in control.get("aria-describedby").split():
                self._used |= {self._ids[name]} if name in self._ids else set()
            around = self._around(group) if group else None
            if around is not None:
                legend = _legend(around)
                pointed = [*around.get("aria-labelledby").split(), *around.get("aria-describedby").split()]
                self._used |= {self._ids[name] for name in pointed if name in self._ids}
                self._used |= {legend} if legend is not None else set()


def _legend(around: Element) -> Element | None:
    return next((each for each in around.elements if each.tag == "legend" and each.words().strip()), None)


def _is_unseen(element: Element) -> bool:
    return (
        element.has("hidden")
        or bool(_UNSEEN.search(element.get("style")))
        or bool(re.search(r"honey|(?:^|\s)(?:hp|hidden-field|d-none)(?:\s|$)", element.get("class"), re.IGNORECASE))
    )


def _shown_by_a_script(control: Element) -> str:
    hidden = next((each for each in control.above() if _is_unseen(each)), None)
    return f"a script shows it ({hidden.way} is hidden when the page opens)" if hidden is not None else ""


def _has_words_beside(control: Element) -> bool:
    """Whether words stand in the same block or row, before the field."""
    around = next(
        (each for each in control.above() if each.tag in {"tr", "p", "li", "div", "dl", "form", "fieldset"}), None
    )
    if around is None or around.tag in {"form", "fieldset"}:
        return False
    return bool(re.search(r"\w", _before(around, control)))


def _before(around: Element, control: Element) -> str:
    said: list[str] = []
    for each in _in_order(around):
        if each is control:
            break
        said.append(each if isinstance(each, str) else "")
    return "".join(said)


def _in_order(element: Element) -> Iterator[Element | str]:
    for each in element.children:
        yield each
        if isinstance(each, Element) and each.tag not in ANSWERED:
            yield from _in_order(each)
