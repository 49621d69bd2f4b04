"""What the doctor says: a line for each thing that it looked at, and what it found."""

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

REBUILD = "Export the store and import it into an empty one."

REPAIR = "Run gateway doctor --repair."

SHOWN = 20
"""Findings of one kind that are printed; the rest are counted."""


class Report:
    """What was looked at, a line each, and how much was found."""

    def __init__(self, console: Console) -> None:
        """Print on a console."""
        self._console = console
        self.found = 0

    def told(self, name: str, what: str) -> None:
        """A line of information."""
        self._console.print(f"  {name:<12}{escape(what)}", soft_wrap=True)

    def checked(self, name: str, good: str, findings: Iterable[str]) -> None:
        """The outcome of a check: `good`, or what was found."""
        every = list(findings)
        self.found += len(every)
        if not every:
            self._console.print(f"[green]✓[/] {name:<12}{escape(good)}", soft_wrap=True)
            return
        self._console.print(f"[red]✗[/] {name:<12}{len(every)} found", soft_wrap=True)
        for each in every[:SHOWN]:
            self._console.print(f"    {escape(each)}", soft_wrap=True)
        if len(every) > SHOWN:
            self._console.print(f"    … and {len(every) - SHOWN} more")
