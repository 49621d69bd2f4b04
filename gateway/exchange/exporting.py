"""A world written as a folder of tables that import reads as the same world."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from gateway.exchange.cells import show
from gateway.exchange.columns import Column, Kind, Table
from gateway.exchange.problems import FolderUnreadable
from gateway.exchange.quoting import row_writer
from gateway.exchange.reading import Unwatched, Watch
from gateway.exchange.sources import SUFFIXES
from gateway.exchange.tables import TABLES
from graph.ladder.naming import world_of
from graph.model import Fact, World

FORMATS = ("csv", "ndjson")
PORTION = 500


class Written(Struct, frozen=True):
    """One file that was written and its rows."""

    path: Path
    rows: int


def export(
    world: World, folder: Path, form: str = "csv", watch: Watch | None = None
) -> list[Written]:
    """Write every table of a world, `form` being csv or ndjson; an empty table is written too.

    The folder is made, or must hold no tables: FolderUnreadable else, and nothing is written.
    """
    writable(folder)
    folder.mkdir(parents=True, exist_ok=True)
    told = watch or Unwatched()
    return [_written(table, world, folder, form, told) for table in TABLES]


def writable(folder: Path) -> None:
    """Raise FolderUnreadable unless tables can be written there without losing a file."""
    if folder.exists() and not folder.is_dir():
        raise FolderUnreadable(f"expected a folder to write to, but {folder} is a file")
    names = (f"{table.name}{suffix}" for table in TABLES for suffix in SUFFIXES)
    old = next((name for name in names if (folder / name).exists()), None)
    if old is not None:
        raise FolderUnreadable(
            f"{folder} already holds {old}; name a new folder, so that nothing is overwritten"
        )


def known(world: World, at: datetime) -> World:
    """The versions that are known at an instant, without those that were known before."""
    facts = (fact for field in world.__struct_fields__ for fact in getattr(world, field))
    return world_of(fact for fact in facts if _is_known(fact, at))


def _is_known(fact: Fact, at: datetime) -> bool:
    return fact.recorded_at <= at and (fact.superseded_at is None or fact.superseded_at > at)


def _written(table: Table, world: World, folder: Path, form: str, watch: Watch) -> Written:
    facts: Sequence[Fact] = getattr(world, table.name)
    watch.stage(f"writing {table.name}.{form}", len(facts))
    path = folder / f"{table.name}.{form}"
    with path.open("x", encoding="utf-8", newline="") as file:
        if form == "csv":
            _csv(file, table.columns, facts, watch)
        else:
            _ndjson(file, table.columns, facts, watch)
    return Written(path, len(facts))


def _csv(file: TextIO, columns: Sequence[Column], facts: Iterable[Fact], watch: Watch) -> None:
    write = row_writer(file)
    write([column.name for column in columns])
    plan = [(column, column.fills) for column in columns]
    for fact in _counted(facts, watch):
        write([show(column, getattr(fact, field)) for column, field in plan])


def _ndjson(file: TextIO, columns: Sequence[Column], facts: Iterable[Fact], watch: Watch) -> None:
    for fact in _counted(facts, watch):
        file.write(line(columns, fact))
        file.write("\n")


def line(columns: Sequence[Column], fact: Fact) -> str:
    """A fact as a line of NDJSON; what says nothing is left out."""
    members = {column.name: _member(column, getattr(fact, column.fills)) for column in columns}
    said = {name: value for name, value in members.items() if value is not None}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _member(column: Column, value: object) -> object:
    if value is None or column.kind is Kind.FLAG:
        return value
    return show(column, value)


def _counted(facts: Iterable[Fact], watch: Watch) -> Iterator[Fact]:
    """The facts, with somebody told of every few hundred."""
    number = 0
    for number, fact in enumerate(facts, 1):
        yield fact
        if number % PORTION == 0:
            watch.advance(PORTION)
    watch.advance(number % PORTION)
