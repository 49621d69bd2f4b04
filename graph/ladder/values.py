"""Days, instants and amounts as they are written: strictly read, with a hint at the right form."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar
from unicodedata import normalize

from msgspec import Struct

from graph.model import SHANGHAI, Fen, Month, parse_yuan, print_yuan
from graph.model.money import MAX_FEN

T = TypeVar("T")

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d):\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII
)
QUARTER = re.compile(r"(?!0000)(\d{4})-Q([1-4])", re.ASCII)
NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
LOOSE_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?", re.ASCII)
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d{1,2})?", re.ASCII)
YUAN = re.compile(r"^(?:CNY|RMB|¥)|(?:CNY|RMB|¥|元)$")
FOREIGN = re.compile(r"-?(?:[A-Z]{3}|[$€£]) ?-?[\d.,]+|-?[\d.,]+ ?(?:[A-Z]{3}|[$€£])", re.ASCII)
LARGE = re.compile(r"-?\d{14,}(?:\.\d{1,2})?", re.ASCII)
FIRST_DAY = date(1, 1, 2)
"""Earlier days have no first instant in UTC."""


class Wrong(Struct, frozen=True):
    """A token that is no such value: what was expected, and how it is perhaps meant."""

    expected: str
    hint: str = ""


Reader = Callable[[str], T | Wrong]


def day(text: str) -> date | Wrong:
    """Read `2018-03-16`."""
    expected = "a day as YYYY-MM-DD, for example 2018-03-16"
    if match := DAY.fullmatch(text):
        return _existing(*(int(part) for part in match.groups()))
    if match := LOOSE_DAY.fullmatch(normalize("NFKC", text)):
        meant = _existing(*(int(part) for part in match.groups()))
        return Wrong(expected, f"write {meant}" if isinstance(meant, date) else "")
    return Wrong(expected)


def _existing(year: int, month: int, number: int) -> date | Wrong:
    try:
        found = date(year, month, number)
    except ValueError as error:
        return Wrong("a day that exists", str(error))
    return found if found >= FIRST_DAY else Wrong(f"a day from {FIRST_DAY} on")


def instant(text: str) -> datetime | Wrong:
    """Read `2018-03-15T23:59:59` (at +08:00) or the same with `Z` or an offset, as UTC.

    >>> instant("0001-01-01T12:00:00").expected
    'a day from 0001-01-02 on'
    """
    expected = "a day and time as YYYY-MM-DDTHH:MM:SS, for example 2018-03-15T23:59:59"
    match = INSTANT.fullmatch(text)
    if match is None:
        return Wrong(expected, f"write {text}T00:00:00" if DAY.fullmatch(text) else "")
    if (found := _existing_instant(text)) is not None:
        return found
    on = day(match[1])
    if isinstance(on, Wrong):
        return on
    hint = "24:00 is 00:00:00 of the next day" if match[2] == "24" else ""
    return Wrong("a time from 00:00:00 to 23:59:59", hint)


def _existing_instant(text: str) -> datetime | None:
    """Read what has the form of an instant; None if there is none such."""
    try:
        found = datetime.fromisoformat(text)
        if text[11:13] == "24" or found.date() < FIRST_DAY:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def known(text: str) -> datetime | Wrong:
    """Read an instant where a day would do too."""
    found = instant(text)
    return Wrong(f"a day or {found.expected}", found.hint) if isinstance(found, Wrong) else found


def amount(text: str) -> Fen | Wrong:
    """Read `12000.00`, in yuan."""
    try:
        return parse_yuan(text)
    except ValueError:
        expected = "an amount in yuan with at most two decimals, for example 12000.00"
        return Wrong(expected, _meant(text))


def _meant(text: str) -> str:
    """How a text that is no amount is perhaps meant."""
    plain = YUAN.sub("", normalize("NFKC", text)).strip()
    bare = plain.replace(",", "") if THOUSANDS.fullmatch(plain) else plain
    if bare != text and _is_amount(bare):
        return f"write {bare}"
    if FOREIGN.fullmatch(plain):
        return "all amounts are in yuan, so convert it"
    return f"the largest is {print_yuan(MAX_FEN)}" if LARGE.fullmatch(bare) else ""


def _is_amount(text: str) -> bool:
    try:
        parse_yuan(text)
    except ValueError:
        return False
    return True


def number(text: str) -> int | Wrong:
    """Read a number from 1 on."""
    return int(text) if NUMBER.fullmatch(text) else Wrong("a number from 1 on")


def count(text: str) -> int | Wrong:
    """Read a number from 0 on."""
    found = 0 if text == "0" else number(text)
    return Wrong("a number from 0 on") if isinstance(found, Wrong) else found


def month(text: str) -> date | Wrong:
    """Read `2018-03`, as its first day."""
    try:
        return Month.parse(text).first
    except ValueError:
        return Wrong("a month as YYYY-MM, for example 2018-03")


def quarter(text: str) -> date | Wrong:
    """Read `2018-Q1`, as its first day."""
    match = QUARTER.fullmatch(text)
    if match is None:
        return Wrong("a quarter as YYYY-QN, for example 2018-Q1")
    return date(int(match[1]), 3 * int(match[2]) - 2, 1)


def print_month(first: date) -> str:
    """`2018-03`."""
    return str(Month.of(first))


def print_quarter(first: date) -> str:
    """`2018-Q1`."""
    return f"{first.year:04d}-Q{(first.month + 2) // 3}"


def print_instant(at: datetime) -> str:
    """`2018-03-15T23:59:59`, in Shanghai; the last hours of the year 9999 in UTC."""
    try:
        return at.astimezone(SHANGHAI).replace(tzinfo=None).isoformat()
    except OverflowError:
        return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def print_known(at: datetime) -> str:
    """The day if `at` is its first instant in Shanghai, else the instant."""
    shown = print_instant(at)
    return shown.removesuffix("T00:00:00")
