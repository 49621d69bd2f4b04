"""What is wrong with a ladder text: each line's first problem, said so that it can be mended."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from msgspec import Struct

SHOWN = 20
"""Problems that one message prints."""


class Problem(Struct, frozen=True):
    """One problem: 1-based line and column, what was expected there, what stood there, a hint."""

    line: int
    column: int
    expected: str
    found: str
    hint: str = ""

    def __str__(self) -> str:
        """`3:6: expected …, found …; hint`."""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.line}:{self.column}: expected {self.expected}, found {self.found}{hint}"


class LadderError(ValueError):
    """A text that is not a ladder.

    `problems` holds the first problem of every line that has one, in the order of the lines;
    `line`, `expected` and `found` are those of the first, `name` is the text's name. The message
    prints the first 20.
    """

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        """Of the text called `name`, with at least one problem."""
        self.name = name
        self.problems = tuple(problems)
        first = self.problems[0]
        self.line, self.expected, self.found = first.line, first.expected, first.found
        lines = [f"{name}:{problem}" for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"and {len(self.problems) - SHOWN} more lines with a problem")
        super().__init__("\n".join(lines))


class LineError(Exception):
    """Ends the reading of one line."""

    def __init__(self, problem: Problem) -> None:
        """With the line's first problem."""
        self.problem = problem
        super().__init__(str(problem))


def one_of(words: Iterable[str]) -> str:
    """`to, known from or source`, as the expectation of a message."""
    return either([f"`{word}`" for word in words])


def either(things: Sequence[str]) -> str:
    """The things with commas between them and `or` before the last; at least one."""
    *most, last = things
    return f"{', '.join(most)} or {last}" if most else last


def did_you_mean(found: str, words: Iterable[str]) -> str:
    """The hint for a word that is nearly one of `words`, else empty."""
    near = get_close_matches(found.lower(), list(words), n=2, cutoff=0.5)
    return f"did you mean {one_of(near)}?" if near else ""
