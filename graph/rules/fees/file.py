"""A schedule of fees as a JSON file: read strictly, refused with the place and what was expected.

Months and days are half-open as everywhere: `to` is the first one outside. Amounts are yuan as text
(`10000.00`), rates basis points (1000 = 10 %).
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise

import msgspec
from msgspec import Struct

from graph.clauses import Wording
from graph.model import Fen, Month, parse_yuan
from graph.rules.fees.schedule import (
    WHOLE,
    Announcement,
    CommissionTerms,
    Schedule,
    Table,
    Tier,
)

SAMPLE = "sample.json"


class ScheduleInvalid(ValueError):
    """A schedule that cannot be: the message names file and place, what was expected and given."""


class _Strict(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """What has only fields that are known; a misspelt one is no silent default."""


class TierRow(_Strict, frozen=True):
    """A tier as its file gives it."""

    start: str = msgspec.field(name="from")
    basis_points: int


class TableRow(_Strict, frozen=True, kw_only=True):
    """A rate table as its file gives it."""

    start: str = msgspec.field(name="from")
    end: str | None = msgspec.field(name="to", default=None)
    source: str
    tiers: list[TierRow]


class AnnouncementRow(_Strict, frozen=True):
    """An announcement on products as its file gives it."""

    start: date = msgspec.field(name="from")
    source: str
    eligible: list[str] = msgspec.field(default_factory=list[str])
    not_eligible: list[str] = msgspec.field(default_factory=list[str])


class CommissionRow(_Strict, frozen=True):
    """The cloud-market commission as its file gives it."""

    products: list[str]
    tables: list[TableRow]
    city_partners_to_tier1: bool = msgspec.field(name="cityPartnersToTier1", default=False)


class DiscountRow(_Strict, frozen=True):
    """The discounted products as their file gives them."""

    products: list[str]


class File(_Strict, frozen=True):
    """A schedule as its file gives it."""

    name: str
    sample: bool
    remark: Wording
    tables: list[TableRow]
    announcements: list[AnnouncementRow] = msgspec.field(default_factory=list[AnnouncementRow])
    commission: CommissionRow | None = None
    discount: DiscountRow | None = None


@cache
def sample() -> Schedule:
    """The schedule that is shipped: invented, and labelled so (S39)."""
    return read((resources.files("graph.rules.fees") / SAMPLE).read_bytes(), SAMPLE)


def read(text: bytes, name: str) -> Schedule:
    """Read a schedule; ScheduleInvalid tells the first place that is wrong (R30, R31, MR 5.1.3)."""
    try:
        file = msgspec.json.decode(text, type=File)
    except msgspec.DecodeError as wrong:
        msg = f"{name}: expected a schedule of fees in JSON, but: {wrong}"
        raise ScheduleInvalid(msg) from wrong
    try:
        return _schedule(file)
    except _Wrong as wrong:
        msg = f"{name}: {wrong}"
        raise ScheduleInvalid(msg) from wrong


class _Wrong(ValueError):
    """`$.tables[0].tiers: expected …, got …`."""

    def __init__(self, path: str, expected: str, got: object) -> None:
        super().__init__(f"`{path}`: expected {expected}, got {got!r}")


def _schedule(file: File) -> Schedule:
    tables = _tables(file.tables, "$.tables")
    _check_products(file)
    commission = file.commission
    return Schedule(
        name=file.name,
        sample=file.sample,
        remark=file.remark,
        tables=tables,
        announcements=tuple(_announcements(file.announcements)),
        commission=None if commission is None else _commission(commission),
        discounted=frozenset() if file.discount is None else frozenset(file.discount.products),
    )


def _commission(row: CommissionRow) -> CommissionTerms:
    tables = _tables(row.tables, "$.commission.tables")
    return CommissionTerms(frozenset(row.products), tables, row.city_partners_to_tier1)


def _tables(rows: list[TableRow], path: str) -> tuple[Table, ...]:
    """Rate tables that follow each other without hole or overlap."""
    if not rows:
        raise _Wrong(path, "at least one rate table", [])
    tables = tuple(_table(row, f"{path}[{at}]") for at, row in enumerate(rows))
    for at, (one, next_) in enumerate(pairwise(tables), start=1):
        if one.end is None or next_.start < one.end:
            after = "null" if one.end is None else str(one.end)
            expected = f"no overlap with the table before it, whose `to` is {after}"
            raise _Wrong(f"{path}[{at}].from", expected, str(next_.start))
        if next_.start > one.end:
            raise _Wrong(f"{path}[{at}].from", f"{one.end}, without a hole", str(next_.start))
    return tables


def _table(row: TableRow, path: str) -> Table:
    start = _month(row.start, f"{path}.from")
    end = None if row.end is None else _month(row.end, f"{path}.to")
    if end is not None and end <= start:
        raise _Wrong(f"{path}.to", f"a month after {start}, the first one outside", row.end)
    return Table(start, end, row.source, _tiers(row.tiers, f"{path}.tiers"))


def _tiers(rows: list[TierRow], path: str) -> tuple[Tier, ...]:
    if not rows:
        raise _Wrong(path, "at least one tier", [])
    tiers = tuple(_tier(row, f"{path}[{at}]") for at, row in enumerate(rows))
    for at, (one, next_) in enumerate(pairwise(tiers), start=1):
        if next_.start <= one.start:
            expected = f"more than {rows[at - 1].start}, the tier before it"
            raise _Wrong(f"{path}[{at}].from", expected, rows[at].start)
    return tiers


def _tier(row: TierRow, path: str) -> Tier:
    if not 0 <= row.basis_points <= WHOLE:
        expected = f"a rate from 0 to {WHOLE} basis points"
        raise _Wrong(f"{path}.basisPoints", expected, row.basis_points)
    try:
        start = parse_yuan(row.start)
    except ValueError:
        start = Fen(-1)
    if start < 0:
        raise _Wrong(f"{path}.from", "an amount in yuan from 0.00 on", row.start)
    return Tier(start, row.basis_points)


def _month(text: str, path: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        raise _Wrong(path, "a month as YYYY-MM", text) from None


def _announcements(rows: list[AnnouncementRow]) -> Iterator[Announcement]:
    """Announcements in the order of their days, of which each says one thing of a product."""
    for at, row in enumerate(rows):
        path = f"$.announcements[{at}]"
        if at and row.start <= rows[at - 1].start:
            expected = f"a day after {rows[at - 1].start}, the announcement before it"
            raise _Wrong(f"{path}.from", expected, str(row.start))
        eligible, refused = frozenset(row.eligible), frozenset(row.not_eligible)
        if both := sorted(eligible & refused):
            raise _Wrong(path, "each product in one of the two lists", both[0])
        yield Announcement(row.start, row.source, eligible, refused)


def _check_products(file: File) -> None:
    """Refuse names that no payment can have."""
    lists = [("$.discount.products", file.discount.products if file.discount else [])]
    lists += [("$.commission.products", file.commission.products if file.commission else [])]
    for at, row in enumerate(file.announcements):
        lists.append((f"$.announcements[{at}].eligible", row.eligible))
        lists.append((f"$.announcements[{at}].notEligible", row.not_eligible))
    for path, products in lists:
        for at, product in enumerate(products):
            if not product or product != product.strip():
                raise _Wrong(f"{path}[{at}]", "a product's name without blanks around", product)
