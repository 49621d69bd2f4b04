"""`gateway bench`: how fast it is, beside others that answer the same, and over a large store."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from gateway.cli.failure import Failure
from gateway.cli.options import settings_options
from gateway.cli.progress import watching
from gateway.settings import Settings

if TYPE_CHECKING:
    from gateway.bench.http import Report
    from gateway.bench.scale.report import Report as Run


WIDE = 170
"""Characters that the table of `gateway bench graph` needs."""


@click.group("bench", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    r"""Measure how fast answers are.

    \b
    Examples:
      gateway bench http
      gateway bench http --rounds 9 --json bench.json
      gateway bench graph --size 1/100
    """


@command.command("http")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="Rounds.")
@click.option("--json", "to", type=click.Path(path_type=Path), help="Also write a JSON file.")
@click.option("--no-node", is_flag=True, help="Leave out what needs Node.js.")
@click.option("--no-guides", is_flag=True, help="Leave out the questions over a store.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".cache/bench"),
    show_default=True,
    help="Folder for the packages of Node.js and the sample store.",
)
def http(rounds: int, to: Path | None, cache: Path, *, no_node: bool, no_guides: bool) -> None:
    r"""Put the same operations to this gateway, compiled and not, and to others.

    Over rows at hand, without rules or a store, a: one account with its partner; b: a page of 1,000
    accounts of 9 fields with their partners; d: the same, the partners by a batch loader; c: a tree
    of 1 × 20 × 50 with 6 fields each. Then questions of the guides over the sample in a store.
    Answers are compared first; the columns are microseconds of the server's processor for an
    answer, and how many answers of this gateway cost as much. Linux only.

    \b
    Examples:
      gateway bench http
      gateway bench http --rounds 9 --json bench.json
    """
    from gateway.bench.http import measure, measure_guides  # noqa: PLC0415 - imports servers

    if not Path("/proc/self/schedstat").exists():
        raise Failure("expected a Linux, where /proc tells what a server took; run it on one")
    cache.mkdir(parents=True, exist_ok=True)
    reports = {"rows": asyncio.run(measure(rounds, cache, node=not no_node))}
    _wide().print(_shown(reports["rows"]))
    if not no_guides:
        reports["guides"] = asyncio.run(measure_guides(rounds, cache))
        _wide().print(_shown(reports["guides"]))
    if to is not None:
        to.write_bytes(msgspec.json.format(msgspec.json.encode(reports), indent=2) + b"\n")


def _shown(report: "Report") -> Table:
    from gateway.bench.http import US, table  # noqa: PLC0415 - imports servers

    shown = Table("µs of processor for an answer", title=report.machine)
    for operation in report.taken[US]:
        shown.add_column(operation, justify="right")
        shown.add_column("ratio", justify="right")
    for row in table(report):
        shown.add_row(*row)
    return shown


@command.command("graph")
@click.option("--size", type=click.Choice(["full", "1/100", "tiny"]), default="full", help="Size.")
@click.option("--turns", type=click.IntRange(1), default=31, show_default=True, help="Turns.")
@click.option("--only", default="", help="Only the questions whose name has this text.")
@click.option("--import", "imported", type=int, default=0, help="Payments to import at the end.")
@click.option("--json", "to", type=click.Path(path_type=Path), help="Also write a JSON file.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".cache/bench"),
    show_default=True,
    help="Where the worlds are kept, if --store names no database.",
)
@click.option("--store", metavar="URI", help="An empty database for the world, or one with it.")
@settings_options("store_user", "store_password_file", "store_database", "store_heap")
def graph(  # noqa: PLR0913 (each is an option)
    size: str,
    turns: int,
    only: str,
    imported: int,
    to: Path | None,
    folder: Path,
    store: str | None,
    settings: Settings,
) -> None:
    r"""Put questions to a store as large as the programme, and say what answers take.

    The full world has 200 tier-1s, 2,000 city partners, 200,000 customers and 1,000,000 payments;
    it is made in some minutes, once, and kept; broken off, it goes on where it was. A question is
    put cold, when nothing of the facts is kept and each time about something else, and warm, the
    same again; both in the process itself, without HTTP. The columns are milliseconds by
    percentiles, and statements with the rows that they brought.

    \b
    Examples:
      gateway bench graph --size 1/100
      gateway bench graph --json graph.json
      gateway bench graph --only search --turns 101
      gateway bench graph --store neo4j://db:7687 --store-user neo4j
    """
    from gateway.bench.scale.report import Wanted, report  # noqa: PLC0415 - imports the schema
    from gateway.bench.scale.size import SIZES  # noqa: PLC0415 - as above

    if store is None:
        folder.mkdir(parents=True, exist_ok=True)
        store = str(folder / f"graph-{size.replace('/', '-')}")
    settings = replace(settings, store=store)
    with watching() as watch:
        found = asyncio.run(report(settings, SIZES[size], Wanted(turns, only, imported), watch))
    _print(found)
    if to is not None:
        to.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


def _print(found: "Run") -> None:
    from gateway.bench.scale.report import HEADINGS, summary, table  # noqa: PLC0415 - as above

    shown = Table(title=f"ms for an answer over a world of size {found.size}")
    for heading in HEADINGS:
        words = heading in HEADINGS[:1]
        shown.add_column(heading, justify="left" if words else "right", no_wrap=True)
    for row in table(found):
        shown.add_row(*row)
    console = _wide()
    console.print(shown)
    for line in summary(found):
        console.print(line, highlight=False, soft_wrap=True)


def _wide() -> Console:
    console = Console()
    console.width = max(console.width, WIDE)
    return console
