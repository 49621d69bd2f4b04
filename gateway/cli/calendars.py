"""`gateway calendar`: the years whose working days are known, and how one is added."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from gateway import calendars
from gateway.calendars import KnownAlready
from gateway.cli.failure import Failure
from gateway.cli.options import settings_options
from gateway.settings import Settings
from graph import calendar
from graph.calendar import CalendarNotPublished


@click.group("calendar", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    r"""The years whose working days are known.

    The State Council publishes the days off and the make-up working days of a year in the autumn
    before. Years come with the gateway; a later one is added as a JSON file, without a new release.

    \b
    Examples:
      gateway calendar list
      gateway calendar show 2026
      gateway calendar add 2027.json
    """


@command.command("list")
@settings_options("calendars")
def listed(*, settings: Settings) -> None:
    r"""List the years, their notices, and where each stands.

    \b
    Examples:
      gateway calendar list
    """
    calendars.learn(settings)
    table = Table("year", "days off", "make-up days", "notices", "file", box=None, pad_edge=False)
    for year in calendar.published_years():
        known = calendar.calendar_year(year)
        off = sum(len(holiday.days()) for holiday in known.holidays)
        notices = ", ".join(notice.number for notice in known.notices)
        cells = (str(year), str(off), str(len(known.make_up_days)), notices)
        table.add_row(*cells, _place(year))
    Console(highlight=False, soft_wrap=True, width=200).print(table)


@command.command("show")
@click.argument("year", type=click.IntRange(1, 9999))
@settings_options("calendars")
def shown(year: int, *, settings: Settings) -> None:
    r"""Show YEAR: its notices, its days off and its make-up working days.

    \b
    Examples:
      gateway calendar show 2026
    """
    calendars.learn(settings)
    try:
        known = calendar.calendar_year(year)
    except CalendarNotPublished as unknown:
        raise Failure(str(unknown), "CALENDAR_NOT_PUBLISHED") from unknown
    for notice in known.notices:
        click.echo(f"{notice.number}  {notice.issued}  {notice.title}")
    for holiday in known.holidays:
        days = f"{holiday.first} to {holiday.last}"
        click.echo(f"off      {days}  {holiday.zh}  {holiday.en}  {holiday.notice}")
    for worked in known.make_up_days:
        click.echo(f"working  {worked.day}  {worked.notice}")


@command.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Have it take the place of a year known otherwise.")
@settings_options("calendars")
def added(file: Path, *, replace: bool, settings: Settings) -> None:
    r"""Add the year in FILE, so that periods which reach it can be counted.

    FILE is JSON: `year`, `notices` (number, title, date), `holidays` (from, to, zh, en, notice) and
    `makeUpDays` (day, notice); docs/running.md shows one. It is refused if it contradicts itself.
    A gateway that is being served finds a new year at once, and a replaced one when it is started
    again.

    \b
    Examples:
      gateway calendar add 2027.json
      gateway calendar add 2026.json --replace      once the notice for 2027 names days of 2026

    \b
    Exit codes:
      0  added, or known so already    1  the year is known otherwise
      2  the file can't be a calendar
    """
    try:
        done = calendars.add(settings, file, replace=replace)
    except KnownAlready as error:
        raise Failure(str(error)) from error
    if done.changed:
        click.echo(f"{done.known.year} is added: {done.path}")
    else:
        click.echo(f"Nothing changed: {done.known.year} is known so already.")


def _place(year: int) -> str:
    path = calendar.place_of(year)
    return str(path) if isinstance(path, Path) and not _is_ours(path) else "comes with the gateway"


def _is_ours(path: Path) -> bool:
    return path.parent == Path(calendar.__file__).parent
