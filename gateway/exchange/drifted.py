"""Drift as it is told: one object for each thing in which the books part."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from gateway.exchange.cells import show
from gateway.exchange.columns import Column
from gateway.exchange.mending import mutations
from gateway.exchange.tables import TABLE_OF
from graph.model import Fact
from graph.rules import drift
from graph.rules.drift import Drift

Told = dict[str, Any]


def rows(found: Sequence[Drift]) -> Iterator[Told]:
    """An object for each drift; `mend` has the mutations with their steps, from 1, over all."""
    mends = _mends(found)
    for at, each in enumerate(found):
        table = TABLE_OF[type(each.subject)]
        columns = {column.fills: column for column in table.columns}
        yield {
            "table": table.name,
            "about": drift.told(each.subject),
            "drift": each.kind.value,
            "fields": [
                {
                    "field": columns[part.field].name,
                    "there": _cell(columns[part.field], part.there),
                    "here": _cell(columns[part.field], part.here),
                }
                for part in each.parted
            ],
            "there": _row(each.there),
            "here": _row(each.here),
            "mend": mends[at],
        }


def _mends(found: Sequence[Drift]) -> dict[int, list[Told]]:
    """By the place of a drift, the mutations that mend it."""
    sent = ((each.drift, one) for each in drift.steps(found) for one in mutations(each.change))
    mends = defaultdict[int, list[Told]](list)
    for number, (at, one) in enumerate(sent, 1):
        told = {"step": number, "mutation": one.name}
        mends[at].append(told | {"query": one.query, "variables": one.variables})
    return mends


def _row(fact: Fact | None) -> Told | None:
    """A fact as a row of its table, with its id and its source."""
    if fact is None:
        return None
    table = TABLE_OF[type(fact)]
    own = {column.name: _cell(column, getattr(fact, column.fills)) for column in table.own}
    said = {name: text for name, text in own.items() if text not in (None, "")}
    return {"id": fact.id} | said | {"source": fact.source}


def _cell(column: Column, value: object) -> str | bool | None:
    if value is None or isinstance(value, bool):
        return value
    return show(column, value)


def counted(found: Sequence[Drift]) -> dict[str, int]:
    """How many drifts there are of each kind."""
    counts = dict.fromkeys(drift.Kind, 0)
    for each in found:
        counts[each.kind] += 1
    return {kind.value: number for kind, number in counts.items() if number}


def moment_told(as_of: date, known_at: datetime) -> str:
    """`on 2018-04-01, as known at 2018-04-12T00:00:00+08:00`."""
    return f"on {as_of}, as known at {known_at.isoformat(timespec='seconds')}"


def sides(row: Told) -> tuple[str, str]:
    """What stands there and here, in short: where the two part, or all of a side that is alone."""
    if row["fields"]:
        there, here = (
            {part["field"]: part[side] for part in row["fields"]} for side in ("there", "here")
        )
        return _short(there), _short(here)
    return _short(_own(row["there"])), _short(_own(row["here"]))


def _own(side: Told | None) -> Told:
    return {name: each for name, each in (side or {}).items() if name not in {"id", "source"}}


def _short(cells: Told) -> str:
    return " ".join(f"{name}={_nothing(each)}" for name, each in cells.items())


def _nothing(cell: object) -> str:
    return "nothing" if cell in (None, "") else str(cell)
