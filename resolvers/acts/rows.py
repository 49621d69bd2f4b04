"""What every mutation of many rows takes and answers: each row has its own result."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

import strawberry
from msgspec import Struct
from strawberry import Parent, Private, field

from graph.model import Uid
from graph.rules import refusal as rules
from graph.rules.refusal import Code
from loaders.acts import ActRefused, Row
from resolvers.acts.done import Act
from resolvers.acts.given import ActInput
from resolvers.acts.placed import placed
from resolvers.enums import spoken
from resolvers.errors import error
from resolvers.refusal import Refusal, Refused
from resolvers.seen import AnAccount, account

MAX_ROWS = 1_000

T = TypeVar("T")


class RowMode(StrEnum):
    """What becomes of good rows when others are refused."""

    ALL_OR_NOTHING = "ALL_OR_NOTHING"
    BEST_EFFORT = "BEST_EFFORT"


spoken(
    RowMode,
    "What becomes of the good rows when others are refused (批量方式).",
    {
        RowMode.ALL_OR_NOTHING: "Nothing is stored unless every row is good (全部或无).",
        RowMode.BEST_EFFORT: "The good rows are stored (尽力而为); each other one says why not.",
    },
)


@strawberry.input(description="What every change of many rows takes (批量变更公共参数).")
class RowsInput(ActInput):
    """A subclass adds `rows`."""

    mode: RowMode = field(
        default=RowMode.ALL_OR_NOTHING, description="What becomes of the good rows (批量方式)."
    )

    @property
    def best_effort(self) -> bool:
        """Whether good rows are stored beside refused ones."""
        return self.mode is RowMode.BEST_EFFORT


def counted(rows: Sequence[T]) -> Sequence[T]:
    """The rows, if there are some and not too many; INVALID_ARGUMENT else."""
    if 1 <= len(rows) <= MAX_ROWS:
        return rows
    message = f"expected 1 to {MAX_ROWS} rows, got {len(rows)}"
    hint = "Send several calls, each with a key of its own." if rows else "Send a row at least."
    raise error(Code.INVALID_ARGUMENT, message, hint)


class Answered(Struct, frozen=True):
    """A row's number, from 0, the account it is about, and what became of it."""

    index: int
    uid: Uid | None
    row: Row


@strawberry.type(description="What became of one row (行结果).")
class RowResult:
    """Reads `Answered`."""

    index: int = field(description="The row's number (行号), from 0, as it was sent.")
    uid: str | None = field(description="The account (账号) it is about.")

    @field(description="The ids of the facts it wrote (事实编号); none if it was refused.")
    @staticmethod
    def facts(parent: Parent[Answered]) -> list[strawberry.ID]:
        return [strawberry.ID(id_) for id_ in parent.row.facts]

    @field(description="Why it was refused (拒绝), if it was.", graphql_type=Refused | None)
    @staticmethod
    def refusal(parent: Parent[Answered]) -> rules.Refusal | None:
        return parent.row.refusal


class SomeRefused(Struct, frozen=True):
    """A change of many rows that was refused whole, with every row's reason."""

    code: Code
    message: str
    path: str
    clause: str | None
    next_step: str
    rows: tuple[Answered, ...]


@strawberry.type(description="A change of many rows that was refused whole (批量拒绝).")
class RowsRefused(Refusal):
    """Reads `SomeRefused`."""

    rows: list[RowResult] = field(description="The refused rows (被拒绝的行), in their order.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Whether a value is one."""
        return isinstance(value, SomeRefused)


def refused(error_: ActRefused, uids: Sequence[Uid | None], names: frozenset[str]) -> SomeRefused:
    """The refusal of many rows, by the first of them."""
    bad = tuple(each for each in answered(error_.rows, uids, names) if each.row.refusal)
    first = error_.refusals[0]
    message = f"{len(bad)} of {len(error_.rows)} rows are refused, the first: {first.message}"
    return SomeRefused(
        first.code, message, f"rows.{bad[0].index}", first.clause, first.next_step, bad
    )


def answered(
    rows: Sequence[Row], uids: Sequence[Uid | None], names: frozenset[str]
) -> list[Answered]:
    """Each row with its number and account, and its refusal by the input's own field names.

    A refused call may have one row for all.
    """
    named = [*uids, *[None] * len(rows)]
    return [Answered(at, named[at], _placed(row, names)) for at, row in enumerate(rows)]


def _placed(row: Row, names: frozenset[str]) -> Row:
    return Row(row.facts, placed(row.refusal, names)) if row.refusal else row


@strawberry.type(description="A change of many rows (批量变更结果), each with its own result.")
class RowsDone(Act):
    """The rows stand in the order in which they were sent."""

    uids: Private[tuple[Uid | None, ...]] = ()
    names: Private[frozenset[str]] = frozenset()

    @field(description="Every row (行结果), in its order.", graphql_type=list[RowResult])
    def rows(self) -> list[Answered]:
        return answered(self.performed.outcome.rows, self.uids, self.names)

    @field(description="How many rows were stored (已写入行数).")
    def written(self) -> int:
        return sum(row.refusal is None for row in self.performed.outcome.rows)

    @field(description="How many rows were refused (被拒绝行数).")
    def refused(self) -> int:
        return sum(row.refusal is not None for row in self.performed.outcome.rows)

    @field(
        description="The accounts (账号) of the stored rows, each once, at the new moment.",
        graphql_type=list[AnAccount],
    )
    async def accounts(self) -> list[object]:
        rows = zip(self.uids, self.performed.outcome.rows, strict=False)
        stored = dict.fromkeys(uid for uid, row in rows if uid and row.refusal is None)
        return [await account(self.scope, uid) for uid in stored]
