"""What stands around incoming papers: those of their parties and accounts, stored or incoming."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TypeVar

from msgspec import Struct

from graph.model import (
    Agreement,
    DepositEntry,
    Fact,
    FactId,
    Notice,
    ObligationHistory,
    PartyId,
    Request,
    Violation,
    World,
)
from graph.rules.admission.existing import Accepted, Existing, current

P = TypeVar("P", bound=Fact)


class Around(Struct, frozen=True):
    """Accounts, parties and debts, and the papers as they stand now, by their ids.

    `incoming` are the ids of those that are judged; of two that cannot both be, a stored one stays.
    """

    accepted: Accepted
    parties: frozenset[PartyId]
    debts: Mapping[FactId, ObligationHistory]
    agreements: Mapping[FactId, Agreement]
    violations: Mapping[FactId, Violation]
    deposit_entries: Mapping[FactId, DepositEntry]
    notices: Mapping[FactId, Notice]
    requests: Mapping[FactId, Request]
    incoming: frozenset[FactId]


def around(
    existing: Existing,
    incoming: World,
    accepted: Accepted,
    parties: frozenset[PartyId],
    debts: Mapping[FactId, ObligationHistory],
) -> Around:
    """What a store holds and what comes in, which stands in place of its old version."""
    of_parties = existing.party_papers.values()
    of_accounts = existing.account_papers.values()
    return Around(
        accepted,
        parties,
        debts,
        _now((each.agreements for each in of_parties), incoming.agreements),
        _now((each.violations for each in of_parties), incoming.violations),
        _now((each.deposit_entries for each in of_parties), incoming.deposit_entries),
        _now((each.notices for each in of_parties), incoming.notices),
        _now((each.requests for each in of_accounts), incoming.requests),
        frozenset(each.id for each in (*incoming.deposit_entries, *incoming.requests)),
    )


def _now(stored: Iterable[tuple[P, ...]], incoming: Iterable[P]) -> dict[FactId, P]:
    return {each.id: each for each in current(chain(*stored, incoming))}
