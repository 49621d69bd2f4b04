"""`gateway tick`: attend by hand to what became due."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

import click
from rich.console import Console
from rich.table import Table

from gateway import clock
from gateway.cli.failure import Misuse
from gateway.cli.options import settings_options
from gateway.settings import Settings
from gateway.store import opened
from loaders.acts.ticking import Tick, Ticked, tick
from loaders.shared import Shared


@click.command("tick")
@click.option("--day", metavar="DATE", help="As of this day up to today; today if left out.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@settings_options(
    "store", "store_user", "store_password_file", "store_database", "store_heap", "auto_execute"
)
def command(*, day: str | None, dry_run: bool, settings: Settings) -> None:
    r"""Attend to what became due, as the scheduler of a serving gateway does.

    Requests whose period ran out are marked as due; a link that a customer asked to be cut is cut
    on the day (FA 4.3.2, unless GATEWAY_AUTO_EXECUTE is off); requests that lost what they were
    about are closed. Each is a commit of its own, and what was done before is not done again.

    \b
    Examples:
      gateway tick
      gateway tick --day 2018-02-24 --dry-run
      gateway tick --auto-execute off

    \b
    Exit codes:
      0  done    2  wrong use    3  the store can't be used
    """
    at = clock.now()
    asked = Tick(
        day=_day(day, at),
        at=at,
        auto_execute=settings.auto_execute == "on",
        dry_run=dry_run,
        actor="gateway tick",
    )
    done = asyncio.run(_run(settings, asked))
    _show(done, asked)


def _day(text: str | None, at: datetime) -> date:
    today = clock.today(at)
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Misuse(f"expected a day as YYYY-MM-DD, got {text!r}") from None
    if day > today:
        raise Misuse(f"expected a day up to today, {today}, got {day}: what is due then may change")
    return day


async def _run(settings: Settings, asked: Tick) -> list[Ticked]:
    async with opened(settings) as engine:
        return await tick(Shared(engine), asked)


def _show(done: Sequence[Ticked], asked: Tick) -> None:
    would = " would be" if asked.dry_run else ""
    if not done:
        click.echo(f"Nothing{would} to do as of {asked.day}.")
        return
    table = Table("request", "account", "deed", "revision or reason", box=None)
    for each in done:
        why = str(each.revision) if each.refusal is None else str(each.refusal)
        table.add_row(each.request, each.account, each.deed.value, why)
    Console(highlight=False, markup=False).print(table)
    number = "1 deed" if len(done) == 1 else f"{len(done):,} deeds"
    click.echo(f"{number}{would} done as of {asked.day}.")
