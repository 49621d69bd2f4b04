"""The measurement: servers side by side, answers compared first, rounds in a shuffled order."""

import asyncio
import os
import platform
import random
import statistics
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
from msgspec import Struct

from gateway.bench.asking import Asker, Taken
from gateway.bench.contenders import APPS
from gateway.bench.guides import GUIDES, NAMES, sampled
from gateway.bench.node import NODE, fetched
from gateway.bench.rows import OPERATIONS, plain

IN_NODE = {"mercurius + JIT": "mercurius", "graphql-yoga + JIT": "yoga"}
US, OFF, BASE = "gateway", "gateway, compiled off", "Strawberry alone"
TYPED = "gateway, rows typed at load"

TIMES = {"a": 1_000, "b": 24, "d": 24, "c": 40}
"""How often an operation is asked for in one round of a quick contender; slow ones less."""


class Report(Struct, frozen=True):
    """What was measured: contender → operation → the median round."""

    machine: str
    rounds: int
    taken: dict[str, dict[str, Taken]]

    def ratio(self, other: str, name: str) -> float:
        """How many answers of ours cost as much of the processor as one of another's."""
        return self.taken[other][name].cpu / max(self.taken[US][name].cpu, 0.001)


CONTENDER = (sys.executable, "-m", "gateway.bench.contenders")


async def measure(rounds: int, cache: Path, *, node: bool, share: float = 1.0) -> Report:
    """Measure all contenders that can be had here; a `share` of the usual questions a round.

    Raises RuntimeError when two of them answer differently.
    """
    commands = {name: [*CONTENDER, name] for name in APPS}
    if node and (folder := await asyncio.to_thread(fetched, cache)):
        rows = cache / "rows.json"
        rows.write_bytes(orjson.dumps(plain()))
        for title, name in IN_NODE.items():
            commands[title] = ["node", str(NODE), name, str(folder), str(rows)]
    return await _measured(commands, [*OPERATIONS], rounds, share)


async def measure_guides(rounds: int, cache: Path, share: float = 1.0) -> Report:
    """The same of the guides' questions, over the sample in a store of the cache."""
    folder = cache / "sample"
    async with sampled(folder):
        commands = {name: [*CONTENDER, name, str(folder)] for name in NAMES}
        return await _measured(commands, [*GUIDES], rounds, share)


async def _measured(
    commands: Mapping[str, list[str]], operations: list[str], rounds: int, share: float
) -> Report:
    async with _started(commands) as askers:
        await _compare(askers, operations)
        found = await _rounds(askers, operations, rounds, share)
    taken = {
        name: {
            operation: Taken(
                statistics.median(each.cpu for each in several),
                statistics.median(each.wall for each in several),
            )
            for operation, several in operations.items()
        }
        for name, operations in found.items()
    }
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return Report(machine, rounds, taken)


async def _rounds(
    askers: Mapping[str, Asker], operations: list[str], rounds: int, share: float
) -> dict[str, dict[str, list[Taken]]]:
    found = {name: {each: list[Taken]() for each in operations} for name in askers}
    pairs = [(name, operation) for name in askers for operation in operations]
    for number in range(rounds + 1):
        random.shuffle(pairs)
        for name, operation in pairs:
            slow = name.startswith(BASE) or (name == OFF and operation != "a")
            times = TIMES.get(operation, 40) * share * (1 if slow else 10) / (1 if number else 10)
            taken = await askers[name].measure(operation, int(times))
            if number:
                found[name][operation].append(taken)
    return found


async def _compare(askers: Mapping[str, Asker], operations: list[str]) -> None:
    for operation in operations:
        answers = {name: await asker.answer(operation) for name, asker in askers.items()}
        for name, answer in answers.items():
            if answer != answers[US]:
                message = f"{name} answers {operation} differently from {US}"
                raise RuntimeError(message)


@asynccontextmanager
async def _started(commands: Mapping[str, list[str]]) -> AsyncGenerator[dict[str, Asker]]:
    """All servers, on the last core if there are several, and this process on the others."""
    processes: list[Process] = []
    cores = sorted(os.sched_getaffinity(0))
    try:
        askers: dict[str, Asker] = {}
        for name, command in commands.items():
            process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
            processes.append(process)
            line = await process.stdout.readline() if process.stdout else b""
            if not line.strip().isdigit():
                message = f"{name} did not start"
                raise RuntimeError(message)
            _pin(process.pid, cores[-1:])
            askers[name] = Asker(int(line), process.pid)
        _pin(0, cores[:-1] or cores)
        yield askers
    finally:
        _pin(0, cores)
        for process in processes:
            if process.returncode is None:
                process.terminate()
        await asyncio.gather(*(process.wait() for process in processes))


def _pin(pid: int, cores: list[int]) -> None:
    tasks = Path(f"/proc/{pid or 'self'}/task")
    for task in tasks.iterdir():
        os.sched_setaffinity(int(task.name), cores)


def table(report: Report) -> list[list[str]]:
    """The report in rows of text: a contender, then µs and ratio for each operation."""
    rows: list[list[str]] = []
    for name, operations in report.taken.items():
        row: list[Any] = [name]
        for operation, taken in operations.items():
            row += [f"{taken.cpu:,.0f}", f"{report.ratio(name, operation):.2f} ×"]
        rows.append(row)
    return rows
