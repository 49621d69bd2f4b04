"""Which file an address asks for: read strictly, refused with what was expected and what was given.

`/statements/2018-03.csv?partner=east&by=line&knownAt=2018-04-10T00:00:00Z&reading=Q14=CONSUMED`;
what is left out is as it is for `performanceStatement`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

from graphql import GraphQLError
from msgspec import Struct
from starlette.datastructures import QueryParams

from gateway.exports.sheets import Form
from gateway.exports.stating import By
from gateway.http.errors import Rejected, quoted
from graph.model import Moment, Period, Readings, Uid
from graph.readings import UnknownReading, choose
from graph.rules.refusal import Code
from resolvers.scalars import read_instant, read_period
from resolvers.statement import last_day

T = TypeVar("T", bound=StrEnum)

PARTNER, BY, KNOWN_AT, READING = "partner", "by", "knownAt", "reading"
NAMES: Final = (PARTNER, BY, KNOWN_AT, READING)

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


class File(Struct, frozen=True):
    """A file that is asked for; what it costs is known when its accounts are."""

    period: Period
    form: Form
    partner: Uid | None
    by: By
    known_at: datetime | None
    readings: Readings
    cost: int = 0

    def moment(self, at: datetime, revision: int) -> Moment:
        """When it is asked about, at an instant and a revision."""
        return Moment(last_day(self.period.last), self.known_at or at, self.readings, revision)

    @property
    def filename(self) -> str:
        """What it is called where it is kept: letters, digits, points, dashes."""
        whose = _UNSAFE.sub("-", self.partner or "programme")[:60].strip(".-") or "partner"
        return f"statement-{whose}-{_UNSAFE.sub('-', str(self.period))}-by-{self.by}.{self.form}"


def asked(name: str, given: QueryParams) -> File:
    """The file of a name with parameters; raises Rejected."""
    months, _, ending = name.rpartition(".")
    form = _one_of(Form, ending, f"a name as 2018-03.csv that ends in {_listed(Form)}", name)
    for each in given:
        if each not in NAMES:
            raise _invalid(f"parameters of {', '.join(NAMES)}", each)
    return File(
        period=_period(months),
        form=form,
        partner=_partner(_once(given, PARTNER)),
        by=_by(_once(given, BY)),
        known_at=_instant(_once(given, KNOWN_AT)),
        readings=_readings(given.getlist(READING)),
    )


def _once(given: QueryParams, name: str) -> str | None:
    every = given.getlist(name)
    if len(every) > 1:
        raise _invalid(f"{name} once", ", ".join(every))
    return every[0] if every else None


def _partner(given: str | None) -> Uid | None:
    if given == "":
        raise _invalid("the uid of a partner, or no parameter partner for the programme", given)
    return None if given is None else Uid(given)


def _by(given: str | None) -> By:
    return By.ACCOUNT if given is None else _one_of(By, given, f"by={_listed(By)}", given)


def _period(given: str) -> Period:
    try:
        return read_period(given)
    except GraphQLError as error:
        raise _told(error) from None


def _instant(given: str | None) -> datetime | None:
    try:
        return None if given is None else read_instant(given)
    except GraphQLError as error:
        raise _told(error) from None


def _readings(given: Iterable[str]) -> Readings:
    try:
        return choose(_pairs(given))
    except UnknownReading as unknown:
        raise Rejected(400, Code.UNKNOWN_READING, f"{unknown}; see `readings`") from None


def _pairs(given: Iterable[str]) -> Iterator[tuple[str, str]]:
    for each in given:
        question, equals, option = each.partition("=")
        if not equals:
            raise _invalid("a reading as Q7=AUTOMATIC", each)
        yield question, option


def _one_of(kind: type[T], value: str, expected: str, given: str) -> T:
    try:
        return kind(value)
    except ValueError:
        raise _invalid(expected, given) from None


def _listed(kind: type[StrEnum]) -> str:
    *most, last = [each.value for each in kind]
    return f"{', '.join(most)} or {last}"


def _invalid(expected: str, given: str) -> Rejected:
    return Rejected(400, Code.INVALID_ARGUMENT, f"expected {expected}, got {quoted(given)}")


def _told(error: GraphQLError) -> Rejected:
    return Rejected(400, Code.INVALID_ARGUMENT, error.message)
