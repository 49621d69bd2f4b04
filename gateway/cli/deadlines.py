"""`gateway deadlines`: what a party has to do by when, as a table or for a calendar program."""

import asyncio
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from gateway import clock
from gateway.cli.failure import Failure
from gateway.cli.moments import Day, known_at_option
from gateway.cli.options import store_options
from gateway.cli.posting import post
from gateway.http.request import Question
from gateway.inquiry import inquire
from gateway.settings import Settings
from gateway.store import opened

QUERY = """
query Deadlines($party: String!, $asOf: Date, $knownAt: DateTime, $ics: Boolean!) {
  agenda(party: $party, asOf: $asOf, knownAt: $knownAt) {
    ... on Agenda {
      icalendar @include(if: $ics)
      deadlines @skip(if: $ics) {
        kind what { zh en } clause { id } since lastDay overdue account { uid } paper
      }
    }
    ... on Refusal { code message nextStep }
  }
}
"""

WIDE = 160
"""Columns of a table in a file or a pipe, which have no width of their own."""


@click.command("deadlines")
@click.option("--party", required=True, metavar="ID", help="The party's own id.")
@click.option("--as-of", type=Day(), metavar="DAY", help="The day they are open on [today].")
@known_at_option
@click.option("--ics", is_flag=True, help="Print iCalendar text (RFC 5545) instead of a table.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the text there; with --ics.",
)
@click.option("--url", metavar="URL", help="Ask a running gateway instead of the store.")
@store_options
def command(  # noqa: PLR0913 - one for each option
    *,
    party: str,
    as_of: str | None,
    known_at: str | None,
    ics: bool,
    out: Path | None,
    url: str | None,
    settings: Settings,
) -> None:
    r"""List the open deadlines of a party: by when, what, and by which clause.

    They come of its agreements, deposit, violations, notices and fees, and of the requests and
    tasks about its accounts and those directly below them. As iCalendar each is an all-day event
    with an id that stays the same, so that a calendar that reads the text again moves what moved.

    \b
    Examples:
      gateway deadlines --party harbor
      gateway deadlines --party harbor --as-of 2026-02-13 --url http://127.0.0.1:8000
      gateway deadlines --party harbor --ics --out harbor.ics

    \b
    Exit codes:
      0  listed                        1  there is no such party, or a year is not published
      2  wrong use                     3  the store or the gateway can't be used
    """
    variables = {"party": party, "asOf": as_of, "knownAt": known_at, "ics": ics}
    question = Question(QUERY, None, variables)
    answer = post(url, question) if url else asyncio.run(_inquire(settings, question))
    found = _agenda(answer)
    if not ics:
        _show(found["deadlines"], party)
    elif out is None:
        click.echo(found["icalendar"].encode(), nl=False)
    else:
        out.write_bytes(found["icalendar"].encode())


async def _inquire(settings: Settings, question: Question) -> dict[str, Any]:
    async with opened(settings) as engine:
        return await inquire(settings, engine, question, clock.now())


def _agenda(answer: dict[str, Any]) -> dict[str, Any]:
    for error in answer.get("errors", ()):
        raise Failure(error["message"], error.get("extensions", {}).get("code", ""))
    found = answer["data"]["agenda"]
    if "code" in found:
        raise Failure(f"{found['message']}. {found['nextStep']}", found["code"])
    return found


def _show(deadlines: list[dict[str, Any]], party: str) -> None:
    if not deadlines:
        click.echo(f"{party} has no open deadline.")
        return
    table = Table("by", "", "what", "clause", "account", "since", "paper", box=None, pad_edge=False)
    for each in deadlines:
        account = each["account"]["uid"] if each["account"] else ""
        late = "overdue" if each["overdue"] else ""
        what = f"{each['what']['zh']} · {each['what']['en']}"
        clause, since = each["clause"]["id"] if each["clause"] else "", each["since"]
        table.add_row(each["lastDay"] or "–", late, what, clause, account, since, each["paper"])
    console = Console(highlight=False, markup=False)
    wide = console if console.is_terminal else Console(width=WIDE, highlight=False, markup=False)
    wide.print(table)
