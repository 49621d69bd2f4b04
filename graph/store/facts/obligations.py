"""Obligations with their settlements and findings."""

from collections import defaultdict
from collections.abc import Iterable

from graph.model import (
    FactId,
    Finding,
    Obligation,
    ObligationHistory,
    PartyId,
    Settlement,
    Uid,
)
from graph.store.cypher import statement
from graph.store.facts.rows import Columns, Reader, facts


async def obligations(reader: Reader, ids: Iterable[FactId]) -> dict[FactId, ObligationHistory]:
    """The obligations asked for, whole; one that does not exist is absent. One statement."""
    found = await reader.run(statement("obligations"), ids=list(ids))
    return _histories(found[0]["obligations"])


async def obligations_of(
    reader: Reader, uids: Iterable[Uid], parties: Iterable[PartyId]
) -> dict[FactId, ObligationHistory]:
    """All that the accounts and parties asked for ever owed themselves, whole. One statement."""
    found = await reader.run(statement("obligations_of"), uids=list(uids), parties=list(parties))
    return _histories(found[0]["obligations"])


async def every_obligation(reader: Reader) -> list[FactId]:
    """The ids of all debts there ever were, in order. One statement."""
    found = await reader.run(statement("every_obligation"))
    return sorted(found[0]["ids"])


async def settlements_by_id(reader: Reader, ids: Iterable[FactId]) -> tuple[Settlement, ...]:
    """All versions of the settlements asked for."""
    found = await reader.run(statement("settlements_by_id"), ids=list(ids))
    return facts(Settlement, found[0]["settlements"])


async def findings_by_id(reader: Reader, ids: Iterable[FactId]) -> tuple[Finding, ...]:
    """All versions of the findings asked for."""
    found = await reader.run(statement("findings_by_id"), ids=list(ids))
    return facts(Finding, found[0]["findings"])


def _histories(rows: list[Columns]) -> dict[FactId, ObligationHistory]:
    """Bring the versions of one obligation together with what hangs on any of them."""
    versions = defaultdict[FactId, list[Columns]](list)
    settlements = defaultdict[FactId, list[Columns]](list)
    findings = defaultdict[FactId, list[Columns]](list)
    for version, settled, found in rows:
        versions[version[0]].append(version)
        settlements[version[0]] += settled
        findings[version[0]] += found
    return {
        id_: ObligationHistory(
            facts(Obligation, versions[id_]),
            facts(Settlement, settlements[id_]),
            facts(Finding, findings[id_]),
        )
        for id_ in sorted(versions)
    }
