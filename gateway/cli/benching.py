"""`gateway bench`: how fast it is, beside others that answer the same."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.table import Table

from gateway.cli.failure import Failure

if TYPE_CHECKING:
    from gateway.bench.http import Report


@click.group("bench", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    r"""Measure how fast answers are.

    \b
    Examples:
      gateway bench http
      gateway bench http --rounds 9 --json bench.json
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

    if not Path("/proc/self/stat").exists():
        raise Failure("expected a Linux, where /proc tells what a server took; run it on one")
    cache.mkdir(parents=True, exist_ok=True)
    reports = {"rows": asyncio.run(measure(rounds, cache, node=not no_node))}
    if not no_guides:
        reports["guides"] = asyncio.run(measure_guides(rounds, cache))
    for report in reports.values():
        Console().print(_shown(report))
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
