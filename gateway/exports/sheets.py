"""A statement written as CSV, NDJSON or a workbook, row by row; the last says what they come to.

A reader of the file can check it: its last row is `TOTAL` with the amount and the payments of all
rows before it, so a file without one is cut off.
"""

import csv
import io
import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import IO, Any, Protocol

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs] - it brings none

from gateway.exports.stating import Cells, Column, Kind
from graph.model.money import print_yuan

TOTAL = "TOTAL"

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would work out instead of showing it (OWASP)."""

MOST_ROWS = 1_048_576
"""Rows that a sheet of a workbook may have, its header and its total among them."""


class Form(StrEnum):
    """The notations."""

    CSV = "csv"
    NDJSON = "ndjson"
    XLSX = "xlsx"


class SheetFull(Exception):
    """A workbook has no room for so many rows."""


class Sheet(Protocol):
    """Where rows go, whose columns were given."""

    def row(self, cells: Cells) -> None:
        """Write a row."""
        ...

    def total(self, amount: int, payments: int) -> None:
        """Write the last one: what the last two columns come to."""
        ...


@contextmanager
def sheet(form: Form, file: IO[bytes], columns: Sequence[Column]) -> Generator[Sheet]:
    """A sheet in a binary file, its header written; the file stays open. Raises OSError."""
    if form is Form.XLSX:
        options = {"constant_memory": True, "in_memory": False}
        with xlsxwriter.Workbook(file, options) as book:
            yield _Workbook(book, columns)
        return
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    yield _Csv(text, columns) if form is Form.CSV else _Ndjson(text, columns)
    text.flush()
    text.detach()


class _Csv:
    """Texts that look like formulas have an apostrophe before them."""

    def __init__(self, file: io.TextIOWrapper, columns: Sequence[Column]) -> None:
        self._rows, self._columns = csv.writer(file, lineterminator="\n"), columns
        self._rows.writerow([each.name for each in columns])

    def row(self, cells: Cells) -> None:
        """A line."""
        self._rows.writerow(map(_shown, self._columns, cells))

    def total(self, amount: int, payments: int) -> None:
        """A line with empty cells between."""
        between = [""] * (len(self._columns) - 3)
        self._rows.writerow([TOTAL, *between, print_yuan(amount), payments])


class _Ndjson:
    """An object a row, its amounts as texts in yuan; what is not there is null."""

    def __init__(self, file: io.TextIOWrapper, columns: Sequence[Column]) -> None:
        self._file, self._columns = file, columns

    def row(self, cells: Cells) -> None:
        """A line."""
        pairs = zip(self._columns, cells, strict=True)
        self._line({column.name: _member(column, cell) for column, cell in pairs})

    def total(self, amount: int, payments: int) -> None:
        """A line with a member `total` that no row has."""
        self._line({"total": True, "amount": print_yuan(amount), "payments": payments})

    def _line(self, said: dict[str, object]) -> None:
        self._file.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n")


class _Workbook:
    """One sheet whose rows leave memory as they come; texts are texts, amounts numbers in yuan."""

    def __init__(self, book: Any, columns: Sequence[Column]) -> None:
        self._sheet, self._columns, self._at = book.add_worksheet("statement"), columns, 0
        self._bold, self._yuan = book.add_format({"bold": True}), "#,##0.00"
        self._money = book.add_format({"num_format": self._yuan})
        self._sum = book.add_format({"num_format": self._yuan, "bold": True})
        self._sheet.set_column(0, len(columns) - 1, 18)
        self._sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            self._sheet.write_string(0, at, column.name, self._bold)

    def row(self, cells: Cells) -> None:
        """A row. Raises SheetFull."""
        at = self._next()
        for place, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            if isinstance(cell, str):
                self._sheet.write_string(at, place, cell)
            elif cell is not None:
                money = column.kind is Kind.MONEY
                number = cell / 100 if money else cell
                self._sheet.write_number(at, place, number, self._money if money else None)

    def total(self, amount: int, payments: int) -> None:
        """A row in bold."""
        at, end = self._next(), len(self._columns) - 1
        self._sheet.write_string(at, 0, TOTAL, self._bold)
        self._sheet.write_number(at, end - 1, amount / 100, self._sum)
        self._sheet.write_number(at, end, payments, self._bold)

    def _next(self) -> int:
        self._at += 1
        if self._at >= MOST_ROWS:
            raise SheetFull(
                f"a sheet of a workbook has {MOST_ROWS:,} rows at the most, this statement has"
                " more; write it as csv, or a partner or a month at a time"
            )
        return self._at


def _shown(column: Column, cell: str | int | None) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.startswith(FORMULA) else cell
        case int():
            return print_yuan(cell) if column.kind is Kind.MONEY else str(cell)


def _member(column: Column, cell: str | int | None) -> str | int | None:
    if column.kind is Kind.MONEY and isinstance(cell, int):
        return print_yuan(cell)
    return cell
