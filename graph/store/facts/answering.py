"""Liability edges as they are kept, and what they come to: over a party, and over all of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from graph.model import (
    NOTHING_OWED,
    Answering,
    Cause,
    FactId,
    Heading,
    ObligorRole,
    Order,
    Owing,
    PartyId,
)
from graph.store.cypher import statement
from graph.store.facts.postings import Posted
from graph.store.facts.rows import Columns, Reader, instant

Parts: TypeAlias = Mapping[Heading, Owing]
"""What parties answer for, by heading."""

Edges: TypeAlias = Mapping[FactId, Mapping[Answering, str]]
"""The liability edges that stand of each debt, and their keys."""

Counts: TypeAlias = dict[Order, dict[int, int]]
"""How many parties there are in each class of amounts, by order; see `rank`."""


class Over(Struct):
    """What is kept over all parties: the counts, and the last day, instant and revision in them."""

    counts: Counts = {}
    day: str = ""
    at: str = ""
    revision: int = 0


async def answering_state(reader: Reader) -> tuple[Posted, Over]:
    """How far the edges go, and what is kept over all parties. One statement."""
    (found,) = await reader.run(statement("answering_state"))
    return Posted(found["revision"], found["answered"], found["since"]), over(found["counts"])


async def liable_for(
    reader: Reader, ids: Iterable[FactId]
) -> tuple[dict[FactId, dict[Answering, str]], dict[FactId, int]]:
    """The edges that stand of some debts, and how many each ever had. One statement."""
    asked = list(ids)
    (row,) = await reader.run(statement("liable_for"), ids=asked)
    edges = {id_: dict[Answering, str]() for id_ in asked}
    for some in row["edges"]:
        for id_, key, *columns in some:
            edges[id_][_edge(id_, columns)] = key
    return edges, dict(row["counts"])


def _edge(id_: FactId, columns: Columns) -> Answering:
    party, role, cause, version, clauses, *amounts, first, end, at, until = columns
    return Answering(
        id_,
        Heading(party, ObligorRole(role), Cause(cause)),
        version,
        tuple(clauses),
        Owing(*amounts),
        date.fromisoformat(first),
        end and date.fromisoformat(end),
        datetime.fromisoformat(at),
        until and datetime.fromisoformat(until),
    )


def edge_row(edge: Answering) -> dict[str, Any]:
    """An edge as it is stored."""
    party, role, cause = edge.heading
    fen, outstanding, debts, owed, owed_outstanding, owed_debts = edge.owing
    told = {"party": party, "role": str(role), "cause": str(cause), "version": edge.version}
    told |= {"fen": fen, "outstanding": outstanding, "debts": debts, "owed": owed}
    told |= {"owedOutstanding": owed_outstanding, "owedDebts": owed_debts}
    told |= {"debt": f"{edge.obligation}@{edge.version}", "clauses": list(edge.clauses)}
    told |= {"validFrom": edge.first.isoformat(), "validTo": edge.end and edge.end.isoformat()}
    return told | {"knownFrom": instant(edge.at), "knownTo": edge.until and instant(edge.until)}


async def exposures(
    reader: Reader, parties: Iterable[PartyId]
) -> tuple[dict[PartyId, dict[Heading, Owing]], Over]:
    """What is kept of some parties, and over all. One statement."""
    (row,) = await reader.run(statement("exposures"), parties=list(parties))
    return {party: parts(party, text) for party, text in row["exposures"]}, over(row["counts"])


async def every_exposure(
    reader: Reader,
) -> tuple[dict[Heading, Owing], dict[str, tuple[str, int]]]:
    """All that is kept of parties, and their places: by key what place, and amount."""
    (row,) = await reader.run(statement("every_exposure"))
    found = dict[Heading, Owing]()
    for party, text in row["exposures"]:
        found |= parts(party, text)
    return found, {key: (place, amount) for key, place, amount in row["places"]}


async def exposed_at(
    reader: Reader, ids: Iterable[FactId], day: date, at: datetime, revision: int
) -> dict[Heading, Owing]:
    """What the edges of some debts come to as of a day, as known at an instant, in a revision.

    One statement.
    """
    told = {"ids": list(ids), "day": day.isoformat(), "at": instant(at), "revision": revision}
    (row,) = await reader.run(statement("exposed_at"), **told)
    return {_heading(*columns[:3]): Owing(*columns[3:]) for columns in row["sums"]}


def _heading(party: PartyId, role: str, cause: str) -> Heading:
    return Heading(party, ObligorRole(role), Cause(cause))


def parts(party: PartyId, text: str) -> dict[Heading, Owing]:
    """What is kept of a party, read."""
    return {
        _heading(party, role, cause): Owing(*amounts)
        for role, cause, *amounts in msgspec.json.decode(text)
    }


def parts_text(some: Parts) -> str:
    """What is kept of a party, as it is stored: nothing that has come to nothing."""
    rows = [[*heading[1:], *owing] for heading, owing in some.items() if owing != NOTHING_OWED]
    return msgspec.json.encode(rows).decode()


def over(text: str | None) -> Over:
    """What is kept over all parties, read; nothing in a store that never kept any."""
    return msgspec.json.decode(text, type=Over) if text else Over()


def over_text(kept: Over) -> str:
    """The same as it is stored."""
    return msgspec.json.encode(kept).decode()


def rank(amount: int) -> int:
    """The class of an amount: by its digits and the first two of them; 0 for nothing."""
    if amount <= 0:
        return 0
    digits = str(amount)
    return 100 * len(digits) + int(digits[:2].ljust(2, "0"))


def place(order: Order, class_: int) -> str:
    """Where parties of a class of amounts stand."""
    return f"{order}|{class_}"


async def exposure_page(
    reader: Reader, places: Sequence[str], least: int, behind: tuple[int, PartyId], first: int
) -> tuple[list[tuple[PartyId, int, dict[Heading, Owing]]], Over]:
    """The parties in some places behind an amount and a party, the largest first; what is over all.

    One statement. Those have more than `least`; what is kept over all parties is read after them.
    """
    told = {"places": list(places), "over": least, "first": first}
    (row,) = await reader.run(statement("exposure_page"), **told, amount=behind[0], party=behind[1])
    found = [(party, amount, parts(party, text)) for party, amount, text in row["rows"]]
    return sorted(found, key=lambda each: (-each[1], each[0])), over(row["counts"])


async def exposure_count(reader: Reader, place: str, least: int) -> tuple[int, Over]:
    """How many parties in a place have more than an amount, then what is kept over all parties.

    One statement.
    """
    (row,) = await reader.run(statement("exposure_count"), place=place, over=least)
    return row["number"], over(row["counts"])
