"""What becomes of each row: unchanged, taken, or refused with a code; pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gateway.exchange.problems import Problem
from gateway.exchange.reading import Lost, Row
from gateway.exchange.tables import TABLE_OF
from graph.ladder.naming import world_of
from graph.model import (
    ALIYUN,
    Fact,
    World,
)
from graph.model.facts import apart, says_the_same
from graph.model.proceeding import ends, goes_on
from graph.rules.admission import Existing, check
from graph.rules.refusal import Code, Refusal

Key = tuple[type[Fact], str]
Versions = dict[int, Fact]

_CAPITAL = re.compile(r"([A-Z])")

NAMED: dict[Code, str] = {
    Code.ACCOUNT_UNKNOWN: "accounts",
    Code.PARTY_UNKNOWN: "parties",
    Code.NOT_A_PARTNER: "standings",
    Code.PAYMENT_UNKNOWN: "payments",
    Code.OBLIGATION_UNKNOWN: "obligations",
}
"""Where the row should be that a refusal misses."""


class Verdict(Struct):
    """Rows sorted: those that say what the store says, those that change it, and the refused."""

    unchanged: list[Row]
    taken: list[Row]
    refused: list[tuple[Row, Problem]]

    @property
    def world(self) -> World:
        """The facts that change the store."""
        return world_of(row.fact for row in self.taken)


def compared(rows: Iterable[Row], stored: Iterable[Fact], *, corrections: bool = False) -> Verdict:
    """Rows beside what is stored under their ids.

    A row that says what any stored version says changes nothing. One that only fills in the end of
    an open interval ends it, and one that only fills in steps of a paper goes on with it. Another
    content under a stored id is refused, or with `corrections` taken. So is a second row of one
    version in the folder, unless it says the same.
    """
    versions: defaultdict[Key, Versions] = defaultdict(dict)
    for fact in stored:
        versions[_key(fact)][fact.version] = fact
    verdict = Verdict([], [], [])
    first: dict[tuple[type[Fact], str, int], Row] = {}
    for row in sorted(rows, key=lambda row: row.fact.version):
        fact, there = row.fact, versions.get(_key(row.fact))
        fact = fact if there is None or fact.version > 1 else _placed(fact, there)
        before = first.setdefault((*_key(fact), fact.version), row)
        if before is not row:
            _sort_twin(row, before, verdict)
        elif there is None:
            verdict.taken.append(row)
        elif _says(fact, there):
            verdict.unchanged.append(row)
        elif corrections or _follows(fact, there):
            there[fact.version] = fact
            verdict.taken.append(replace(row, fact=fact))
        else:
            verdict.refused.append((row, _conflict(row, there[max(there)])))
    return verdict


def judged(verdict: Verdict, existing: Existing, lost: Sequence[Lost]) -> Verdict:
    """The verdict with what the hierarchy forbids refused, and what rests on a refused row."""
    away = {(each.table, each.name): each.place for each in lost}
    taken, refused = verdict.taken, list(verdict.refused)
    for row, _ in refused:
        away |= _name(row)
    while True:
        found = {_key(bad.fact): bad.refusal for bad in check(existing, _world(taken))}
        if not found:
            return Verdict(verdict.unchanged, taken, refused)
        out = [(row, found[_key(row.fact)]) for row in taken if _key(row.fact) in found]
        refused += [(row, _problem(row, refusal, away)) for row, refusal in out]
        taken = [row for row in taken if _key(row.fact) not in found]
        for row, _ in out:
            away |= _name(row)


def _world(rows: Iterable[Row]) -> World:
    return world_of(row.fact for row in rows)


def _key(fact: Fact) -> Key:
    return type(fact), fact.id


def _placed(fact: Fact, there: Versions) -> Fact:
    """The version that a row says which has no number: the stored one that is like it, or the next.

    >>> from datetime import date
    >>> from graph.model import FactId, Standing, Uid
    >>> open_ = Standing(id=FactId("s"), account=Uid("a"), valid_from=date(2018, 1, 1))
    >>> _placed(replace(open_, valid_to=date(2018, 3, 1)), {1: open_}).version
    2
    """
    like = next((number for number, each in there.items() if says_the_same(fact, each)), None)
    return replace(fact, version=max(there) + 1 if like is None else like)


def _says(fact: Fact, there: Versions) -> bool:
    """Whether a stored version says all that this one says, its superseded time too."""
    stored = there.get(fact.version)
    if fact.id == ALIYUN:
        return True
    if stored is None or not says_the_same(fact, stored):
        return False
    return fact.superseded_at is None or stored.superseded_at is not None


def _follows(fact: Fact, there: Versions) -> bool:
    """Whether a version may come after the stored ones without being a correction."""
    stored, newest = there.get(fact.version), there[max(there)]
    if stored is not None:
        return says_the_same(fact, stored)
    if fact.superseded_at is not None or newest.superseded_at is not None:
        return True
    return ends(fact, newest) or goes_on(fact, newest)


def _sort_twin(row: Row, before: Row, verdict: Verdict) -> None:
    """A second row of one version: the same again changes nothing, else it is refused."""
    if says_the_same(row.fact, before.fact):
        verdict.unchanged.append(row)
        return
    message = (
        f"{row.fact.id} stands at {before.place} with another content; keep one of "
        "them, or give this one an id of its own"
    )
    verdict.refused.append((row, _refused(row, "id", Code.CONFLICTING_FACT, message)))


def _conflict(row: Row, stored: Fact) -> Problem:
    fields = [
        f"{name} {_shown(getattr(stored, name))}, here {_shown(getattr(row.fact, name))}"
        for name in apart(row.fact, stored)
    ]
    message = (
        f"{row.fact.id} is stored with {'; '.join(fields)}. Correct it here, or give --corrections "
        "to have it supersede what is stored"
    )
    return _refused(row, "id", Code.CONFLICTING_FACT, message)


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value) or "nothing"


def _problem(row: Row, refusal: Refusal, away: dict[tuple[str, str], str]) -> Problem:
    """A refusal at its place; where it misses a row that was refused itself, it says so."""
    field = _CAPITAL.sub(lambda match: f"_{match[1].lower()}", refusal.path)
    missed = (NAMED.get(refusal.code, ""), str(getattr(row.fact, field, "")))
    clause = f" ({refusal.clause})" if refusal.clause else ""
    message = f"{refusal.message}{clause}. {refusal.next_step}"
    if missed in away:
        message = f"{refusal.message}{clause}: its own row, {away[missed]}, is refused"
    return _refused(row, field, refusal.code, message)


def _refused(row: Row, field: str, code: Code, message: str) -> Problem:
    table = TABLE_OF[type(row.fact)]
    column = next((each.name for each in table.columns if each.fills == field), field)
    return Problem(table.name, row.file, row.line, column, f"{code}: {message}", code)


def _name(row: Row) -> dict[tuple[str, str], str]:
    """What other rows name a row by, and where it stands."""
    table = TABLE_OF[type(row.fact)]
    field = next(each.fills for each in table.columns if each.name == table.named_by)
    return {(table.name, str(getattr(row.fact, field))): row.place}
