"""A run over a world of some size: its lines, its machine, and the memory it took."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from gateway.bench.scale.importing import GOALS, SHARE, Rates, rates
from gateway.bench.scale.making import make
from gateway.bench.scale.measuring import Line, cells, measured, warmed
from gateway.bench.scale.questions import QUESTIONS
from gateway.bench.scale.sitting import Sitting
from gateway.bench.scale.size import Size
from gateway.collecting import settle
from gateway.exchange.reading import Watch
from gateway.settings import Settings
from gateway.store import opened, settled

AT = datetime(2026, 11, 1, 4, tzinfo=UTC)
"""The instant of every question."""

HEADINGS = (
    *("question", "goal", "met", "cold p50 / p95 / p99", "store / own cpu"),
    *("statements / rows", "warm p50 / p95 / p99"),
)

MOST_MB = 300
"""What a gateway may take of memory."""


class Wanted(Struct, frozen=True):
    """What is measured: questions whose name has a text, turns of each, and payments to import."""

    turns: int = 31
    only: str = ""
    imported: int = 0


class Report(Struct, frozen=True):
    """A run; memory is resident, in MB, the engine's where it is on this machine.

    `roll_seconds` is what reading the roll of accounts took, as a gateway does when it starts.
    """

    size: str
    machine: str
    engine: str
    load: float
    lines: tuple[Line, ...]
    roll_seconds: float
    gateway_mb: float
    engine_mb: float | None
    imported: Rates | None = None


async def report(settings: Settings, size: Size, wanted: Wanted, watch: Watch) -> Report:
    """Make the world where it is not there, ask, and import; the import comes last."""
    async with opened(settings) as engine:
        await make(engine, size, watch)
        await settled(engine, watch)
        load, name = os.getloadavg()[0], f"{engine.name} {engine.version}"
        watch.stage("reading the roll")
        sitting = Sitting(engine, AT)
        roll = await sitting.enrol()
        settle()
        lines = await _asked(sitting, size, wanted, watch)
        mine, its = _resident(os.getpid()), _resident(getattr(engine, "process_id", None))
        imported = None
        if wanted.imported:
            watch.stage("importing")
            imported = await rates(engine, size, wanted.imported, AT)
        return Report(size.name, _machine(), name, load, lines, roll, mine or 0.0, its, imported)


async def _asked(sitting: Sitting, size: Size, wanted: Wanted, watch: Watch) -> tuple[Line, ...]:
    questions, lines = [each for each in QUESTIONS if wanted.only in each.name], list[Line]()
    watch.stage("warming up")
    await warmed(sitting, size, questions)
    watch.stage("asking", len(questions))
    for question in questions:
        lines.append(await measured(sitting, size, question, wanted.turns))
        watch.advance()
    return tuple(lines)


def summary(found: Report) -> list[str]:
    """What stands below the table: where it was measured, memory, and how quick an import was."""
    its = "" if found.engine_mb is None else f", the engine's {found.engine_mb:,.0f} MB"
    said = [
        f"{found.engine} on {found.machine}, load {found.load:.1f} at the start",
        f"roll of accounts read in {found.roll_seconds:,.1f} s",
        f"memory: the gateway's {found.gateway_mb:,.0f} MB (goal {MOST_MB}){its}",
    ]
    return said if found.imported is None else [*said, *_imported(found.imported)]


def _imported(found: Rates) -> list[str]:
    goals = zip(("new", "again"), (found.new, found.again), GOALS, strict=True)
    told = ", ".join(f"{name} {rate:,.0f}/s (goal {goal:,})" for name, rate, goal in goals)
    bare = f"a bare loop of UNWIND and MERGE {found.bare:,.0f}/s"
    share = f"{found.share:.2f} of it (goal {SHARE})"
    late = f"new {found.late_new:,.0f}/s, the loop {found.late_bare:,.0f}/s, {found.late_share:.2f}"
    return [
        f"import of {found.rows:,} payments: {told}; {bare}, new is {share}",
        f"the second half alone, in an engine that has compiled itself: {late} of it",
    ]


def table(found: Report) -> list[list[str]]:
    """A row a question."""
    return [list(cells(line)) for line in found.lines]


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _resident(process: int | None) -> float | None:
    """MB that a process of this machine has in memory; None where that cannot be told."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(lines["VmRSS"].split()[0]) / 1024
