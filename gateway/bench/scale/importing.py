"""How many payments a second an import takes, new and the same file again."""

import csv
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec import Struct

from gateway.bench.scale.questions import customer
from gateway.bench.scale.size import Size, uid
from gateway.exchange.importing import read, take_in
from gateway.exchange.reading import Unwatched
from gateway.exchange.taking import Terms
from graph.store import ledger
from graph.store.engine import Engine

GOALS = 9_000, 15_000
"""Payments a second, new and known."""


class Rates(Struct, frozen=True):
    """Rows, and how many of them a second were taken when they were new, and the same again."""

    rows: int
    new: float
    again: float


async def rates(engine: Engine, size: Size, rows: int, at: datetime) -> Rates:
    """Import so many payments, twice; they stay in the store, and each run has ids of its own."""
    run = await ledger.revision(engine)
    with TemporaryDirectory() as folder:
        _write(Path(folder), size, rows, run)
        taken = [await _take(engine, Path(folder), at) for _ in range(2)]
    return Rates(rows, *(rows / each for each in taken))


def _write(folder: Path, size: Size, rows: int, run: int) -> None:
    with (folder / "payments.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("id", "account", "paid_at", "amount"))
        for number in range(rows):
            paid = f"2026-10-{number % 28 + 1:02}T12:00:00"
            table.writerow((f"new:{run}:{number}", uid(customer(size, number // 5)), paid, "12.50"))


async def _take(engine: Engine, folder: Path, at: datetime) -> float:
    """Seconds that the import of a folder takes, its reading included."""
    terms, began = Terms("gateway bench", at, folder.name), perf_counter()
    batch = read(folder, terms, None, Unwatched())
    done = await take_in(engine, batch, terms, None, Unwatched())
    if done.outcome.problems:
        raise RuntimeError(str(done.outcome.problems[0]))
    return perf_counter() - began
