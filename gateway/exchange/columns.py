"""What a table and its columns are, and the columns that every table has."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from graph.model import Fact

ERROR = "error"
"""Column of a reject file that says why; ignored when the file is imported again."""

ERROR_ZH = "错误"


class Kind(StrEnum):
    """What a cell holds."""

    ID = "id"
    IDS = "ids with blanks between them"
    TEXT = "text"
    DAY = "day"
    INSTANT = "instant"
    AMOUNT = "amount"
    FLAG = "yes or no"
    NUMBER = "number"
    COUNT = "number from 0"
    MONTH = "month"
    QUARTER = "quarter"
    CHOICE = "one of"


class Column(Struct, frozen=True):
    """One column: its header in English and Chinese, and the field of the fact that it fills.

    `words` are what a CHOICE may say and what each stands for; the first of those that stand for
    the same is the one that is written.
    """

    name: str
    chinese: str
    kind: Kind
    meaning: str
    example: str
    required: bool = False
    field: str = ""
    words: Mapping[str, object] = {}

    @property
    def fills(self) -> str:
        """The field of the fact."""
        return self.field or self.name


class Table(Struct, frozen=True):
    """One table: what a row is, its own columns, and the column by which other rows name it."""

    name: str
    chinese: str
    fact: type[Fact]
    meaning: str
    own: tuple[Column, ...]
    named_by: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its own columns and those that every table has."""
        given = {column.fills for column in self.own}
        return (*self.own, *(each for each in STAMPS if each.fills not in given))

    def headers(self) -> dict[str, Column]:
        """Every header that is known, in small letters."""
        english = {column.name: column for column in self.columns}
        return english | {column.chinese: column for column in self.columns}


ID = Column("id", "编号", Kind.ID, "the fact's own id; made from the row when empty", "")
STAMPS = (
    ID,
    Column("version", "版本", Kind.NUMBER, "which version of the fact; 1 when empty", "1"),
    Column(
        "recorded_at",
        "录入时间",
        Kind.INSTANT,
        "when this became known; the moment of the import when empty",
        "2018-04-12T09:00:00+08:00",
    ),
    Column("superseded_at", "作废时间", Kind.INSTANT, "when it was known no longer", ""),
    Column("recorded_by", "录入人", Kind.TEXT, "who recorded it", "back-office"),
    Column("source", "来源", Kind.TEXT, "the document it rests on; file and line when empty", ""),
)
"""What every table may say of every fact, so that an export gives everything back."""
