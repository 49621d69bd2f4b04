"""Cells: from text to values and back, strictly, with what was expected where a text is none."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from gateway.exchange.columns import Column, Kind
from graph.ladder import values
from graph.ladder.errors import LineError
from graph.ladder.tokens import spell, tokens
from graph.ladder.values import Wrong
from graph.model import SHANGHAI, print_yuan
from graph.model.ids import MAX_ID

Reader = Callable[[str], Any | Wrong]

FLAGS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
FLAGS_ZH = {"是": True, "否": False}
DATE_LENGTH = len("2018-03-16")


def reader(column: Column) -> Reader:
    """What reads the cells of a column: a value, or what was expected."""
    if column.kind is Kind.CHOICE:
        return _choice(column)
    return READERS[column.kind]


def show(column: Column, value: Any) -> str:
    """A value as it is written; None is nothing."""
    if value is None:
        return ""
    match column.kind:
        case Kind.INSTANT:
            return _print_instant(value)
        case Kind.AMOUNT:
            return print_yuan(value)
        case Kind.FLAG:
            return "true" if value else "false"
        case Kind.IDS:
            return " ".join(map(spell, value))
        case Kind.MONTH:
            return values.print_month(value)
        case Kind.QUARTER:
            return values.print_quarter(value)
        case _:
            return str(value)


def _id(text: str) -> str | Wrong:
    if text.strip() != text:
        return Wrong("an id without blanks around it", f"write {text.strip()}")
    return text if len(text) <= MAX_ID else Wrong(f"an id of at most {MAX_ID} characters")


def _ids(text: str) -> tuple[str, ...] | Wrong:
    """As names stand in a ladder: one that is no plain name is in quotation marks."""
    try:
        found = tuple(token.text for token in tokens(1, text))
    except LineError as error:
        return Wrong("ids with blanks between them", f"expected {error.problem.expected}")
    expected = f"ids of 1 to {MAX_ID} characters with blanks between them"
    return found if all(0 < len(each) <= MAX_ID for each in found) else Wrong(expected)


def _text(text: str) -> str:
    return text


def _flag(text: str) -> bool | Wrong:
    flag = (FLAGS | FLAGS_ZH).get(text.strip().lower())
    return Wrong("true or false (是 or 否)") if flag is None else flag


@lru_cache(maxsize=4096)
def _day(text: str) -> date | Wrong:
    return values.day(text.strip())


def _instant(text: str) -> datetime | Wrong:
    """As in a ladder, with a blank in place of the `T` as well."""
    text = text.strip()
    if text[DATE_LENGTH : DATE_LENGTH + 1] == " ":
        text = f"{text[:DATE_LENGTH]}T{text[DATE_LENGTH + 1 :]}"
    return values.instant(text)


def _choice(column: Column) -> Reader:
    known = {word.upper(): value for word, value in column.words.items()}

    def read(text: str) -> Any | Wrong:
        value = known.get(text.strip().upper())
        return Wrong(f"one of {', '.join(column.words)}") if value is None else value

    return read


READERS: dict[Kind, Reader] = {
    Kind.ID: _id,
    Kind.TEXT: _text,
    Kind.DAY: _day,
    Kind.INSTANT: _instant,
    Kind.AMOUNT: lambda text: values.amount(text.strip()),
    Kind.FLAG: _flag,
    Kind.NUMBER: lambda text: values.number(text.strip()),
    Kind.COUNT: lambda text: values.count(text.strip()),
    Kind.MONTH: lambda text: values.month(text.strip()),
    Kind.QUARTER: lambda text: values.quarter(text.strip()),
    Kind.IDS: _ids,
}


def _print_instant(at: datetime) -> str:
    """`2018-03-15T23:59:59+08:00`; the last hours of the year 9999 in UTC."""
    try:
        return at.astimezone(SHANGHAI).isoformat()
    except OverflowError:
        return at.astimezone(UTC).isoformat()
