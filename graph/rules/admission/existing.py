"""What admission looks at: the facts already there and those accepted so far."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from graph.changes import upward
from graph.model import (
    Account,
    AccountHistory,
    AccountPapers,
    Dated,
    Fact,
    FactId,
    Moment,
    ObligationHistory,
    PartyId,
    PartyPapers,
    Payment,
    Standing,
    TierLink,
    Uid,
)
from graph.model.facts import Link
from graph.readings import DEFAULTS
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known

F = TypeVar("F", bound=Fact)

LATEST = Moment(date.max, datetime.max.replace(tzinfo=UTC), DEFAULTS)
"""Everything recorded is known: admission judges by the latest knowledge."""


class Existing(Struct, frozen=True):
    """What a store holds around the incoming facts.

    `histories` of every account they name, of all above those and of the city partners below;
    `payments` that incoming refunds refund and the refunds of those; `obligations` that are
    settled or judged, or that papers name; the papers of the accounts and parties that incoming
    papers are about. `today` is the civil day of recording, on which a payment has been made;
    None where it is not asked when that is.
    """

    histories: Mapping[Uid, AccountHistory] = {}
    parties: frozenset[PartyId] = frozenset()
    payments: tuple[Payment, ...] = ()
    obligations: Mapping[FactId, ObligationHistory] = {}
    account_papers: Mapping[Uid, AccountPapers] = {}
    party_papers: Mapping[PartyId, PartyPapers] = {}
    today: date | None = None


class RefusedFact(Struct, frozen=True):
    """An incoming fact and why it is refused."""

    fact: Fact
    refusal: Refusal


def refuse(  # noqa: PLR0913 (a refusal says all of this)
    fact: Fact, code: Code, message: str, *, path: str, clause: str | None, next_step: str
) -> RefusedFact:
    """A refusal of a fact; `path` is the field that is at fault."""
    return RefusedFact(fact, Refusal(code, message, path, clause, next_step))


def current(facts: Iterable[F]) -> list[F]:
    """The versions that have not been superseded."""
    return [fact for fact in facts if fact.superseded_at is None]


class Accepted:
    """The hierarchy as it stands with what has been accepted so far; grows by `take`."""

    def __init__(self, existing: Existing, replaced: frozenset[FactId]) -> None:
        """`replaced` are ids that incoming facts bring anew: their old versions do not count."""
        self._histories = {
            uid: _without(history, replaced) for uid, history in existing.histories.items()
        }
        self._known: Known | None = None
        self._below: dict[Uid, dict[FactId, TierLink]] = {}
        for history in self._histories.values():
            for link in history.tier_links:
                self._below.setdefault(link.tier1, {})[link.id] = link

    @property
    def known(self) -> Known:
        """Effects as of now; worked out anew after something was taken."""
        if self._known is None:
            self._known = Known(self._histories, LATEST)
        return self._known

    def has(self, uid: Uid) -> bool:
        """Whether an account is there."""
        return uid in self._histories

    def below(self, uid: Uid) -> Iterable[TierLink]:
        """Tier links that end in an account."""
        return self._below.get(uid, {}).values()

    def add(self, account: Account) -> None:
        """Let an account in."""
        self._histories.setdefault(account.uid, AccountHistory(account))

    def take(self, facts: Iterable[Standing | TierLink | Link]) -> None:
        """Let dated facts in, each into its account's history."""
        for fact in facts:
            self._append(*upward(fact), fact)
            if isinstance(fact, TierLink):
                self._below.setdefault(fact.tier1, {})[fact.id] = fact
        self._known = None

    def _append(self, uid: Uid, field: str, fact: Dated) -> None:
        history = self._histories[uid]
        facts: tuple[Dated, ...] = getattr(history, field)
        self._histories[uid] = msgspec.structs.replace(history, **{field: (*facts, fact)})


def _without(history: AccountHistory, replaced: frozenset[FactId]) -> AccountHistory:
    def kept(facts: tuple[F, ...]) -> tuple[F, ...]:
        return tuple(fact for fact in current(facts) if fact.id not in replaced)

    return AccountHistory(
        history.account,
        kept(history.standings),
        kept(history.tier_links),
        kept(history.links),
        kept(history.conditions),
    )
