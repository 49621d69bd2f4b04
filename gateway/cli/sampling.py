"""`gateway sample`: a random, valid world as files to import."""

from pathlib import Path

import click

from gateway.cli.failure import Misuse
from gateway.cli.progress import watching
from gateway.exchange.exporting import FORMATS, export, writable
from gateway.exchange.problems import FolderUnreadable
from gateway.exchange.worlds import FEWEST, MOST, Size, world


@click.command("sample")
@click.option(
    "--accounts",
    type=click.IntRange(FEWEST, MOST),
    default=200,
    show_default=True,
    help="How many accounts, partners among them.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another world.")
@click.option(
    "--payments-per-account",
    type=click.FloatRange(0, 1_000),
    default=3.0,
    show_default=True,
    help="Payments of an account, on average.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER",
    help="The folder to write; it must hold no tables yet.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="The notation of the files.",
)
def command(accounts: int, seed: int, payments_per_account: float, out: Path, form: str) -> None:
    """Write a random world that `gateway import` takes without a refusal.

    Tier-1s, city partners and customers of both types who come, move and go, payments over two
    years, debts with settlements and findings; all names are invented. The same seed and numbers
    give the same files.

    \b
    Examples:
      gateway sample --out demo
      gateway sample --accounts 200000 --seed 7 --out big --format ndjson

    \b
    Exit codes:
      0  done    2  the folder can't be written
    """  # noqa: D301 (\b is click's mark for lines that stay as they are)
    try:
        writable(out)
        with watching() as watch:
            made = world(seed, Size(accounts, payments_per_account), watch)
            files = export(made, out, form, watch)
    except FolderUnreadable as error:
        raise Misuse(str(error)) from error
    for each in files:
        click.echo(f"{each.path}  {each.rows:,} rows")
    click.echo(f"To try it: gateway import {out}")
