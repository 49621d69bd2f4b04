"""`gateway schema`: the GraphQL schema as text, and whether the committed one is still right."""

from difflib import unified_diff
from pathlib import Path

import click

from gateway.cli.failure import Failure
from resolvers.schema import sdl

FILE = "schema.graphql"


@click.command("schema")
@click.option("--check", is_flag=True, help=f"Compare {FILE} with the code; exit 1 if they differ.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The file to write, or to compare with [with --check {FILE}].",
)
def command(*, check: bool, out: Path | None) -> None:
    r"""Print the GraphQL schema.

    \b
    Examples:
      gateway schema                          on stdout
      gateway schema --out schema.graphql     into a file
      gateway schema --check                  is schema.graphql what the code says?
    """
    if check:
        _compare(out or Path(FILE))
    elif out is None:
        click.echo(sdl(), nl=False)
    else:
        out.write_text(sdl(), encoding="utf-8")
        click.echo(f"Wrote {out}.")


def _compare(file: Path) -> None:
    there = file.read_text(encoding="utf-8").splitlines()
    difference = list(unified_diff(there, sdl().splitlines(), str(file), "the code", "", "", 2, ""))
    if difference:
        click.echo("\n".join(difference))
        raise Failure(f"{file} is not what the code says; run: gateway schema --out {file}")
    click.echo(f"{file} is what the code says.")
