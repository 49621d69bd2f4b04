"""`gateway plant`: the facts of a ladder text put into the store."""

import asyncio
from typing import TextIO

import click

from gateway import clock
from gateway.cli.failure import Failure, Misuse
from gateway.cli.options import store_options
from gateway.cli.progress import watching
from gateway.cli.taken import show
from gateway.exchange.planting import plant
from gateway.exchange.taking import Outcome, Terms
from gateway.settings import Settings
from gateway.store import opened
from graph.ladder import LadderError, parse
from graph.model import World


@click.command("plant")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--check", is_flag=True, help="Only read the text, and say what is wrong with it.")
@click.option("--dry-run", is_flag=True, help="Go the whole way, report, and store nothing.")
@click.option(
    "--corrections",
    is_flag=True,
    help="Have a fact supersede what is stored under its id with another content.",
)
@click.option("--by", default="plant", show_default=True, help="Who is recorded to have said it.")
@store_options
def command(file: TextIO, *, check: bool, by: str, settings: Settings, **modes: bool) -> None:
    """Put the facts of FILE, a ladder text, into the store; `-` reads standard input.

    A ladder says one fact a line, see docs/ladder.md. All of it is stored, or nothing; a text
    planted again changes nothing.

    \b
    Examples:
      gateway plant harbor.ladder
      gateway plant --check harbor.ladder
      echo "east is partner from 2017-04-01" | gateway plant -

    \b
    Exit codes:
      0  done, or nothing to do    1  facts are refused
      2  no ladder                 3  the store can't be used
    """  # noqa: D301 (\b is click's mark for lines that stay as they are)
    world = _parsed(file)
    if check:
        click.echo(_counted(world))
        return
    terms = Terms(by, clock.now(), file.name, **modes)
    outcome = asyncio.run(_run(settings, world, file.name, terms))
    click.echo(show(outcome, terms))


def _parsed(file: TextIO) -> World:
    try:
        return parse(file.read(), file.name)
    except LadderError as error:
        raise Misuse(f"{file.name} is no ladder\n{error}") from error
    except UnicodeDecodeError as error:
        raise Misuse(f"{file.name} is not UTF-8: {error.reason} at byte {error.start}") from error


def _counted(world: World) -> str:
    """`A ladder: standings 3, links 1`; a text without a fact is a failure, hardly meant so."""
    numbers = {name: len(getattr(world, name)) for name in world.__struct_fields__}
    said = [f"{name.replace('_', ' ')} {number:,}" for name, number in numbers.items() if number]
    if not said:
        raise Failure("the text states no fact")
    return f"A ladder: {', '.join(said)}"


async def _run(settings: Settings, world: World, name: str, terms: Terms) -> Outcome:
    with watching() as watch:
        watch.stage("opening the store")
        async with opened(settings) as engine:
            return await plant(engine, world, name, terms, watch)
