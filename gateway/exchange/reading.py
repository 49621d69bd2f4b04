"""A folder of tables read as facts, each with its place, and everything that is wrong with it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from gateway.exchange.cells import Reader, reader
from gateway.exchange.columns import Column, Kind, Table
from gateway.exchange.ids import MadeIds
from gateway.exchange.problems import Problem, found, place
from gateway.exchange.rows import HeaderWrong, Raw, rows
from gateway.exchange.sources import Source, sources
from graph.ladder.values import Wrong
from graph.model import Fact
from graph.model.time import ONE_DAY

Fields = dict[str, Any]


class Row(Struct):
    """A fact and where it stands: the file's name and the line (0: the name says it all)."""

    fact: Fact
    file: str
    line: int

    @property
    def place(self) -> str:
        """`links.csv:5`."""
        return place(self.file, self.line)


class Lost(Struct, frozen=True):
    """A row that could not be read, and what other rows would name it by."""

    table: str
    name: str
    place: str


class Batch(Struct):
    """What a folder holds: rows in their order, problems, and what is lost to them.

    `unreadable` tells that a header is wrong, so that a whole file could not be read.
    """

    sources: tuple[Source, ...]
    rows: list[Row]
    problems: list[Problem]
    lost: list[Lost]
    unreadable: bool = False


class Author(Struct, frozen=True):
    """What is filled in for a row that does not say it: when it became known, and by whom."""

    name: str
    at: datetime


class Watch(Protocol):
    """Somebody who is told how far a long piece of work has come."""

    def stage(self, name: str, total: int | None = None) -> None:
        """The work goes on to another stage, of so many steps if that is known."""
        ...

    def expect(self, total: int) -> None:
        """The stage will have so many steps, by what was seen of it."""
        ...

    def advance(self, steps: int = 1) -> None:
        """So many steps are done."""
        ...


class Unwatched:
    """Nobody: a `Watch` for those who do not care."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Heard by no one."""

    def expect(self, total: int) -> None:
        """Heard by no one."""

    def advance(self, steps: int = 1) -> None:
        """Heard by no one."""


class Cell(Struct, frozen=True):
    """How the cells of one column become the values of one field."""

    column: Column
    read: Reader
    keeps_empty: bool


def read_folder(folder: Path, author: Author, watch: Watch | None = None) -> Batch:
    """Everything in a folder's tables. Raises FolderUnreadable when there is none."""
    return read_sources(sources(folder), author, watch)


def read_sources(found: Iterable[Source], author: Author, watch: Watch | None = None) -> Batch:
    """Everything in some tables."""
    batch = Batch(tuple(found), [], [], [])
    made, told = MadeIds(), watch or Unwatched()
    for source in batch.sources:
        told.stage(f"reading {source.name}", source.lines - source.is_csv)
        try:
            _read(source, author, made, batch, told)
        except HeaderWrong as wrong:
            batch.problems += wrong.problems
            batch.unreadable = True
    return batch


def _read(source: Source, author: Author, made: MadeIds, batch: Batch, watch: Watch) -> None:
    cells = cells_of(source.table, empty_texts=not source.is_csv)
    for raw in rows(source):
        watch.advance()
        found = row_of(source, raw, cells, author, made)
        if isinstance(found, Row):
            batch.rows.append(found)
        else:
            batch.problems += found
            batch.lost += lost(source, raw)


def cells_of(table: Table, *, empty_texts: bool) -> tuple[Cell, ...]:
    """How the cells of a table are read; `empty_texts`: an empty text is not the same as none."""
    return tuple(
        Cell(column, reader(column), empty_texts and column.kind is Kind.TEXT)
        for column in table.columns
    )


def row_of(
    source: Source, raw: Raw, cells: Iterable[Cell], author: Author, made: MadeIds
) -> Row | Sequence[Problem]:
    """The fact that a row says, or what is wrong with it."""
    fields, problems = _fields(source, raw, cells)
    if problems:
        return problems
    _stamp(fields, author, source, raw.line)
    fact = source.table.fact(**fields)
    if not fact.id:
        fact = replace(fact, id=made.made(fact))
    return Row(fact, source.name, raw.line)


def _fields(source: Source, raw: Raw, cells: Iterable[Cell]) -> tuple[Fields, Sequence[Problem]]:
    """The fields of a row's fact, or what is wrong with its cells."""
    if raw.problem is not None:
        return {}, (raw.problem,)
    fields: Fields = {}
    problems: list[Problem] = []
    for cell in cells:
        column = cell.column
        text = raw.cells.get(column.name)
        if text is None or (not text and not cell.keeps_empty):
            if column.required:
                problems.append(_wrong(source, raw.line, column, "", Wrong(column.meaning)))
            continue
        value = cell.read(text)
        if isinstance(value, Wrong):
            problems.append(_wrong(source, raw.line, column, text, value))
        else:
            fields[column.fills] = value
    return fields, problems or list(_at_odds(source, raw.line, fields))


def _wrong(source: Source, line: int, column: Column, text: str, wrong: Wrong) -> Problem:
    stood = found(text) if text else "nothing"
    hint = f"; {wrong.hint}" if wrong.hint else ""
    message = f"expected {wrong.expected}, found {stood}{hint}"
    return Problem(source.table.name, source.name, line, column.name, message)


def _at_odds(source: Source, line: int, fields: Fields) -> Iterator[Problem]:
    """What two cells of a row contradict each other in."""
    if fields.get("occurred_from") == date.max and "occurred_to" not in fields:
        yield Problem(
            source.table.name,
            source.name,
            line,
            "occurred_from",
            "expected a day that has one after it",
        )
    recorded, superseded = fields.get("recorded_at"), fields.get("superseded_at")
    if superseded is None:
        return
    if recorded is None:
        message = "expected a time here too, since superseded_at has one; found nothing"
        yield Problem(source.table.name, source.name, line, "recorded_at", message)
    elif superseded < recorded:
        message = f"expected a time not before recorded_at ({recorded.isoformat()})"
        yield Problem(source.table.name, source.name, line, "superseded_at", message)


def _stamp(fields: Fields, author: Author, source: Source, line: int) -> None:
    """What the row leaves to be filled in; one that says when it was known is left as it is."""
    if "recorded_at" not in fields:
        fields["recorded_at"] = author.at
        fields.setdefault("recorded_by", author.name)
        fields.setdefault("source", f"{source.name}:{line}")
    fields.setdefault("id", "")
    if "occurred_from" in fields:
        fields.setdefault("occurred_to", fields["occurred_from"] + ONE_DAY)


def lost(source: Source, raw: Raw) -> Iterator[Lost]:
    """What other rows would name a row by that can't be read."""
    name = raw.cells.get(source.table.named_by)
    if name is not None:
        yield Lost(source.table.name, name, place(source.name, raw.line))
