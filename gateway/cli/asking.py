"""`gateway ask`: one question to a store or to a running gateway."""

import asyncio
import sys
from pathlib import Path
from typing import Any, cast

import click
import orjson
from rich.console import Console

from gateway import clock
from gateway.cli.failure import Failure
from gateway.cli.moments import Day, known_at_option, placed
from gateway.cli.options import store_options
from gateway.cli.posting import post
from gateway.cli.trees import tree
from gateway.documents.execution import core
from gateway.http.request import Question
from gateway.inquiry import inquire
from gateway.settings import Settings
from gateway.store import opened
from resolvers.schema import schema

WIDE = 160
"""Columns of a tree in a file or a pipe, which have no width of their own."""


@click.command("ask")
@click.argument("query")
@click.option("--as-of", type=Day(), metavar="DAY", help="The day asked about, for root fields.")
@known_at_option
@click.option("--variables", metavar="JSON", help="Variables as JSON, or @FILE.")
@click.option("--operation", metavar="NAME", help="The operation to run, if there are several.")
@click.option("--tree", "as_tree", is_flag=True, help="Print a tree to read instead of JSON.")
@click.option("--url", metavar="URL", help="Ask a running gateway instead of the store.")
@click.option(
    "--credential-file",
    type=click.Path(path_type=Path),
    help="File with the token or API key for --url; others can read command lines.",
)
@store_options
def command(  # noqa: PLR0913 - one for each option
    query: str,
    *,
    as_of: str | None,
    known_at: str | None,
    variables: str | None,
    operation: str | None,
    as_tree: bool,
    url: str | None,
    credential_file: Path | None,
    settings: Settings,
) -> None:
    r"""Ask QUERY, a GraphQL text, and print the answer.

    QUERY is the text itself, @FILE, or - for stdin. The exit code is 1 when the answer has errors.

    \b
    Examples:
      gateway ask '{ account(uid: "elm") { name partner { uid } } }'
      gateway ask --as-of 2026-09-15 --tree @page.graphql --variables '{"uid": "elm"}'
      gateway ask --known-at 2026-10-11 --url http://127.0.0.1:8000 - < statement.graphql
    """
    text = placed(_text(query), core(schema), as_of, known_at)
    question = Question(text, operation, _variables(variables))
    credential = credential_file.read_text("utf-8").strip() if credential_file else None
    answer = post(url, question, credential) if url else asyncio.run(_inquire(settings, question))
    _show(answer, as_tree=as_tree)


async def _inquire(settings: Settings, question: Question) -> dict[str, Any]:
    async with opened(settings) as engine:
        return await inquire(settings, engine, question, clock.now())


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    return Path(given[1:]).read_text(encoding="utf-8") if given.startswith("@") else given


def _variables(given: str | None) -> dict[str, Any] | None:
    if given is None:
        return None
    try:
        found = orjson.loads(_text(given))
    except orjson.JSONDecodeError as error:
        raise click.UsageError(f"expected --variables as a JSON object: {error}") from error
    if not isinstance(found, dict):
        raise click.UsageError(f"expected --variables as a JSON object, not {_text(given)[:40]!r}")
    return cast("dict[str, Any]", found)


def _show(answer: dict[str, Any], *, as_tree: bool) -> None:
    errors = answer.get("errors", [])
    console = Console()
    if as_tree:
        if answer.get("data"):
            wide = console if console.is_terminal else Console(width=WIDE)
            wide.print(tree(answer["data"]))
        for error in errors:
            click.echo(_said(error), err=True)
    else:
        text = orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()
        if console.is_terminal:
            console.print_json(text)
        else:
            click.echo(text)
    if errors:
        raise Failure(f"the answer has {len(errors)} error{'s' * (len(errors) > 1)}")


def _said(error: dict[str, Any]) -> str:
    path = ".".join(str(each) for each in error.get("path", []))
    return f"{path}: {error['message']}" if path else error["message"]
