"""`gateway feed`: the change feed, an event a line."""

import asyncio
from typing import BinaryIO

import click
import msgspec

from gateway.cli.options import store_options
from gateway.settings import Settings
from gateway.store import opened
from graph.store import ledger


@click.command("feed")
@click.option("--after", type=click.IntRange(0), default=0, help="Only events after this number.")
@click.option(
    "--out",
    type=click.File("wb"),
    default="-",
    metavar="FILE",
    help="Write to a file instead of the screen.",
)
@store_options
def command(*, after: int, out: BinaryIO, settings: Settings) -> None:
    r"""Print the change feed: every event as a JSON object on a line of its own.

    An event tells one change with what stood before and after, or many changes packed. The store
    can be built anew from this file alone: `gateway replay FILE --to NEW`.

    \b
    Examples:
      gateway feed > feed.ndjson
      gateway feed --after 1200 | jq -r '[.seq, .kind, .subjects[0]] | @tsv'

    \b
    Exit codes:
      0  done    3  the store can't be used
    """
    asyncio.run(_run(settings, after, out))


async def _run(settings: Settings, after: int, out: BinaryIO) -> None:
    encode = msgspec.json.Encoder().encode
    async with opened(settings) as engine:
        async for event in ledger.chained_events(engine, after=after):
            out.write(encode(event) + b"\n")
