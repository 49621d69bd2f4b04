"""Papers: about accounts, about parties, by id, and those about which there is something to do."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from graph.model import (
    AccountPapers,
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    Fact,
    FactId,
    FeeStep,
    Note,
    Notice,
    PartyId,
    PartyPapers,
    Request,
    Task,
    Uid,
    Verdict,
    Violation,
)
from graph.store.cypher import statement
from graph.store.facts.rows import Reader, facts

P = TypeVar("P", bound=Fact)

PAPERS: Mapping[type[Fact], str] = {
    Agreement: "agreements",
    Violation: "violations",
    DepositEntry: "deposit_entries",
    Notice: "notices",
    Request: "requests",
    Task: "tasks",
    Assessment: "assessments",
    FeeStep: "fee_steps",
    Note: "notes",
}
"""The papers that are found by their id, each with the field of a World that holds it.

An authorisation is an edge, which no engine finds by its id: it is found by its account.
"""


async def account_papers(reader: Reader, uids: Iterable[Uid]) -> dict[Uid, AccountPapers]:
    """Every paper about each account, in all versions; an account that does not exist is absent.

    One statement, however many are asked for.
    """
    found = await reader.run(statement("account_papers"), ids=list(dict.fromkeys(uids)))
    return {
        uid: AccountPapers(
            facts(Authorisation, authorised),
            facts(Request, requests),
            facts(Task, tasks),
            facts(Assessment, assessed),
            facts(FeeStep, steps),
        )
        for uid, authorised, requests, tasks, assessed, steps in found[0]["accounts"]
    }


async def party_papers(reader: Reader, ids: Iterable[PartyId]) -> dict[PartyId, PartyPapers]:
    """Every paper about each party, in all versions; a party that does not exist is absent.

    One statement, however many are asked for.
    """
    found = await reader.run(statement("party_papers"), ids=list(dict.fromkeys(ids)))
    return {
        id_: PartyPapers(
            facts(Agreement, agreed),
            facts(Violation, violations),
            facts(DepositEntry, entries),
            facts(Notice, notices),
        )
        for id_, agreed, violations, entries, notices in found[0]["parties"]
    }


async def papers_by_id(reader: Reader, kind: type[P], ids: Iterable[FactId]) -> tuple[P, ...]:
    """All versions of the papers of a kind asked for; KeyError on a kind not in `PAPERS`."""
    found = await reader.run(statement(f"{PAPERS[kind]}_by_id"), ids=list(dict.fromkeys(ids)))
    return facts(kind, found[0]["versions"])


async def authorisations(reader: Reader, uids: Iterable[Uid]) -> tuple[Authorisation, ...]:
    """All versions of all authorisations that the accounts asked for ever gave."""
    found = await reader.run(statement("authorisations"), ids=list(dict.fromkeys(uids)))
    return facts(Authorisation, found[0]["versions"])


async def every_note(reader: Reader) -> list[FactId]:
    """The ids of all notes. One statement."""
    return (await reader.run(statement("every_note")))[0]["ids"]


async def notes(reader: Reader, subjects: Iterable[str]) -> tuple[Note, ...]:
    """All versions of the notes about accounts, parties or facts."""
    found = await reader.run(statement("notes"), subjects=list(dict.fromkeys(subjects)))
    return facts(Note, found[0]["versions"])


def open_id(fact: Request | Task) -> FactId | None:
    """By which id a version is found among what is open: the newest of one that has not ended.

    A request ends when it is carried out, refused, withdrawn or closed, a task when it is done.
    """
    if isinstance(fact, Task):
        ended = fact.done_on is not None
    else:
        days = fact.withdrawn_on or fact.executed_on or fact.closed_on
        ended = days is not None or fact.verdict is Verdict.REFUSED
    return None if ended or fact.superseded_at is not None else fact.id


async def open_requests(reader: Reader, after: str, first: int) -> tuple[tuple[FactId, ...], bool]:
    """Requests that nobody has carried out, refused, withdrawn or closed: ids in order, after one.

    `first` at most, and whether more follow. One statement.
    """
    return await _open(reader, "open_requests", after, first)


async def every_request(reader: Reader, after: str, first: int) -> tuple[tuple[FactId, ...], bool]:
    """All requests, ended ones and taken back ones too: ids in order, after one; as above."""
    return await _open(reader, "every_request", after, first)


async def open_tasks(reader: Reader, after: str, first: int) -> tuple[tuple[FactId, ...], bool]:
    """Tasks that are not done: ids in order, after one; and whether more than `first` follow."""
    return await _open(reader, "open_tasks", after, first)


async def _open(
    reader: Reader, name: str, after: str, first: int
) -> tuple[tuple[FactId, ...], bool]:
    found = await reader.run(statement(name), after=after, limit=first + 1)
    ids = found[0]["ids"]
    return tuple(ids[:first]), len(ids) > first
