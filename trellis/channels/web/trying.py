"""A service tried out: the pages that residents would meet, with made-up answers that nobody keeps.

What was answered so far travels in the page itself, signed; each step goes through it from the beginning. There is no
journey, no document and no case, and no cookie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from trellis.base.money import pounds
from trellis.channels.web.fields import AddressSearch, anchor, fields_of
from trellis.channels.web.pages import rendered
from trellis.channels.web.typed import blanks, raw_answers, with_typed
from trellis.channels.web.visiting import Visit, show
from trellis.services.contract import Place, PlaceKind, Raw, Step, TaskStatus, Upload
from trellis.services.errors import AnswersRefused, NoSuchPage, TooManyItems
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind
from trellis.services.layout import Moment, TrialRun
from trellis.services.rehearsing import Rehearsal
from trellis.services.reviewing import gathered

_SALT: Final = "tried out"
_MADE_UP: Final = Upload(name="made-up.pdf", content=b"")


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was answered on one page."""

    page: str
    item: int | None = None
    raw: Mapping[str, Raw] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        return Place(kind=PlaceKind.PAGE, page=self.page, item=self.item)


def try_out(run: TrialRun) -> HttpResponse:
    """The page that this person would be shown now."""
    request = run.request
    visit = Visit(request=request, organisation=run.organisation, language=run.language, at=run.at)
    rehearsal = Rehearsal(run.compiled, language=run.language, on=visit.today)
    with translation.override(run.language):
        given, place = _gone_through(rehearsal, _so_far(request))
        trial = _Trial(run=run, visit=visit, rehearsal=rehearsal, given=given)
        if request.method != "POST" or not request.POST.get("pressed"):
            return trial.shown(place or rehearsal.whereabouts())
        return trial.pressed(place or rehearsal.whereabouts())


def _so_far(request: HttpRequest) -> list[Given]:
    try:
        listed = signing.loads(request.POST.get("so-far", ""), salt=_SALT)
    except signing.BadSignature:
        return []
    return [Given(**each) for each in listed]


def _gone_through(rehearsal: Rehearsal, given: list[Given]) -> tuple[list[Given], Place | None]:
    """Answer again what was answered so far, as long as the draft still asks it."""
    done: list[Given] = []
    place = None
    for each in given:
        try:
            place = rehearsal.answer(each.place, each.raw, _made_up(rehearsal, each.page))
        except (AnswersRefused, NoSuchPage, KeyError):
            break
        done.append(each)
    return done, place


def _made_up(rehearsal: Rehearsal, page: str) -> dict[str, list[Upload]]:
    """A paper for each question that asks for one: nobody should send a real one here."""
    questions = rehearsal.way.compiled.page(page).questions
    return {each.id: [_MADE_UP] for each in questions if each.type is Kind.FILE}


@dataclass(frozen=True, kw_only=True)
class _Trial:
    run: TrialRun
    visit: Visit
    rehearsal: Rehearsal
    given: list[Given]

    @property
    def compiled(self) -> Compiled:
        return self.run.compiled

    def pressed(self, place: Place) -> HttpResponse:
        """A button was pressed on the page at this place."""
        posted = self.visit.request.POST
        if posted["pressed"] == "back":
            return self._back()
        if posted["pressed"] == "add":
            try:
                return self.shown(self.rehearsal.add_item(place))
            except TooManyItems:
                return self.shown(place)
        if place.kind is PlaceKind.ITEMS and posted["pressed"] == "go-on":
            return self.shown(self.rehearsal.answer(place, {}))
        return self._answered()

    def _answered(self) -> HttpResponse:
        posted = self.visit.request.POST
        page, item = posted.get("page", ""), posted.get("item", "")
        if not self.compiled.has_page(page):
            return self.shown(self.rehearsal.whereabouts())
        raw = raw_answers(self.visit.request, blanks(self.compiled.page(page).questions))
        now = Given(page=page, item=int(item) if item.isdigit() else None, raw=raw)
        try:
            following = self.rehearsal.answer(now.place, raw, _made_up(self.rehearsal, page))
        except AnswersRefused as refused:
            return self.stepped(refused.step, how="refused")
        except NoSuchPage:
            return self.shown(self.rehearsal.whereabouts())
        return replace(self, given=[*self.given, now]).shown(following)

    def _back(self) -> HttpResponse:
        if not self.given:
            return self.shown(self.rehearsal.whereabouts())
        last = self.given[-1]
        rehearsal = Rehearsal(self.compiled, language=self.run.language, on=self.visit.today)
        given, _ = _gone_through(rehearsal, self.given[:-1])
        before = replace(self, rehearsal=rehearsal, given=given)
        return before.stepped(with_typed(rehearsal.step(last.place), last.raw), how="back")

    def shown(self, place: Place) -> HttpResponse:
        """The page at a place."""
        if place.kind is PlaceKind.TASKS:
            open_ = (each.place for each in self.rehearsal.task_list() if each.status is not TaskStatus.DONE)
            place = next((each for each in open_ if each), Place(kind=PlaceKind.CHECK))
        if place.kind in {PlaceKind.PAGE, PlaceKind.ITEMS}:
            return self.stepped(self.rehearsal.step(place))
        return self._end(place)

    def stepped(self, step: Step, *, how: Literal["came", "back", "refused"] = "came") -> HttpResponse:
        """The page of a step."""
        refused = tuple(dict.fromkeys(each.question for each in step.problems))
        self._noted(Moment(how=how, page=step.place.page, item=step.place.item, refused=refused))
        # An address is written by hand: looking one up would bring in a real one.
        searches = {each.id: AddressSearch(mode="written") for each in step.questions if each.kind is Kind.ADDRESS}
        fields = fields_of(step, searches=searches)
        known = {each.id: each for each in step.questions}
        problems = [
            (anchor(known[each.question], each.part, search=searches.get(each.question)), each.words)
            for each in step.problems
            if each.question in known
        ]
        return self._page(
            "try_step.html",
            step=step,
            fields=[each for each in fields if each.shape != "file"],
            papers=[each.label for each in fields if each.shape == "file"],
            heads=any(each.heads for each in fields),
            problems=problems,
            wrong=bool(problems),
        )

    def _end(self, place: Place) -> HttpResponse:
        walk, said = self.rehearsal.walk, self.compiled.definition
        rule = next((each for each in said.eligible if place.kind is PlaceKind.EXIT and each.id == place.page), None)
        self._noted(Moment(how="end", page=f"{place.kind}/{place.page}".rstrip("/")))
        groups = gathered(self.rehearsal.check_answers(), compiled=self.compiled)
        return self._page(
            "try_end.html",
            place=place,
            rule=rule,
            walk=walk,
            answers=rendered("answers.html", {"groups": groups, "heading": "h2", "change": None}),
            fee=[(each.line, pounds(each.pence)) for each in walk.fee.lines],
        )

    def _noted(self, moment: Moment) -> None:
        if self.run.watcher:
            self.run.watcher.saw(moment)

    def _page(self, template: str, **facts: Any) -> HttpResponse:
        so_far = signing.dumps([asdict(each) for each in self.given], salt=_SALT, compress=True)
        return show(
            self.visit,
            template,
            compiled=self.compiled,
            run=self.run,
            so_far=so_far,
            can_go_back=bool(self.given),
            **facts,
        )
