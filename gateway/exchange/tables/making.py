"""Columns that several tables have."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec.structs import replace

from gateway.exchange.columns import Column, Kind

FROM = Column(
    "valid_from", "生效日", Kind.DAY, "first day on which it holds", "2018-01-10", required=True
)
TO = Column(
    "valid_to", "终止日", Kind.DAY, "first day on which it holds no longer; empty = open", ""
)


def words(kind: type[StrEnum], *chinese: str) -> Mapping[str, object]:
    """What a CHOICE of a kind may say: its values, then as many words in Chinese."""
    members = list(kind)
    return {each.value: each for each in members} | dict(zip(chinese, members, strict=True))


def account(meaning: str, chinese: str = "账号", name: str = "account") -> Column:
    """An account's uid, which must be there."""
    return Column(name, chinese, Kind.ID, meaning, "acme", required=True)


def party(meaning: str) -> Column:
    """A party's id, which must be there."""
    return Column("party", "主体", Kind.ID, meaning, "harbor", required=True)


def amount(meaning: str, example: str, *, required: bool = True) -> Column:
    """An amount in yuan."""
    return Column("amount", "金额", Kind.AMOUNT, meaning, example, required=required, field="fen")


def day(name: str, chinese: str, meaning: str, example: str = "", field: str = "") -> Column:
    """A day that may be missing."""
    return Column(name, chinese, Kind.DAY, meaning, example, field=field)


def must(column: Column) -> Column:
    """The same column, required."""
    return replace(column, required=True)
