"""Questions put many times, cold and warm, and what they took by percentiles."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from math import ceil
from statistics import median
from time import perf_counter

from msgspec import Struct

from gateway.bench.scale.questions import Question
from gateway.bench.scale.sitting import NotAnswered, Sitting, Taken, TooSlow
from gateway.bench.scale.size import Size

WARMING = 20
"""Turns that are not counted: the engine learns a statement's plan, Python its code."""

WARMTH = 1.0
"""How many seconds of such turns one question has at the most."""

SECONDS = 12.0
"""How long one question is put cold, or warm, at the most."""


class Times(Struct, frozen=True):
    """Percentiles in ms over so many turns, and medians of the rest.

    Of the time waiting for the store, and processor time of this process, which says more on a
    machine that others use too; statements, and their rows.
    """

    turns: int
    p50: float
    p95: float
    p99: float
    store_ms: float
    own_ms: float
    statements: int
    rows: int


class Line(Struct, frozen=True):
    """A question of the table; without times where it was not answered, and why."""

    name: str
    goal: float | None
    cold: Times | None = None
    warm: Times | None = None
    why: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is kept, asked cold; None where there is none or no answer."""
        if self.goal is None or self.cold is None:
            return None
        return self.cold.p50 <= self.goal


async def warmed(sitting: Sitting, size: Size, questions: Sequence[Question]) -> None:
    """Put all questions some times before any is measured.

    An engine compiles what it runs often, so those that come first would pay for the others. What
    is not answered here is told of when it is measured.
    """
    for question in questions:
        began = perf_counter()
        with suppress(TooSlow, NotAnswered):
            for turn in range(WARMING if sitting.knows(question.text) else 0):
                sitting.forget()
                await question.put(sitting, size, 10_000 + turn)
                if perf_counter() - began > WARMTH:
                    break


async def measured(sitting: Sitting, size: Size, question: Question, turns: int) -> Line:
    """The line of a question."""
    if not sitting.knows(question.text):
        return Line(question.name, question.goal, why="the schema does not offer it")

    async def cold(turn: int) -> Taken:
        sitting.forget()
        return await question.put(sitting, size, turn)

    async def warm(_: int) -> Taken:
        return await question.put(sitting, size, 0)

    try:
        times = await _timed(cold, turns), await _timed(warm, turns)
        return Line(question.name, question.goal, *times)
    except TooSlow:
        return Line(question.name, question.goal, why="no answer within a minute")
    except NotAnswered as error:
        return Line(question.name, question.goal, why=str(error))


async def _timed(put: Callable[[int], Awaitable[Taken]], turns: int) -> Times:
    taken, began = list[Taken](), perf_counter()
    for turn in range(turns):
        taken.append(await put(turn))
        if perf_counter() - began > SECONDS:
            break
    return percentiles(taken)


def percentiles(taken: Sequence[Taken]) -> Times:
    """The percentiles of some answers; statements and rows are those of the median one."""
    every = sorted(each.ms for each in taken)
    p50, p95, p99 = (every[ceil(part * len(every)) - 1] for part in (0.5, 0.95, 0.99))
    return Times(
        turns=len(every),
        p50=p50,
        p95=p95,
        p99=p99,
        store_ms=median(each.store_ms for each in taken),
        own_ms=median(each.own_ms for each in taken),
        statements=round(median(each.statements for each in taken)),
        rows=round(median(each.rows for each in taken)),
    )


def cells(line: Line) -> tuple[str, ...]:
    """A line as texts, for a table."""
    goal = "" if line.goal is None else f"{line.goal:,.0f}"
    met = {True: "yes", False: "no", None: "-"}[line.met]
    if line.cold is None or line.warm is None:
        return line.name, goal, met, line.why, "", "", ""
    parts = f"{line.cold.store_ms:,.1f} / {line.cold.own_ms:,.1f}"
    cost = f"{line.cold.statements} / {line.cold.rows:,}"
    return line.name, goal, met, _ms(line.cold), parts, cost, _ms(line.warm)


def _ms(found: Times) -> str:
    return " / ".join(f"{each:,.1f}" for each in (found.p50, found.p95, found.p99))
