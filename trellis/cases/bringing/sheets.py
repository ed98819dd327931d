"""Reading a CSV of another product, row by row: nothing is guessed, and a large file is never held whole."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trellis.cases.bringing.faults import CannotBring, Fault, NotThisCase

_FORMULA = re.compile(r"^\s*([=@]|[+-]\d*[A-Za-z][\w.]*\(|[+-].*\|.*!)")
"""What a spreadsheet would run: `=HYPERLINK(...)`, `@SUM(1)`, `-2+3+cmd|' /C calc'!A0`. A phone number is none."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """More than this is brought in several files: what came already is not brought twice."""

    size: int = 200 * 1024 * 1024
    rows: int = 250_000
    cell: int = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a file, by the heads of its columns. The head is row 1."""

    file: str
    number: int
    cells: Mapping[str, str]

    def fault(self, what: str, *, column: str = "", why: str, mend: str) -> Fault:
        return Fault(what=what, file=self.file, row=self.number, column=column, why=why, mend=mend)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file that can be read: its encoding and its columns have been looked at."""

    path: Path
    encoding: str
    separator: str
    limits: Limits

    def rows(self) -> Iterator[Row]:
        """Each row with as many cells as the head has.

        :raises CannotBring: where the file ends in the middle of a cell, or has too many rows.
        """
        csv.field_size_limit(self.limits.cell)
        with self.path.open(encoding=_codec(self.encoding), newline="") as file:
            lines = csv.reader(file, delimiter=self.separator, strict=True)
            head = [each.strip() for each in next(lines, [])]
            try:
                for number, cells in enumerate((each for each in lines if any(each)), 2):
                    if number > self.limits.rows + 1:
                        raise self._refused(f"It has more than {self.limits.rows} rows.", "Bring it in several files.")
                    yield Row(file=self.path.name, number=number, cells=self._by_column(head, cells))
            except csv.Error as error:
                raise self._refused(f"Line {lines.line_num} is no CSV: {error}.", "Export it again.") from None

    def _by_column(self, head: list[str], cells: list[str]) -> dict[str, str]:
        if len(cells) != len(head):
            return {_BROKEN: f"It has {len(cells)} cells, and the head has {len(head)}."}
        return {name: cell.strip() for name, cell in zip(head, cells, strict=True)}

    def _refused(self, why: str, mend: str) -> CannotBring:
        return CannotBring(Fault(what=self.path.name, file=self.path.name, why=why, mend=mend))


_BROKEN = "\0broken"


def refuse_what_no_cell_may_hold(row: Row, what: str) -> None:
    """Stop a row that is broken, or that holds what a spreadsheet would run.

    :raises NotThisCase: with each of its faults.
    """
    if broken := row.cells.get(_BROKEN):
        mend = "A comma or a line break may stand in a cell without quotation marks around it: export it again."
        raise NotThisCase(row.fault(what, why=broken, mend=mend))
    faults = [
        row.fault(
            what,
            column=column,
            why=f"It holds a formula, not a value: {cell[:60]}",
            mend="Export values rather than formulas, or write what it comes to.",
        )
        for column, cell in row.cells.items()
        if _FORMULA.match(cell)
    ]
    if faults:
        raise NotThisCase(*faults)


def open_sheet(
    path: Path, *, encoding: str, separator: str, spoken_for: Collection[str], limits: Limits | None = None
) -> Sheet:
    """Look at a file before anything is read from it.

    :raises CannotBring: where it is too large, in another encoding, or has columns of which nobody said what they mean.
    """
    sheet = Sheet(path=path, encoding=encoding, separator=separator, limits=limits or Limits())
    try:
        size = path.stat().st_size
    except OSError as error:
        raise CannotBring(Fault(what=path.name, why=f"It cannot be read: {error.strerror}.", mend="")) from None
    if size > sheet.limits.size:
        why = f"It has {size // 1_000_000} MB; at most {sheet.limits.size // 1_000_000} MB come at once."
        raise CannotBring(Fault(what=path.name, file=path.name, why=why, mend="Bring it in several files."))
    _look_at_the_encoding(path, encoding)
    _look_at_the_head(sheet, spoken_for)
    return sheet


def _look_at_the_encoding(path: Path, encoding: str) -> None:
    also_utf8 = beyond_ascii = False
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode(_codec(encoding))
            except UnicodeDecodeError as error:
                raise _wrong_encoding(path, number, encoding, line[error.start : error.start + 1]) from None
            if b"\0" in line:
                raise _wrong_encoding(path, number, encoding, b"\0")
            if not line.isascii():
                also_utf8 = _is_utf8(line) and (also_utf8 or not beyond_ascii)
                beyond_ascii = True
    if encoding != "utf-8" and beyond_ascii and also_utf8:
        why = "It reads as UTF-8 throughout, so as windows-1252 its accents would come out as two signs."
        raise CannotBring(Fault(what=path.name, file=path.name, why=why, mend="Write `encoding: utf-8`."))


def _wrong_encoding(path: Path, number: int, encoding: str, byte: bytes) -> CannotBring:
    other = "windows-1252" if encoding == "utf-8" else "utf-8"
    return CannotBring(
        Fault(
            what=path.name,
            file=path.name,
            row=number,
            why=f"It is not in {encoding}: there is a byte {byte.hex() or '?'} in this line.",
            mend=f"Export it as CSV in UTF-8, or write `encoding: {other}` where it is that.",
        )
    )


def _codec(encoding: str) -> str:
    """UTF-8 with or without the mark that spreadsheets put in front."""
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _look_at_the_head(sheet: Sheet, spoken_for: Collection[str]) -> None:
    with sheet.path.open(encoding=_codec(sheet.encoding), newline="") as file:
        head = [each.strip() for each in next(csv.reader(file, delimiter=sheet.separator), [])]
    faults = [
        _of_the_head(sheet, column, "It stands twice in the head.", "Give one of them another name.")
        for column in sorted({each for each in head if head.count(each) > 1})
    ]
    faults += [
        _of_the_head(sheet, column, "The mapping names this column, and the file has none.", "Compare the two.")
        for column in sorted({*spoken_for} - {*head})
    ]
    faults += [
        _of_the_head(sheet, column, "Nobody says what is to become of it.", "Use it, or name it in `left-out`.")
        for column in head
        if column not in spoken_for
    ]
    if faults:
        raise CannotBring(*faults)


def _of_the_head(sheet: Sheet, column: str, why: str, mend: str) -> Fault:
    return Fault(what=sheet.path.name, file=sheet.path.name, row=1, column=column, why=why, mend=mend)
