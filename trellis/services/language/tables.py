"""Parameter tables: the figures that hold in a nation on a day, as the rules see them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from trellis.services.language.kinds import Shape
from trellis.services.language.kinds.amounts import pence_of
from trellis.services.language.model import ParameterTable, TableRow


def shape_in_table(text: str) -> Shape:
    """What a figure in a table is: an amount like £350.00, a whole number, one with decimals, a day, or text."""
    if text.startswith("£") and pence_of(text) is not None:
        return Shape.PENCE
    if re.fullmatch(r"-?\d{1,15}", text):
        return Shape.WHOLE
    if re.fullmatch(r"-?\d{1,12}\.\d{1,6}", text):
        return Shape.DECIMAL
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return Shape.DAY
    return Shape.TEXT


def row_for(table: ParameterTable, *, nation: str, on: date) -> TableRow | None:
    """The row that holds in this nation on this day: the latest that has begun, its own before one for all."""
    begun = [row for row in table.rows if row.from_ <= on and (not row.nations or nation in row.nations)]
    return max(begun, key=lambda row: (row.from_, bool(row.nations)), default=None)


def figures(table: ParameterTable, *, nation: str, on: date) -> Mapping[str, object] | None:
    """The figures that hold, as the rules see them; None where no row holds yet, which makes a rule undecided."""
    row = row_for(table, nation=nation, on=on)
    if row is None:
        return None
    return {column.replace("-", "_"): _figure(text) for column, text in row.values.items()}


def _figure(text: str) -> object:
    match shape_in_table(text):
        case Shape.PENCE:
            return pence_of(text)
        case Shape.WHOLE:
            return int(text)
        case Shape.DECIMAL:
            return float(text)
        case Shape.DAY:
            return date.fromisoformat(text).toordinal()
    return text
