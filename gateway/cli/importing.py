"""`gateway import`: a folder of CSV or NDJSON tables read into the store."""

import asyncio
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from gateway import clock
from gateway.cli.failure import Failure, Misuse
from gateway.cli.options import store_options
from gateway.cli.progress import watching
from gateway.exchange.described import described
from gateway.exchange.importing import FATES, REFUSED, Order, Outcome, import_folder, summed
from gateway.exchange.problems import FolderUnreadable, Problem
from gateway.settings import Settings
from gateway.store import opened

SHOWN = 50
"""Problems that a terminal is shown; a file or a pipe gets all of them."""


def _print_columns(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 (click calls it so)
    if wanted:
        click.echo(described())
        ctx.exit()


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Go the whole way, report, and store nothing.")
@click.option(
    "--best-effort",
    is_flag=True,
    help="Store the good rows, and write the others to --rejects. Without it: all or nothing.",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    help="Folder for refused rows, a file a table [FOLDER/rejects with --best-effort].",
)
@click.option(
    "--corrections",
    is_flag=True,
    help="Have a row supersede what is stored under its id with another content.",
)
@click.option("--by", default="import", show_default=True, help="Who is recorded to have said it.")
@click.option(
    "--columns",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_columns,
    help="Print the tables with their columns, in English and Chinese, and end.",
)
@store_options
def command(  # noqa: PLR0913 (one for each option)
    folder: Path,
    *,
    dry_run: bool,
    best_effort: bool,
    rejects: Path | None,
    corrections: bool,
    by: str,
    settings: Settings,
) -> None:
    r"""Read the tables of FOLDER into the store.

    The tables are files such as links.csv or links.ndjson (both may be packed, .gz): parties,
    accounts, standings, tier_links, links, conditions, payments, obligations, settlements,
    findings. UTF-8 and GB18030 are told apart; headers are English or Chinese, in any order.

    Every bad row is reported with its file, line and column, and nothing is stored unless all
    rows are good. The same folder imported again changes nothing; a row with an end filled in
    ends what was open.

    \b
    Examples:
      gateway sample --accounts 200 --out demo      a folder to try it with
      gateway import demo --dry-run                 what would happen
      gateway import demo                           all of it, or nothing
      gateway import demo --best-effort             the good rows; the others to demo/rejects
      gateway import demo/rejects                   and those again, once they are mended

    \b
    Exit codes:
      0  done, or nothing to do      1  rows are refused
      2  the folder can't be read    3  the store can't be used
    """
    if best_effort and rejects is None:
        rejects = folder / "rejects"
    order = Order(folder, by, clock.now(), dry_run, best_effort, corrections, rejects)
    try:
        outcome = asyncio.run(_run(settings, order))
    except FolderUnreadable as error:
        raise Misuse(str(error)) from error
    _report(outcome, order)
    if outcome.problems:
        raise Failure(_verdict(outcome, order))
    click.echo(_done(outcome, order))


async def _run(settings: Settings, order: Order) -> Outcome:
    async with opened(settings) as engine:
        with watching() as watch:
            return await import_folder(engine, order, watch)


def _report(outcome: Outcome, order: Order) -> None:
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    shown = SHOWN if console.is_terminal else len(outcome.problems)
    for problem in outcome.problems[:shown]:
        console.print(_line(problem, order), markup=False)
    if len(outcome.problems) > shown:
        console.print(f"… and {len(outcome.problems) - shown:,} more (2>FILE keeps all of them)")
    if len(outcome.problems) > 1:
        codes = ", ".join(f"{code} {n:,}" for code, n in summed(outcome.problems).items())
        console.print(f"{len(outcome.problems):,} problems: {codes}")
    Console().print(_table(outcome))
    for path in outcome.rejects:
        console.print(f"refused rows: {path}", markup=False)


def _line(problem: Problem, order: Order) -> str:
    return f"{order.folder / problem.file}".removesuffix(problem.file) + str(problem)


def _table(outcome: Outcome) -> Table:
    table = Table("table", *FATES, box=None, pad_edge=False, header_style="bold")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, counts in outcome.counts.items():
        style = "red" if counts[REFUSED] else None
        table.add_row(name, *(f"{counts[fate]:,}" for fate in FATES), style=style)
    if len(outcome.counts) > 1:
        table.add_section()
        table.add_row("all", *(f"{outcome.total(fate):,}" for fate in FATES), style="bold")
    return table


def _verdict(outcome: Outcome, order: Order) -> str:
    refused = outcome.total(REFUSED)
    rows = f"{refused:,} row{'s' * (refused != 1)} refused" if refused else "a table can't be read"
    if order.dry_run:
        return f"{rows}; this was a dry run, nothing is stored"
    if outcome.stored:
        return f"{rows}; the others are stored as revision {outcome.revision}"
    return f"{rows}; nothing is stored. Mend them, or store the others with --best-effort"


def _done(outcome: Outcome, order: Order) -> str:
    changed = outcome.total("new") + outcome.total("superseded")
    if order.dry_run and changed:
        return f"This was a dry run: {changed:,} rows would change the store."
    if not outcome.stored:
        unchanged = outcome.total("unchanged")
        return f"Nothing changed: all {unchanged:,} rows are in the store already."
    return f"Stored as revision {outcome.revision}."
