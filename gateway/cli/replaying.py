"""`gateway replay`: a store built anew from a change feed."""

import asyncio
from collections.abc import AsyncIterator
from typing import BinaryIO

import click
import msgspec
from msgspec.structs import replace

from gateway.cli.failure import Failure, Misuse
from gateway.cli.options import store_options
from gateway.cli.progress import watching
from gateway.settings import Settings
from gateway.store import opened, settled
from graph.store import ledger
from graph.store.engine import Engine
from graph.store.ledger import Event, Replayed, ReplayImpossible


@click.command("replay")
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--from", "source", metavar="STORE", help="Another store, instead of a file.")
@click.option("--to", "target", metavar="STORE", required=True, help="The store to be written.")
@store_options
def command(file: BinaryIO | None, *, source: str | None, target: str, settings: Settings) -> None:
    r"""Build the store --to anew from FILE, a feed as `gateway feed` prints it, or from a store.

    The rebuilt store has the same facts, revisions and times, and its chain ends in the same hash.
    Each event is verified before it is written. The store must be empty, or hold the beginning of
    this very feed: a replay that was cut short goes on, and a copy is brought up to date. User,
    password and memory of the options hold for both stores.

    \b
    Examples:
      gateway replay --from data --to copy
      gateway feed > feed.ndjson
      gateway replay feed.ndjson --to neo4j://db:7687 --store-user neo4j

    \b
    Exit codes:
      0  done                1  the feed is damaged, or the store holds something else
      2  no feed             3  a store can't be used
    """
    if (file is None) == (source is None):
        raise Misuse("expected a FILE or --from STORE, one of the two")
    try:
        done = asyncio.run(_run(settings, file, source, target))
    except ReplayImpossible as error:
        raise Failure(str(error), error.code) from error
    click.echo(
        f"{done.events:,} events with {done.changes:,} changes replayed; "
        f"{target} is at revision {done.revision:,}"
    )


async def _run(
    settings: Settings, file: BinaryIO | None, source: str | None, target: str
) -> Replayed:
    async with opened(replace(settings, store=target)) as engine:
        done = await _replayed(engine, settings, file, source)
        with watching() as watch:
            await settled(engine, watch)
        return done


async def _replayed(
    engine: Engine, settings: Settings, file: BinaryIO | None, source: str | None
) -> Replayed:
    if file is not None:
        return await ledger.replay(engine, _lines(file))
    async with opened(replace(settings, store=source or "")) as origin:
        return await ledger.replay(engine, ledger.chained_events(origin))


async def _lines(file: BinaryIO) -> AsyncIterator[Event]:
    """The events of a file, one a line."""
    decode = msgspec.json.Decoder(Event).decode
    for number, line in enumerate(file, 1):
        try:
            yield decode(line)
        except msgspec.DecodeError as error:
            raise Misuse(f"line {number} of {file.name} is no event of a feed: {error}") from error
