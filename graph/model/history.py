"""Facts as they are fetched and kept: whole, so that no date is needed to fetch them."""

from collections.abc import Mapping

from msgspec import Struct

from graph.model.facts import (
    Account,
    AccountCondition,
    Finding,
    Link,
    Obligation,
    Party,
    Payment,
    Settlement,
    Standing,
    TierLink,
)
from graph.model.ids import Uid


class AccountHistory(Struct, frozen=True):
    """One account and every version of every fact about it that points upward."""

    account: Account
    standings: tuple[Standing, ...] = ()
    tier_links: tuple[TierLink, ...] = ()
    links: tuple[Link, ...] = ()
    conditions: tuple[AccountCondition, ...] = ()


Histories = Mapping[Uid, AccountHistory]
"""The accounts a rule may look at: those asked about and all that ever stood above them."""


class ObligationHistory(Struct, frozen=True):
    """One obligation in all its versions, with its settlements and findings."""

    versions: tuple[Obligation, ...]
    settlements: tuple[Settlement, ...] = ()
    findings: tuple[Finding, ...] = ()


class World(Struct, frozen=True):
    """A set of facts: what a ladder text, an import folder or a whole store holds."""

    parties: tuple[Party, ...] = ()
    accounts: tuple[Account, ...] = ()
    standings: tuple[Standing, ...] = ()
    tier_links: tuple[TierLink, ...] = ()
    links: tuple[Link, ...] = ()
    conditions: tuple[AccountCondition, ...] = ()
    payments: tuple[Payment, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    findings: tuple[Finding, ...] = ()
