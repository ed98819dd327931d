"""A service as a drawing: the pages from top to bottom, ways round and out of them, and the work that follows.

The colours hold a contrast of at least 4.5 to 1, nothing is said by colour alone, and the whole is told in words in
the description for those who do not see it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from trellis.services.language.compiled import Compiled
from trellis.services.language.explain.journey import Journey, Step, Told, journey

WIDTH = 960
LEFT = 200
"""Where the column of pages begins; to its left run the ways round."""
COLUMN = 420
ASIDE = LEFT + COLUMN + 50
"""Where the ways out stand."""
MARGIN = 24
LINE = 20
GAP = 34
PAD = 12
SIZE = 15

LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")

INK = "#0b0c0c"
SOFT = "#484949"
PAPER = "#ffffff"
PAGE = "#eef4fa"
END = "#fdf1ee"
WORK = "#eef7f0"
LINES = {PAGE: "#1a65a6", END: "#a12f1d", WORK: "#0f6b3c", PAPER: SOFT}


@dataclass(frozen=True)
class Row:
    """A line of a box: its words, and how they are set."""

    words: str
    bold: bool = False
    soft: bool = False


@dataclass
class Canvas:
    """Collects shapes from top to bottom."""

    shapes: list[str] = field(default_factory=list)
    y: int = MARGIN

    def box(self, rows: Sequence[Row], *, x: int, y: int, width: int, fill: str) -> int:
        """Draw a box with these rows; gives its height."""
        wrapped = [(line, row) for row in rows for line in wrap(row.words, width - 2 * PAD, bold=row.bold)]
        height = 2 * PAD + LINE * len(wrapped)
        self.shapes.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="{fill}" stroke="{LINES[fill]}" '
            'stroke-width="2"/>'
        )
        for number, (line, row) in enumerate(wrapped):
            self.words(line, x=x + PAD, y=y + PAD + LINE * number + 15, bold=row.bold, soft=row.soft)
        return height

    def words(self, line: str, *, x: int, y: int, bold: bool = False, soft: bool = False) -> None:
        weight = ' font-weight="bold"' if bold else ""
        self.shapes.append(f'<text x="{x}" y="{y}" fill="{SOFT if soft else INK}"{weight}>{escape(line)}</text>')

    def arrow(self, points: Sequence[tuple[int, int]], *, dashed: bool = False) -> None:
        way = " ".join(f"{x},{y}" for x, y in points)
        dashes = ' stroke-dasharray="6 4"' if dashed else ""
        self.shapes.append(
            f'<polyline points="{way}" fill="none" stroke="{SOFT}" stroke-width="2"{dashes} marker-end="url(#tip)"/>'
        )

    def line(self, points: Sequence[tuple[int, int]]) -> None:
        way = " ".join(f"{x},{y}" for x, y in points)
        self.shapes.append(f'<polyline points="{way}" fill="none" stroke="{SOFT}" stroke-width="2"/>')


def svg(compiled: Compiled) -> str:
    """The service drawn: one picture, readable by itself, with a title and a description in words."""
    told = journey(compiled)
    canvas = Canvas()
    canvas.y += canvas.box(
        [Row(told.title, bold=True), Row(told.summary)], x=LEFT, y=canvas.y, width=COLUMN, fill=PAPER
    )
    for step in told.steps:
        _step(canvas, step)
    _after_the_pages(canvas, told)
    return _framed(canvas, told)


def wrap(words: str, width: int, *, bold: bool = False) -> list[str]:
    """The words in lines that fit, by the usual width of Arial's letters. Of a link only its words are drawn."""
    words = LINK.sub(r"\1", words)
    most = int(width / (SIZE * (0.56 if bold else 0.51)))
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _step(canvas: Canvas, step: Step) -> None:
    start = canvas.y
    middle = LEFT + COLUMN // 2
    if step.only_if:
        lines = wrap(f"Only if {step.only_if}", COLUMN - 40)
        label_top = start + 26
        for number, line in enumerate(lines):
            canvas.words(line, x=middle + 10, y=label_top + LINE * number, soft=True)
        canvas.y += 26 + LINE * len(lines)
    else:
        canvas.y += GAP
    canvas.arrow([(middle, start), (middle, canvas.y - 3)])
    rows = [Row(step.title, bold=True)]
    rows += [Row(f"• {_said(question)}") for question in step.questions if question.words != step.title]
    if step.note:
        rows.append(Row(step.note, soft=True))
    top = canvas.y
    height = canvas.box(rows, x=LEFT, y=top, width=COLUMN, fill=PAGE)
    lowest = _exits(canvas, step, top)
    canvas.y = max(top + height, lowest)
    if canvas.y > top + height:
        canvas.line([(middle, top + height), (middle, canvas.y)])
    if step.only_if:
        _way_round(canvas, start, middle)


