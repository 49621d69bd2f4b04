"""What is wrong with files: each problem with its place, said so that it can be mended."""

from msgspec import Struct

from graph.rules.refusal import Code

MALFORMED = Code.MALFORMED
"""Code of a row that could not be read; refused facts carry the code of their refusal."""


class Problem(Struct, frozen=True):
    """One problem: its table, the file, the line (from 1 on; 0: none) and the column if known."""

    table: str
    file: str
    line: int
    column: str
    message: str
    code: str = MALFORMED

    def __str__(self) -> str:
        """`links.csv:5: valid_to: expected …, found …`."""
        column = f"{self.column}: " if self.column else ""
        return f"{place(self.file, self.line)}: {column}{self.message}"


class FolderUnreadable(ValueError):
    """The folder or a file in it can't be read as tables at all; the message says what to do."""


def found(text: str) -> str:
    """A cell as a message shows it, cut where it is long."""
    shown = text if len(text) <= LONG else f"{text[:LONG]}…"
    return repr(shown)


LONG = 60


def place(file: str, line: int) -> str:
    """`links.csv:5`, or the file alone where there is no line."""
    return f"{file}:{line}" if line else file
