"""Days, instants, months and amounts: strict on the way in, one form on the way out.

Nothing is guessed or rounded: no full-width digits, no exponent, no instant without its offset.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from graph.model import Fen, Month, Period
from graph.model.money import MAX_FEN
from graph.rules.refusal import Code
from resolvers.errors import error, invalid

DAY = "a day as YYYY-MM-DD, for example 2018-03-16"
FactFields = NewType("FactFields", dict[str, Any])
"""A fact with all its fields, as JSON."""

INSTANT = "an instant with its offset, for example 2018-03-16T00:00:00+08:00"
MONTH = "a month as YYYY-MM, for example 2018-03"
PERIOD = "a period as 2018, 2018-Q1, 2018-03 or 2018-01/2018-12"
FEN = "a whole number of fen from -9007199254740992 to 9007199254740992"

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)",
    re.ASCII,
)


def read_day(given: Any) -> date:
    """`2018-03-16`; INVALID_ARGUMENT for anything else, a day that does not exist included."""
    try:
        if isinstance(given, str) and _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise invalid(DAY, given)


def read_instant(given: Any) -> datetime:
    """`2018-03-16T00:00:00+08:00` or `…Z`, made UTC; INVALID_ARGUMENT without an offset."""
    try:
        if isinstance(given, str) and _INSTANT.fullmatch(given):
            return datetime.fromisoformat(given).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise invalid(INSTANT, given)


def read_month(given: Any) -> Month:
    """`2018-03`; INVALID_ARGUMENT for anything else."""
    try:
        if isinstance(given, str):
            return Month.parse(given)
    except ValueError:
        pass
    raise invalid(MONTH, given)


def read_period(given: Any) -> Period:
    """`2018-Q1`; INVALID_ARGUMENT for what is no period, is the wrong way round, or too long."""
    if not isinstance(given, str):
        raise invalid(PERIOD, given)
    try:
        return Period.parse(given)
    except ValueError as wrong:
        raise error(Code.INVALID_ARGUMENT, str(wrong), "Write it as expected.") from wrong


def read_fen(given: Any) -> Fen:
    """A whole number of fen within ±2^53; INVALID_ARGUMENT for anything else."""
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) <= MAX_FEN:
        return Fen(given)
    raise invalid(FEN, given)


def say_instant(instant: datetime) -> str:
    """`2018-03-15T16:00:00Z`: UTC, with microseconds only where there are some."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


SCALARS: Mapping[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date",
        description="A civil day in Asia/Shanghai (北京时间的自然日), `2018-03-16`.",
        serialize=date.isoformat,
        parse_value=read_day,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description=(
            "An instant (时刻). Give it with its offset, `2018-03-16T00:00:00+08:00` or `…Z`;"
            " answers are in UTC, `2018-03-15T16:00:00Z`."
        ),
        serialize=say_instant,
        parse_value=read_instant,
    ),
    Month: strawberry.scalar(
        name="Month",
        description="A calendar month (自然月), `2018-03`.",
        serialize=str,
        parse_value=read_month,
    ),
    Period: strawberry.scalar(
        name="Period",
        description=(
            "Months that follow each other (期间), ten years at most: a year `2018`, a quarter"
            " `2018-Q1`, a month `2018-03`, or the first and the last `2018-01/2018-12`."
        ),
        serialize=str,
        parse_value=read_period,
    ),
    FactFields: strawberry.scalar(
        name="FactFields",
        description=(
            "All fields of a version of a fact as a JSON object (事实字段), named as the model"
            " names them: days as `2018-03-16`, instants in UTC, amounts in fen."
        ),
        serialize=dict[str, Any],
    ),
    Fen: strawberry.scalar(
        name="Fen",
        description=(
            "An amount in fen (分), a whole number within ±2^53; 100 fen are 1 CNY. It can be"
            " larger than a 32-bit `Int`."
        ),
        serialize=read_fen,
        parse_value=read_fen,
    ),
}
"""What each Python type is on the wire."""
