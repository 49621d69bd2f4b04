"""The brute-force liability: each day of a debt by itself (R40–R52, Q9, Q11, Q13)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.model import Cause, FactId, LinkType, Obligation, PartyId, Uid
from tests.property.oracle import Seen, pending
from tests.property.oracle_cash import days_between, shares

Answer = tuple[PartyId, str]
COUNTING = {"PRIMARY", "JOINT", "SOLE"}


@dataclass
class Owed:
    """A debt: what each of its days costs and who answers for that day."""

    days: dict[date, tuple[int, frozenset[Answer]]]
    fen: int
    outstanding: int

    def sums(self) -> dict[Answer, int]:
        """Fen for each party and role."""
        total: Counter[Answer] = Counter()
        for fen, answers in self.days.values():
            for answer in answers:
                total[answer] += fen
        return dict(total)


def obligation(seen: Seen, name: FactId) -> Obligation | None:
    """The version of an obligation that is known."""
    known = [row for row in seen.known(seen.world.obligations) if row.id == name]
    return known[0] if known else None


def liability(seen: Seen, name: FactId, as_of: date) -> Owed | None:
    """Who answers for an obligation; None if it is unknown or has not begun to arise."""
    owed = obligation(seen, name)
    if owed is None or owed.occurred_from > as_of:
        return None
    days = shares(owed.fen, days_between(owed.occurred_from, owed.occurred_to))
    settled = sum(
        row.fen
        for row in seen.known(seen.world.settlements)
        if row.obligation == name and row.on <= as_of
    )
    answers = {day: (fen, frozenset(answerable(seen, owed, day, as_of))) for day, fen in days}
    return Owed(answers, owed.fen, max(0, owed.fen - settled))


def answerable(seen: Seen, owed: Obligation, day: date, as_of: date) -> set[Answer]:
    """Parties and roles for one day of an obligation."""
    if owed.account is not None:
        return _of_account(seen, owed, owed.account, day, as_of)
    party = owed.party or PartyId("")
    working = [uid for uid in seen.on(day).standing if seen.owner[uid] == party]
    if not working:
        return {(party, "PRIMARY")}
    below = [uid for uid in working if uid in seen.on(day).tier]
    return _of_account(seen, owed, min(below or working), day, as_of)


def _of_account(seen: Seen, owed: Obligation, uid: Uid, day: date, as_of: date) -> set[Answer]:
    today, own = seen.on(day), seen.owner[uid]
    if uid in today.standing:
        behind = _breached(seen, owed, uid, day) or _behind(seen, owed, uid, day, as_of)
        return {(own, "SOLE")} | behind
    if uid not in today.link:
        return _unlinked(seen, owed, uid, day, as_of)
    partner = today.link[uid].partner
    behind = _behind(seen, owed, partner, day, as_of)
    if today.link[uid].type is LinkType.RESALE:
        return {(seen.owner[partner], "SOLE")} | behind
    return {(own, "PRIMARY"), (seen.owner[partner], "JOINT")} | behind


def _unlinked(seen: Seen, owed: Obligation, uid: Uid, day: date, as_of: date) -> set[Answer]:
    """An ordinary customer answers for itself; a resale account in between is open (Q9)."""
    former, own = pending(seen, uid, day), seen.owner[uid]
    if former is None or seen.readings.chosen("Q9") == "CUSTOMER":
        return {(own, "PRIMARY")}
    if seen.readings.chosen("Q9") == "FORMER_PARTNER":
        return {(seen.owner[former], "SOLE")} | _behind(seen, owed, former, day, as_of)
    return {(seen.owner[former], "UNRESOLVED"), (own, "UNRESOLVED")}


def _breached(seen: Seen, owed: Obligation, uid: Uid, day: date) -> set[Answer]:
    """The tier-1, where a city partner's breach of CA is read as its debt too (CA 2.4, Q13)."""
    tier = seen.on(day).tier.get(uid)
    if tier is None or seen.readings.chosen("Q13") != "TIER1":
        return set()
    return {(seen.owner[tier.tier1], "JOINT")} if owed.cause is Cause.PARTNER_BREACH else set()


def _behind(seen: Seen, owed: Obligation, partner: Uid, day: date, as_of: date) -> set[Answer]:
    """The tier-1 behind a city partner (CA 1.3, 1.4)."""
    tier = seen.on(day).tier.get(partner)
    if tier is None:
        return set()
    party = seen.owner[tier.tier1]
    if seen.readings.chosen("Q11") == "ALWAYS_JOINT":
        return {(party, "JOINT")}
    found = [
        row
        for row in seen.known(seen.world.findings)
        if row.obligation == owed.id
        and row.found_on <= as_of
        and row.party in (party, seen.owner[partner])
    ]
    if not found:
        return {(party, "JOINT_CONTINGENT")}
    return {(party, "JOINT")} if max(found, key=lambda row: row.found_on).mismanaged else set()


@dataclass
class Exposed:
    """What parties answer for: each by itself, and together without counting a debt twice."""

    gross: dict[PartyId, int]
    distinct: int


def exposure(
    seen: Seen, parties: Iterable[PartyId], names: Iterable[FactId], as_of: date
) -> Exposed:
    """Fen for which each party is PRIMARY, JOINT or SOLE, and the debts behind it once."""
    asked, gross, distinct = set(parties), defaultdict(int), 0
    for name in names:
        owed = liability(seen, name, as_of)
        for fen, answers in owed.days.values() if owed else ():
            counted = {party for party, kind in answers if kind in COUNTING} & asked
            distinct += fen if counted else 0
            for party in counted:
                gross[party] += fen
    return Exposed(dict(gross), distinct)
