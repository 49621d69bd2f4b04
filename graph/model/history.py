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
from graph.model.papers import (
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    FeeStep,
    Note,
    Notice,
    Request,
    Task,
    Violation,
)


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


class AccountPapers(Struct, frozen=True):
    """Every version of every paper about one account."""

    authorisations: tuple[Authorisation, ...] = ()
    requests: tuple[Request, ...] = ()
    tasks: tuple[Task, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    fee_steps: tuple[FeeStep, ...] = ()


class PartyPapers(Struct, frozen=True):
    """Every version of every paper about one party."""

    agreements: tuple[Agreement, ...] = ()
    violations: tuple[Violation, ...] = ()
    deposit_entries: tuple[DepositEntry, ...] = ()
    notices: tuple[Notice, ...] = ()


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
    agreements: tuple[Agreement, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    violations: tuple[Violation, ...] = ()
    deposit_entries: tuple[DepositEntry, ...] = ()
    notices: tuple[Notice, ...] = ()
    requests: tuple[Request, ...] = ()
    tasks: tuple[Task, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    fee_steps: tuple[FeeStep, ...] = ()
    notes: tuple[Note, ...] = ()