def _way_round(canvas: Canvas, start: int, middle: int) -> None:
    """The way of those who do not see this page."""
    end = canvas.y + 14
    side = LEFT - 40
    canvas.arrow([(middle, start + 8), (side, start + 8), (side, end), (middle - 3, end)], dashed=True)
    canvas.words("otherwise", x=side - 82, y=(start + end) // 2, soft=True)
    canvas.line([(middle, canvas.y), (middle, end)])
    canvas.y = end


def _exits(canvas: Canvas, step: Step, top: int) -> int:
    """The ends that are certain after this page, to its right; gives the lowest point."""
    y = top
    for ending in step.exits:
        rows = [Row("Ends here", bold=True)]
        if ending.only_if:
            opening = "" if ending.only_if.startswith("unless") else "if "
            rows.append(Row(f"{opening}{ending.only_if}", soft=True))
        rows.append(Row(ending.words))
        height = canvas.box(rows, x=ASIDE, y=y, width=WIDTH - ASIDE - MARGIN, fill=END)
        fork = LEFT + COLUMN + 20
        canvas.arrow([(LEFT + COLUMN, top + 20), (fork, top + 20), (fork, y + 20), (ASIDE - 3, y + 20)])
        y += height + 10
    return y - 10 if step.exits else top


def _after_the_pages(canvas: Canvas, told: Journey) -> None:
    middle = LEFT + COLUMN // 2
    if told.results:
        rows = [Row("Results: what fits the answers", bold=True), *(Row(f"• {_short(each)}") for each in told.results)]
        _below(canvas, middle, rows, fill=WORK)
        return
    rows = [Row("Check your answers, and send", bold=True)]
    rows += [Row(f"• {_said(line)}") for line in told.fee]
    rows += [Row(_said(each), soft=True) for each in told.eligible]
    _below(canvas, middle, rows, fill=PAGE)
    for level in told.levels:
        _level(canvas, middle, level.stages)
    if told.outcomes:
        rows = [Row("It ends in one of these", bold=True), *(Row(f"• {outcome}") for outcome in told.outcomes)]
        _below(canvas, middle, rows, fill=END)
    for heading, lines in (("Deadlines", told.clocks), ("Messages", told.messages)):
        if lines:
            canvas.y += 10
            rows = [Row(heading, bold=True), *(Row(f"• {line}") for line in lines)]
            canvas.y += canvas.box(rows, x=LEFT, y=canvas.y, width=COLUMN, fill=PAPER)


def _below(canvas: Canvas, middle: int, rows: Sequence[Row], *, fill: str) -> None:
    canvas.arrow([(middle, canvas.y), (middle, canvas.y + GAP - 3)])
    canvas.y += GAP
    canvas.y += canvas.box(rows, x=LEFT, y=canvas.y, width=COLUMN, fill=fill)


def _level(canvas: Canvas, middle: int, stages: Sequence[Told]) -> None:
    """Stages that run side by side stand side by side."""
    start = canvas.y
    top = start + GAP
    room = WIDTH - 2 * MARGIN if len(stages) > 1 else COLUMN
    left = MARGIN if len(stages) > 1 else LEFT
    width = (room - 16 * (len(stages) - 1)) // len(stages)
    feet: list[tuple[int, int]] = []
    for number, stage in enumerate(stages):
        name, _, rest = stage.words.partition("; ")
        rows = [Row(name, bold=True), *([Row(rest)] if rest else [])]
        if stage.only_if:
            rows.append(Row(f"only if {stage.only_if}", soft=True))
        x = left + number * (width + 16)
        feet.append((x + width // 2, top + canvas.box(rows, x=x, y=top, width=width, fill=WORK)))
    for centre, _ in feet:
        canvas.arrow([(middle, start), (middle, start + 14), (centre, start + 14), (centre, top - 3)])
    canvas.y = max(foot for _, foot in feet)
    if len(feet) > 1:
        canvas.y += 14
        for centre, foot in feet:
            canvas.line([(centre, foot), (centre, canvas.y), (middle, canvas.y)])


def _framed(canvas: Canvas, told: Journey) -> str:
    height = canvas.y + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        'role="img" aria-labelledby="journey-title journey-description" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="{SIZE}">\n'
        f'<title id="journey-title">{escape(told.title)}: the journey</title>\n'
        f'<desc id="journey-description">{escape(_description(told))}</desc>\n'
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="{SOFT}"/></marker></defs>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>\n' + "\n".join(canvas.shapes) + "\n</svg>\n"
    )


def _description(told: Journey) -> str:
    pages = []
    for step in told.steps:
        said = f"{step.title}, only if {step.only_if}" if step.only_if else step.title
        pages.append(said + "".join(f"; ends here {_condition(ending)}" for ending in step.exits))
    end = (
        f"Then {len(told.results)} results that may fit." if told.results else "Then the answers are checked and sent."
    )
    stages = " Then ".join(", beside ".join(stage.words for stage in level.stages) for level in told.levels)
    return f"{len(pages)} pages. {'. '.join(pages)}. {end}" + (f" The work: {stages}." if stages else "")


def _condition(ending: Told) -> str:
    return ending.only_if if ending.only_if.startswith("unless") else f"if {ending.only_if or 'the rule says so'}"


def _said(told: Told) -> str:
    if not told.only_if:
        return told.words
    return f"{told.words} ({'' if told.only_if.startswith('unless') else 'only if '}{told.only_if})"


def _short(told: Told) -> str:
    """A result with its rule, cut where the rule is long: the text tells it whole."""
    said = _said(told)
    return said if len(said) <= 160 else f"{said[:157].rsplit(' ', 1)[0]} ..."
