"""Rows as they stand in a file: cells by column, with the line each row begins on."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from gateway.exchange.columns import ERROR, ERROR_ZH, Table
from gateway.exchange.problems import Problem, found
from gateway.exchange.sources import Source

Cells = dict[str, str]


class Raw(Struct):
    """One row: the cells that hold something, by column name, or what is wrong with all of it."""

    line: int
    cells: Cells
    problem: Problem | None = None


class HeaderWrong(Exception):
    """A header that is not that of its table; the rows below it can't be read."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """With everything that is wrong with it."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


def rows(source: Source) -> Iterator[Raw]:
    """The rows of a file, empty ones left out. Raises HeaderWrong before the first of them."""
    return _csv(source) if source.is_csv else _ndjson(source)


def _csv(source: Source) -> Iterator[Raw]:
    with source.text() as file:
        reader = csv.reader(file, strict=True)
        names = header(source, reader)
        while True:
            line = reader.line_num + 1
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                problem = malformed(source, line, "a row of CSV", str(error), QUOTES)
                yield Raw(line, {}, problem)
                continue
            if any(fields):
                yield row(source, line, names, fields)


CURRENCY = {"currency", "币种"}
QUOTES = 'a quotation mark inside a quoted cell is written twice, "", and one that opens is closed'


def row(source: Source, line: int, names: list[str], fields: list[str]) -> Raw:
    """A row of CSV, its fields told by the names of their columns."""
    cells = {name: field for name, field in zip(names, fields, strict=False) if field}
    if len(names) == len(fields):
        return Raw(line, cells)
    expected, stood = f"{len(names)} cells as in the header", f"{len(fields)} cells"
    hint = "a comma inside a cell needs the cell in quotation marks"
    return Raw(line, cells, malformed(source, line, expected, stood, hint))


def header(source: Source, reader: Iterator[list[str]]) -> list[str]:
    """The column each cell of a row belongs to."""
    try:
        header = next(reader, list[str]())
    except csv.Error as error:
        raise HeaderWrong([malformed(source, 1, "a header", str(error), QUOTES)]) from error
    header = [cell.removeprefix("\ufeff").strip() for cell in header]
    if not any(header):
        names = ", ".join(column.name for column in source.table.own)
        problem = malformed(source, 1, "a header", "nothing", f"the columns are: {names}")
        raise HeaderWrong([problem])
    known = known_headers(source.table)
    names = [known.get(cell.lower(), "") for cell in header]
    problems = [*_strangers(source, header, names), *_twice(source, header, names)]
    problems += _missing(source, header, names)
    if problems:
        raise HeaderWrong(problems)
    return names


def known_headers(table: Table) -> dict[str, str]:
    """The column's name for each header that may stand, the error column of rejects among them."""
    named = {header: column.name for header, column in table.headers().items()}
    return named | {ERROR: ERROR, ERROR_ZH: ERROR}


def stranger(table: Table, name: str) -> str:
    """What to say of a column that the table does not have."""
    near = get_close_matches(name.lower(), known_headers(table), 1)
    hint = f"; did you mean {near[0]}?" if near else "."
    if name.strip().lower() in CURRENCY:
        hint = "; all amounts are in yuan, so convert them and take it out."
    columns = ", ".join(column.name for column in table.columns)
    return f"there is no column {found(name)}{hint} The columns are: {columns}"


def _strangers(source: Source, header: Sequence[str], names: Sequence[str]) -> Iterator[Problem]:
    for at, (cell, name) in enumerate(zip(header, names, strict=True), 1):
        if not name and cell:
            yield Problem(source.table.name, source.name, 1, cell, stranger(source.table, cell))
        elif not name:
            message = f"cell {at} of the header is empty; name it, or take the column out"
            yield Problem(source.table.name, source.name, 1, "", message)


def _twice(source: Source, header: Sequence[str], names: Sequence[str]) -> Iterator[Problem]:
    for at, (cell, name) in enumerate(zip(header, names, strict=True)):
        if name and name in names[:at]:
            yield Problem(
                source.table.name,
                source.name,
                1,
                cell,
                "the column is there twice; keep one of them",
            )


def _missing(source: Source, header: Sequence[str], names: Sequence[str]) -> Iterator[Problem]:
    for column in source.table.own:
        if column.required and column.name not in names:
            message = f"the required column {column.name} ({column.chinese}) is missing"
            if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
                message += "; cells are parted by commas"
            yield Problem(
                source.table.name,
                source.name,
                1,
                column.name,
                f"{message}; it says: {column.meaning}",
            )


def _ndjson(source: Source) -> Iterator[Raw]:
    known = known_headers(source.table)
    with source.text() as file:
        for line, text in enumerate(file, 1):
            text = text.removeprefix("\ufeff").strip()  # noqa: PLW2901 - the line without its ends
            if text:
                yield member_row(source, line, text, known)


def member_row(source: Source, line: int, text: str, known: dict[str, str]) -> Raw:
    """A row of NDJSON; `known` is what `known_headers` gives for the table."""
    try:
        pairs = json.loads(text, object_pairs_hook=_Pairs, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        expected = "one JSON object a line"
        return Raw(line, {}, malformed(source, line, expected, found(text), str(error)))
    if not isinstance(pairs, _Pairs):
        return Raw(line, {}, malformed(source, line, "a JSON object", found(text), ""))
    cells: Cells = {}
    problem: Problem | None = None
    for key, value in pairs:
        name = known.get(key.strip().lower(), "")
        wrong = _wrong_member(source, key, name, value, cells)
        problem = (
            problem or (wrong and Problem(source.table.name, source.name, line, key, wrong)) or None
        )
        if name and value is not None:
            cells[name] = value if isinstance(value, str) else str(value).lower()
    return Raw(line, cells, problem)


class _Pairs(list[tuple[str, Any]]):
    """The members of an object, in order, doubles among them."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        super().__init__(pairs)


def _wrong_member(source: Source, key: str, name: str, value: object, cells: Cells) -> str:
    if not name:
        return stranger(source.table, key)
    if name in cells:
        return "the member is there twice; keep one of them"
    if value is None or isinstance(value, str | bool):
        return ""
    return f"expected a text, found {found(json.dumps(value))}"


def malformed(source: Source, line: int, expected: str, stood: str, hint: str) -> Problem:
    """What is wrong with all of a row."""
    message = f"expected {expected}, found {stood}"
    return Problem(
        source.table.name, source.name, line, "", f"{message}; {hint}" if hint else message
    )
