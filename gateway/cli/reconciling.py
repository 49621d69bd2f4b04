"""`gateway reconcile`: where the real platform and the store part."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.table import Table

from gateway import clock
from gateway.cli.failure import Failure, Misuse
from gateway.cli.moments import Day, known_at_option
from gateway.cli.options import store_options
from gateway.cli.progress import watching
from gateway.exchange import drifted
from gateway.exchange.problems import FolderUnreadable
from gateway.exchange.reading import Watch
from gateway.exchange.reconciling import Theirs, compare, platform
from gateway.exchange.tables import TABLES
from gateway.settings import Settings
from gateway.store import opened
from graph.model import Moment
from graph.readings import choose
from graph.rules.drift import Drift
from graph.store import ledger

SHOWN = 200
"""Rows that a table has at most; the others are counted, and ndjson has all of them."""

WIDE = 160
"""Columns of a table in a file or a pipe, which have no width of their own."""


@click.command("reconcile")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--as-of", type=Day(), metavar="DAY", help="The day to compare [today].")
@known_at_option
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([table.name for table in TABLES]),
    metavar="TABLE",
    help="Compare only this table of the folder; may be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "ndjson"]),
    default="table",
    show_default=True,
    help="A table to read, or a JSON object a line.",
)
@store_options
def command(  # noqa: PLR0913 - one for each option
    folder: Path,
    *,
    as_of: str | None,
    known_at: str | None,
    only: tuple[str, ...],
    form: str,
    settings: Settings,
) -> None:
    r"""Compare FOLDER, an export of the real platform, with the store, and print the drift.

    FOLDER holds tables as `gateway import` takes them; those that are there are compared, as of a
    day: what stands there and is missing here, what stands here alone (EXTRA), and what has other
    days, another type, another partner or other content. What the export leaves empty it does not
    say, an end excepted: there it is open. Nothing is written.

    Each drift names the mutations that mend it; `step` is their order over all drifts.

    \b
    Examples:
      gateway reconcile platform
      gateway reconcile platform --as-of 2026-09-15 --only links --only tier_links
      gateway reconcile platform --format ndjson > drift.ndjson

    \b
    Exit codes:
      0  no drift                      1  drift
      2  the folder can't be compared  3  the store can't be used
    """
    at = datetime.fromisoformat(known_at) if known_at else clock.now()
    day = date.fromisoformat(as_of) if as_of else clock.today(at)
    moment = Moment(day, at, choose({}))
    with watching() as watch:
        try:
            theirs = platform(folder, only, moment, watch)
        except FolderUnreadable as error:
            raise Misuse(str(error)) from error
        _readable(theirs, folder)
        found = asyncio.run(_run(settings, theirs, moment, watch))
    _show(found, form)
    when = drifted.moment_told(day, at)
    if found:
        raise Failure(f"{_counts(found)} {when}")
    click.echo(f"No drift {when}: {theirs.rows:,} rows compared.", err=form == "ndjson")


async def _run(
    settings: Settings, theirs: Theirs, moment: Moment, watch: Watch
) -> tuple[Drift, ...]:
    watch.stage("opening the store")
    async with opened(settings) as engine:
        pinned = Moment(
            moment.as_of, moment.known_at, moment.readings, await ledger.revision(engine)
        )
        return await compare(engine, theirs, pinned, watch)


def _readable(theirs: Theirs, folder: Path) -> None:
    for problem in theirs.problems:
        click.echo(f"{folder}/{problem}", err=True)
    if theirs.problems:
        number = len(theirs.problems)
        what = "1 problem" if number == 1 else f"{number:,} problems"
        raise Misuse(f"{what} in {folder}, see above; mend them, since a lost row would be drift")


def _counts(found: Sequence[Drift]) -> str:
    counts = ", ".join(f"{n:,} {kind}" for kind, n in drifted.counted(found).items())
    return f"{len(found):,} drift{'s' * (len(found) > 1)} ({counts})"


def _show(found: Sequence[Drift], form: str) -> None:
    rows = drifted.rows(found)
    if form == "ndjson":
        for row in rows:
            click.echo(orjson.dumps(row).decode())
    elif found:
        console = Console(highlight=False, markup=False)
        wide = console if console.is_terminal else Console(width=WIDE, highlight=False)
        wide.print(_table([row for row, _ in zip(rows, range(SHOWN), strict=False)]))
        if len(found) > SHOWN:
            click.echo(f"… and {len(found) - SHOWN:,} more; --format ndjson prints all of them")


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    table = Table("table", "about", "drift", "there", "here", "mend", box=None, pad_edge=False)
    for row in rows:
        mends = ", ".join(f"{mend['step']} {mend['mutation']}" for mend in row["mend"])
        cells = (row["table"], row["about"], row["drift"], *drifted.sides(row), mends)
        table.add_row(*cells)
    return table
