"""A form while it is converted: its names given, its questions made, its parts counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from trellis.services.language.importing import Tally
from trellis.services.language.importing.names import Names, key
from trellis.services.language.xgov.conditions import Asked, Reader
from trellis.services.language.xgov.layout import Layout, Notes, layout
from trellis.services.language.xgov.questions import Made, Tongue, question
from trellis.services.language.xgov.routing import Routing, route
from trellis.services.language.xgov.source import Component, Form, SourcePage, Words

REPEATED = "MultiInputField"


@dataclass(kw_only=True)
class Sheet:
    """What is known of a form, before its definition is written."""

    form: Form
    tongue: Tongue
    order: tuple[str, ...]
    routing: Routing = field(init=False)
    keys: dict[str, str] = field(default_factory=dict)
    """The key of each page."""
    layouts: dict[str, Layout] = field(default_factory=dict)
    made: dict[str, list[tuple[Component, list[Made]]]] = field(default_factory=dict)
    """The questions of each page; of a repeated list, all its fields."""
    asked: dict[str, Asked] = field(default_factory=dict)
    components: Tally = field(default_factory=Tally)
    conditions: Tally = field(default_factory=Tally)
    notes: Notes = field(default_factory=list)
    _names: Names = field(default_factory=Names)

    def __post_init__(self) -> None:
        pages = Names()
        for path in self.order:
            repeated = any(each.type == REPEATED for each in self.form.paths[path].components)
            self.keys[path] = (self._names if repeated else pages).give(key(path))
            if repeated:
                pages.give(self.keys[path])
        for path in self.order:
            self._make(self.form.paths[path])
        reader = Reader(form=self.form, asked=self.asked)
        self.routing = route(self.form, reader, order=self.order)
        self._count_what_nothing_leads_to()

    def note(self, what: str, why: str) -> None:
        self.notes.append({"what": what, "why": why})

    def _make(self, page: SourcePage) -> None:
        laid = self.layouts[page.path] = layout(page, self.form.choices, self.components, self.notes)
        self.made[page.path] = []
        for each, above in laid.fields:
            if each.type == REPEATED:
                self.components.count(f"{each.type} {each.name}", lost="" if each.children else "it has no fields")
                several = [self._question(child, page, {}, repeated=True) for child in each.children]
                self.made[page.path].append((each, several))
            else:
                self.made[page.path].append((each, [self._question(each, page, above, repeated=False)]))

    def _question(self, each: Component, page: SourcePage, above: Words, *, repeated: bool) -> Made:
        title = each.title if self.tongue.lines(each.title) else page.title or {"en": each.name}
        words = self.tongue.lines(title)
        name = self._names.give(words.get("en") or next(iter(words.values()), each.name))
        items = self.form.choices.get(each.list_name or "")
        made = question(each, name=name, title=title, above=above, items=items, tongue=self.tongue)
        if page.repeat_field:
            made.lost.append(f"its page is asked as often as `{page.repeat_field}` says; here it is asked once")
        what = f"{each.type} {each.name}"
        self.components.count(what, lost="; ".join(made.lost))
        for why in dict.fromkeys(made.notes):
            self.note(what, why)
        self._remember(each, page, made, repeated=repeated)
        return made

    def _remember(self, each: Component, page: SourcePage, made: Made, *, repeated: bool) -> None:
        twice = sum(one.name == each.name for other in self.form.pages for one in other.components) > 1
        field_name = f"{page.section}.{each.name}" if twice else each.name
        if field_name in self.asked:
            field_name = f"{page.path} {each.name}"
        self.asked[field_name] = Asked(
            known_as=field_name,
            name=made.id,
            kind=made.kind,
            page=page.path,
            optional=each.optional,
            values=made.values,
            lost=any("choices are still to be written" in lost or "asked as text" in lost for lost in made.lost),
            repeated=repeated,
        )

    def _count_what_nothing_leads_to(self) -> None:
        for page in self.form.pages:
            if page.path in self.keys:
                continue
            for each in page.components:
                for one in (each, *each.children):
                    self.components.count(f"{one.type} {one.name}", lost="nothing in the form leads to its page")
