"""What the doctor says: a line for each thing that it looked at, and what it found."""

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

REBUILD = "Export the store and import it into an empty one."

REPAIR = "Run gateway doctor --repair."

SHOWN = 20
"""Findings of one kind that are printed; the rest are counted."""


class Findings:
    """What was found of one kind: all of it is counted, and the first of it kept."""

    def __init__(self, found: Iterable[str] = ()) -> None:
        """Begin with what was found already."""
        self.number = 0
        self.shown: list[str] = []
        self.add(found)

    def add(self, found: Iterable[str]) -> None:
        """Take more."""
        for each in found:
            self.number += 1
            if self.number <= SHOWN:
                self.shown.append(each)

    def join(self, other: "Findings") -> None:
        """Take what others found, behind one's own."""
        self.number += other.number
        self.shown = [*self.shown, *other.shown][:SHOWN]


class Report:
    """What was looked at, a line each, and how much was found."""

    def __init__(self, console: Console) -> None:
        """Print on a console."""
        self._console = console
        self.found = 0

    def told(self, name: str, what: str) -> None:
        """A line of information."""
        self._console.print(f"  {name:<12}{escape(what)}", soft_wrap=True)

    def checked(self, name: str, good: str, findings: Findings | Iterable[str]) -> None:
        """The outcome of a check: `good`, or what was found."""
        every = findings if isinstance(findings, Findings) else Findings(findings)
        self.found += every.number
        if not every.number:
            self._console.print(f"[green]✓[/] {name:<12}{escape(good)}", soft_wrap=True)
            return
        self._console.print(f"[red]✗[/] {name:<12}{every.number} found", soft_wrap=True)
        for each in every.shown:
            self._console.print(f"    {escape(each)}", soft_wrap=True)
        if every.number > SHOWN:
            self._console.print(f"    … and {every.number - SHOWN} more")
