"""`gateway bench`: how fast it is, beside others that answer the same."""

import asyncio
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.table import Table

from gateway.cli.failure import Failure


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
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".cache/bench"),
    show_default=True,
    help="Folder for the packages of Node.js.",
)
def http(rounds: int, to: Path | None, cache: Path, *, no_node: bool) -> None:
    r"""Put four operations to this gateway, compiled and not, and to others over the same rows.

    a: one account with its partner; b: a page of 1,000 accounts of 9 fields with their partners;
    d: the same, the partners by a batch loader; c: a tree of 1 × 20 × 50 with 6 fields each. The
    rows are at hand: neither rules nor a store are measured. Answers are compared first; the
    columns are microseconds of the server's processor for an answer, and how many answers of this
    gateway cost as much. Linux only.

    \b
    Examples:
      gateway bench http
      gateway bench http --rounds 9 --json bench.json
    """
    from gateway.bench.http import measure, table  # noqa: PLC0415 - imports servers
    from gateway.bench.rows import OPERATIONS  # noqa: PLC0415 - as above

    if not Path("/proc/self/stat").exists():
        raise Failure("expected a Linux, where /proc tells what a server took; run it on one")
    cache.mkdir(parents=True, exist_ok=True)
    report = asyncio.run(measure(rounds, cache, node=not no_node))
    shown = Table("µs of processor for an answer", title=report.machine)
    for operation in OPERATIONS:
        shown.add_column(operation, justify="right")
        shown.add_column("ratio", justify="right")
    for row in table(report):
        shown.add_row(*row)
    Console().print(shown)
    if to is not None:
        to.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
