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

from gateway.exchange.reading import Watch

A_WHILE = 1.0
"""Seconds from which on a stage is worth a line."""

LONG = 10.0
"""Seconds after which the lines tell how far a long stage has come."""

OFTEN = 500
"""Steps after which a bar is moved; more often costs more than it shows."""


@contextmanager
def watching() -> Generator[Watch]:
    """Somebody who shows on stderr how the work goes on."""
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
        self._waiting = 0

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin another bar in place of the one before."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task, self._waiting = self._progress.add_task(name, total=total), 0

    def expect(self, total: int) -> None:
        """Have the bar know how long it will be, and so how long it will take."""
        if self._task is not None:
            self._progress.update(self._task, total=total)

    def advance(self, steps: int = 1) -> None:
        """Move the bar, every few hundred steps."""
        self._waiting += steps
        if self._waiting >= OFTEN and self._task is not None:
            self._progress.advance(self._task, self._waiting)
            self._waiting = 0


class Lines:
    """A line for each stage that took a while, and its rate."""

    def __init__(self, console: Console, least: float = A_WHILE) -> None:
        """On a console that is no terminal; `least` seconds are a while."""
        self._console = console
        self._least = least
        self._name = ""
        self._began = self._told = 0.0
        self._steps = 0

    def stage(self, name: str, total: int | None = None) -> None:  # noqa: ARG002 (only a bar needs it)
        """End the stage before, and begin this one."""
        self.end()
        self._name, self._began, self._steps = name, monotonic(), 0
        self._told = self._began

    def expect(self, total: int) -> None:
        """Tell every while how many steps are done, and how long the others will take."""
        now = monotonic()
        if self._steps and now - self._told >= LONG:
            self._told, rate = now, self._steps / (now - self._began)
            left = f"{(total - self._steps) / rate:,.0f} s left"
            line = f"{self._name}: {self._steps:,} rows, {rate:,.0f}/s, {left}"
            self._console.print(line, highlight=False, soft_wrap=True)

    def advance(self, steps: int = 1) -> None:
        """Count the steps."""
        self._steps += steps

    def end(self) -> None:
        """Tell what the stage took."""
        took = monotonic() - self._began
        if self._name and took >= self._least:
            rows = f"{self._steps:,} rows, {self._steps / took:,.0f}/s, " if self._steps else ""
            line = f"{self._name}: {rows}{took:.1f} s"
            self._console.print(line, highlight=False, soft_wrap=True)
        self._name = ""
