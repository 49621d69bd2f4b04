"""`gateway import FILE`: payments taken in as they stream by, and what became of them shown."""

import asyncio
import sys
from pathlib import Path

import click
from rich.console import Console

from gateway import clock
from gateway.cli.failure import Failure, Misuse
from gateway.cli.progress import watching
from gateway.cli.taken import SHOWN
from gateway.exchange.problems import FolderUnreadable
from gateway.exchange.reading import Watch
from gateway.exchange.rows import HeaderWrong
from gateway.exchange.streams.importing import DASH, Streamed, ready, stream_in
from gateway.exchange.streams.run import Manner
from gateway.exchange.streams.taken import Taken
from gateway.settings import Settings
from gateway.store import opened

NO_TRIAL = (
    "--dry-run needs all rows at once, and a file streams by; to try it put it into a folder of its"
    " own as payments.csv, and name that"
)


def stream(path: Path, rejects: Path | None, by: str, settings: Settings, **modes: bool) -> str:
    """Take a file or standard input in; gives the closing line. Raises Failure."""
    if modes.pop("dry_run"):
        raise Misuse(NO_TRIAL)
    if modes["best_effort"] and rejects is None:
        rejects = path.parent / "rejects"
    manner = Manner(by, "stdin" if path == DASH else path.name, **modes)
    with watching() as watch:
        try:
            ready(path, rejects)
            done = asyncio.run(_run(settings, path, manner, rejects, watch))
        except (FolderUnreadable, HeaderWrong) as error:
            raise Misuse(str(error)) from error
    if done.rejects is not None:
        click.echo(f"refused rows: {done.rejects}", err=True)
    return _shown(done.taken, done.rejects, best_effort=manner.best_effort)


async def _run(
    settings: Settings, path: Path, manner: Manner, rejects: Path | None, watch: Watch
) -> Streamed:
    watch.stage("opening the store")
    async with opened(settings) as engine:
        return await stream_in(engine, path, sys.stdin.buffer, manner, clock.now, watch, rejects)


def _shown(taken: Taken, rejects: Path | None, *, best_effort: bool) -> str:
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    shown = min(SHOWN if console.is_terminal else taken.found, len(taken.problems))
    for problem in taken.problems[:shown]:
        console.print(str(problem))
    if taken.found > shown:
        where = "--rejects FOLDER keeps them all" if rejects is None else f"all are in {rejects}"
        console.print(f"… and {taken.found - shown:,} more; {where}")
    counts = (
        f"{taken.rows:,} rows: {taken.new:,} new, {taken.superseded:,} superseded, "
        f"{taken.unchanged:,} unchanged, {taken.duplicate:,} duplicate, {taken.refused:,} refused"
    )
    click.echo(counts)
    if taken.stopped:
        raise Failure(_stopped(taken, best_effort=best_effort))
    if taken.problems:
        rows = "1 row is" if taken.refused == 1 else f"{taken.refused:,} rows are"
        raise Failure(f"{rows} refused; the others are stored")
    if not taken.new and not taken.superseded:
        return "Nothing changed."
    return f"Stored up to revision {taken.revision}."


def _stopped(taken: Taken, *, best_effort: bool) -> str:
    """Up to where all is stored, and what to do."""
    told = "stopped: nothing new is stored"
    if taken.line:
        told = f"stopped: all is stored that stands up to line {taken.line}, and nothing after it"
    if taken.waiting:
        more = f" and {len(taken.waiting) - 1:,} more" if len(taken.waiting) > 1 else ""
        told += f", nor the refund on line {taken.waiting[0]}{more}, whose payment had not come"
    told += ". Mend the file and import it again: what is stored stays as it is"
    return told if best_effort else f"{told}. --best-effort stores all rows that are good"
