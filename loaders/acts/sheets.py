"""Tables sent as text: what an importer is handed, and what it gives back."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from graph.model import Uid
from loaders.acts.desk import Act


class Sheet(Struct, frozen=True):
    """One table's rows as text, CSV with a header or else NDJSON."""

    table: str
    text: str
    csv: bool = True


class Terms(Struct, frozen=True):
    """On what terms sheets are taken in.

    `best_effort` stores the good rows though others are refused; `corrections` has rows supersede
    stored facts of another content. `source` is the document of the rows that name none.
    """

    best_effort: bool = False
    corrections: bool = False
    source: str = ""


class Importing(Struct, frozen=True):
    """The act that takes sheets in, and the account that each row is about, if it is of one."""

    act: Act
    uids: tuple[Uid | None, ...]


class SheetUnreadable(ValueError):
    """A sheet can't be read as a table at all; the message says what to do, `path` which it is."""

    def __init__(self, message: str, path: str) -> None:
        """With the place in the input."""
        self.path = path
        super().__init__(message)


Importer: TypeAlias = Callable[[Sequence[Sheet], Terms], Importing]
"""Reads sheets; raises SheetUnreadable."""
