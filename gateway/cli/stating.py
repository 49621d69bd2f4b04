"""`gateway statement`: the performance statement of some months, written as a file."""

import asyncio
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from gateway import clock
from gateway.cli.failure import Failure, Misuse
from gateway.cli.moments import known_at_option
from gateway.cli.options import store_options
from gateway.cli.progress import watching
from gateway.exports.sheets import Form, SheetFull
from gateway.exports.sources import AccountUnknown, Stored
from gateway.exports.stating import By, Sums, Wanted
from gateway.exports.writing import whole, write
from gateway.settings import Settings
from gateway.store import opened
from graph.model import Moment, Period, Uid
from graph.readings import UnknownReading, choose
from graph.store import ledger


class Months(click.ParamType[Period]):
    """A month, a quarter, a year, or the first and the last of some months."""

    name = "months"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        """`2018-03`, `2018-Q1`, `2018` or `2018-01/2018-12`."""
        try:
            return Period.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command("statement")
@click.argument("months", type=Months())
@click.option("--partner", metavar="UID", help="Of this partner [the whole programme].")
@click.option(
    "--by",
    type=click.Choice([each.value for each in By]),
    default=By.ACCOUNT.value,
    show_default=True,
    help="What a row is of: an account, a direct partner with its fee holder, or a product.",
)
@known_at_option
@click.option(
    "--reading",
    "readings",
    multiple=True,
    metavar="Qn=OPTION",
    help="A reading instead of the recommended one; may be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in Form]),
    default=Form.CSV.value,
    show_default=True,
    help="The notation.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it there [standard output].",
)
@store_options
def command(  # noqa: PLR0913 - one for each option
    months: Period,
    *,
    partner: str | None,
    by: str,
    known_at: str | None,
    readings: tuple[str, ...],
    form: str,
    out: Path | None,
    settings: Settings,
) -> None:
    r"""Write the performance statement of MONTHS: 2018-03, 2018-Q1, 2018 or 2018-01/2018-12.

    The rows are those of `performanceStatement`: all cash of the accounts that were ever below the
    partner, with what it counts to. They are written as they are worked out, some hundred accounts
    at a time, all of one revision. The last row, TOTAL, has what all of them come to: a file
    without it is cut off. How much of it counts to whom is told on standard error.

    \b
    Examples:
      gateway statement 2018-03 --partner east > march.csv
      gateway statement 2018-Q1 --by line --format xlsx --out quarter.xlsx
      gateway statement 2018-03 --partner east --known-at 2018-04-10 --reading Q7=AUTOMATIC

    \b
    Exit codes:
      0  done                1  there is no such partner, or too many rows for a workbook
      2  wrong use           3  the store can't be used
    """
    if out is None and form == Form.XLSX:
        raise Misuse("expected --out FILE for a workbook, which is no text for standard output")
    at = datetime.fromisoformat(known_at) if known_at else clock.now()
    try:
        chosen = choose(_pair(each) for each in readings)
    except UnknownReading as error:
        raise Misuse(str(error)) from error
    uid = None if partner is None else Uid(partner)
    wanted = Wanted(months, uid, Moment(clock.today(at), at, chosen), By(by))
    try:
        sums = asyncio.run(_run(settings, wanted, Form(form), out))
    except AccountUnknown as error:
        raise Failure(f"expected the uid of a partner, there is no account {partner!r}") from error
    except SheetFull as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Misuse(f"{out or 'standard output'} can't be written: {error}") from error
    click.echo(f"{months}: {sums.told()}.", err=True)


def _pair(given: str) -> tuple[str, str]:
    question, equals, option = given.partition("=")
    if not equals:
        raise Misuse(f"expected a reading as Q7=AUTOMATIC, not {given!r}")
    return question, option


async def _run(settings: Settings, wanted: Wanted, form: Form, out: Path | None) -> Sums:
    with watching() as watch:
        watch.stage("opening the store")
        async with opened(settings) as engine:
            revision = await ledger.revision(engine)
            moment = wanted.moment
            pinned = Moment(moment.as_of, moment.known_at, moment.readings, revision)
            asked = Wanted(wanted.period, wanted.partner, pinned, wanted.by)
            with whole(out) if out else _stdout() as file:
                return await write(Stored(engine), asked, form, file, watch)


def _stdout() -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdout.buffer)
