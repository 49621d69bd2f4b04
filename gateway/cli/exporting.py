"""`gateway export`: the store's facts written as files that import reads."""

import asyncio
from pathlib import Path

import click

from gateway import clock
from gateway.cli.failure import Misuse
from gateway.cli.options import store_options
from gateway.cli.progress import watching
from gateway.exchange.exporting import FORMATS, Written, export, known, writable
from gateway.exchange.problems import FolderUnreadable
from gateway.settings import Settings
from gateway.store import opened
from graph.store import facts


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="The notation of the files.",
)
@click.option(
    "--as-of-now-only",
    is_flag=True,
    help="Leave out what was superseded: only the versions that are known now.",
)
@store_options
def command(folder: Path, *, form: str, as_of_now_only: bool, settings: Settings) -> None:
    """Write the store's facts to FOLDER, a file a table.

    Everything is given back, every version with its two times: imported into an empty store it is
    the same again. Rows stand in the order of their ids, so that two exports can be compared.

    \b
    Examples:
      gateway export backup
      gateway export backup --format ndjson
      gateway export books --as-of-now-only

    \b
    Exit codes:
      0  done    2  the folder can't be written    3  the store can't be used
    """  # noqa: D301 (\b is click's mark for lines that stay as they are)
    try:
        files = asyncio.run(_run(settings, folder, form, now_only=as_of_now_only))
    except FolderUnreadable as error:
        raise Misuse(str(error)) from error
    for each in files:
        click.echo(f"{each.path}  {each.rows:,} rows")


async def _run(settings: Settings, folder: Path, form: str, *, now_only: bool) -> list[Written]:
    writable(folder)
    with watching() as watch:
        watch.stage("opening the store")
        async with opened(settings) as engine:
            watch.stage("reading the store")
            world = await facts.world(engine)
            if now_only:
                world = known(world, clock.now())
            return export(world, folder, form, watch)
