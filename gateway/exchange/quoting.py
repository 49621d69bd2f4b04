"""Rows of CSV written so that every reader parts them as they were."""

import csv
from collections.abc import Callable, Sequence
from typing import TextIO

Write = Callable[[Sequence[str]], object]


def row_writer(file: TextIO) -> Write:
    """What writes rows to a file, a line feed after each.

    Python's own writer leaves a lone carriage return unquoted, and readers end a row there.
    """
    plain = csv.writer(file, lineterminator="\n")
    quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def write(cells: Sequence[str]) -> object:
        bare = not any("\r" in cell for cell in cells)
        return (plain if bare else quoted).writerow(cells)

    return write
