"""`gateway import`: a folder of CSV or NDJSON tables read into the store."""

import asyncio
from pathlib import Path

import click

from gateway import clock
from gateway.cli.failure import Misuse
from gateway.cli.options import store_options
from gateway.cli.progress import watching
from gateway.cli.streaming import stream
from gateway.cli.taken import show
from gateway.exchange.described import described
from gateway.exchange.importing import Imported, read, take_in
from gateway.exchange.problems import FolderUnreadable
from gateway.exchange.reading import Batch, Watch
from gateway.exchange.streams.importing import is_stream
from gateway.exchange.taking import Terms
from gateway.settings import Settings
from gateway.store import opened

FOLDER = click.Path(path_type=Path)


def _print_columns(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 (click calls it so)
    if wanted:
        click.echo(described())
        ctx.exit()


@click.command("import")
@click.argument("folder", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Go the whole way, report, and store nothing.")
@click.option(
    "--best-effort",
    is_flag=True,
    help="Store the good rows and write the others to --rejects; without it: all or nothing.",
)
@click.option(
    "--rejects",
    type=FOLDER,
    metavar="FOLDER",
    help="Where refused rows go, a file a table [FOLDER/rejects with --best-effort].",
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
    help="Print the tables and their columns, in English and Chinese, and end.",
)
@store_options
def command(
    folder: Path, *, rejects: Path | None, by: str, settings: Settings, **modes: bool
) -> None:
    """Read the tables of FOLDER, or a file of payments, into the store.

    The tables are files such as links.csv or links.ndjson (or packed, links.csv.gz): parties,
    accounts, standings, tier_links, links, conditions, payments, obligations, settlements,
    findings, and ten of papers (--columns lists all); those that are there are read. UTF-8 and
    GB18030 are told apart; headers are English or Chinese, in any order.

    Every bad row is reported with its file, line and column, and nothing is stored unless all
    rows are good. The same folder imported again changes nothing; a row whose end is now filled
    in ends what was open.

    A file of payments of any size streams in, CSV or NDJSON, packed or not, `-` for standard
    input: some thousands of rows a commit, up to the first that is refused, or with
    --best-effort all good ones. Broken off, even killed, it is simply imported again.

    \b
    Examples:
      gateway sample --accounts 200 --out demo      a folder to try it with
      gateway import demo --dry-run                 what would happen
      gateway import demo                           all of it, or nothing
      gateway import demo --best-effort             the good rows; the others to demo/rejects
      gateway import demo/rejects                   and those, once they are mended
      zcat 2026.csv.gz | gateway import -           payments, as they come

    \b
    Exit codes:
      0  done, or nothing to do      1  rows are refused
      2  the folder can't be read    3  the store can't be used
    """  # noqa: D301 (\b is click's mark for lines that stay as they are)
    if not (is_stream(folder) or folder.exists()):
        wanted = "a folder of tables or a file of payments"
        raise Misuse(f"expected {wanted}, but there is no {folder}; correct the path")
    if is_stream(folder):
        click.echo(stream(folder, rejects, by, settings, **modes))
        return
    if modes["best_effort"] and rejects is None:
        rejects = folder / "rejects"
    terms = Terms(by, clock.now(), folder.name, **modes)
    with watching() as watch:
        try:
            batch = read(folder, terms, rejects, watch)
        except FolderUnreadable as error:
            raise Misuse(str(error)) from error
        done = asyncio.run(_run(settings, batch, terms, rejects, watch))
    for path in done.rejects:
        click.echo(f"refused rows: {path}", err=True)
    hint = "" if terms.best_effort else ". Mend them, or store the others with --best-effort"
    click.echo(show(done.outcome, terms, f"{folder}/", hint))


async def _run(
    settings: Settings, batch: Batch, terms: Terms, rejects: Path | None, watch: Watch
) -> Imported:
    watch.stage("opening the store")
    async with opened(settings) as engine:
        return await take_in(engine, batch, terms, rejects, watch)
