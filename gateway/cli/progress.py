"""How far a long piece of work has come: a bar on a terminal, a line a stage elsewhere."""

from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text
from typing_extensions import override

from gateway.collecting import seldom
from gateway.exchange.reading import Watch

A_WHILE = 1.0
"""Seconds from which on a stage is worth a line."""

LONG = 10.0
"""Seconds after which the lines tell how far a long stage has come."""

OFTEN = 500
"""Steps after which a bar is moved; more often costs more than it shows."""

SOON = 0.2
"""Seconds after which it is moved though there were fewer, of large steps."""


@contextmanager
def watching() -> Generator[Watch]:
    """Somebody who shows on stderr how the work goes on; the collector looks seldom meanwhile."""
    with seldom():
        yield from _shown()


def _shown() -> Generator[Watch]:
    console = Console(stderr=True)
    if not console.is_terminal:
        lines = Lines(console)
        yield lines
        lines.end()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<32}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = Bar(progress)
        yield bar
        bar.advance(0)


class Rate(TextColumn):
    """Steps a second."""

    def __init__(self) -> None:
        """Of any task."""
        super().__init__("")

    @override
    def render(self, task: Task) -> Text:
        """`12,000/s`."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="cyan")


class Bar:
    """A bar for each stage."""

    def __init__(self, progress: Progress) -> None:
        """On a progress display that is running."""
        self._progress = progress
        self._task = None
        self._waiting, self._moved = 0, monotonic()

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin another bar in place of the one before."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task, self._waiting = self._progress.add_task(name, total=total), 0
        self._moved = monotonic()

    def expect(self, total: int) -> None:
        """Have the bar know how long it will be, and so how long it will take."""
        if self._task is not None:
            self._progress.update(self._task, total=total)

    def advance(self, steps: int = 1) -> None:
        """Move the bar, every few hundred steps."""
        self._waiting += steps
        due = self._waiting >= OFTEN or monotonic() - self._moved >= SOON
        if due and self._task is not None:
            self._progress.advance(self._task, self._waiting)
            self._waiting, self._moved = 0, monotonic()


class Lines:
    """A line for each stage that took a while, and meanwhile for one that takes long; its rate."""

    def __init__(self, console: Console, least: float = A_WHILE, often: float = LONG) -> None:
        """On a console that is no terminal; `least` seconds are a while, and `often` are long."""
        self._console = console
        self._least, self._often = least, often
        self._name = ""
        self._began = self._told = 0.0
        self._steps = 0
        self._total: int | None = None

    def stage(self, name: str, total: int | None = None) -> None:
        """End the stage before, and begin this one."""
        self.end()
        self._name, self._began, self._steps, self._total = name, monotonic(), 0, total
        self._told = self._began

    def expect(self, total: int) -> None:
        """Know how many steps there will be, and so how long they will take."""
        self._total = total

    def advance(self, steps: int = 1) -> None:
        """Count the steps, and tell every while how many are done."""
        self._steps += steps
        now = monotonic()
        if self._steps and now - self._told >= self._often:
            self._told, rate = now, self._steps / (now - self._began)
            left = (
                f", {max(self._total - self._steps, 0) / rate:,.0f} s left" if self._total else ""
            )
            self._print(f"{self._name}: {self._steps:,} rows, {rate:,.0f}/s{left}")

    def end(self) -> None:
        """Tell what the stage took."""
        took = monotonic() - self._began
        if self._name and took >= self._least:
            rows = f"{self._steps:,} rows, {self._steps / took:,.0f}/s, " if self._steps else ""
            self._print(f"{self._name}: {rows}{took:.1f} s")
        self._name = ""

    def _print(self, line: str) -> None:
        self._console.print(line, highlight=False, soft_wrap=True)
