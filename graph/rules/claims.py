"""A debt traced to everyone who answers for it, with amounts.

A debt over a range of days is split by day (Q14) and each day goes by its own links (R50). The
creditor may claim the whole from any joint obligor, and what one pays reduces all (R51, CC 178);
an obligor that is not the final bearer has recourse to the one who is (R52, CC 519).
"""

from collections import defaultdict
from datetime import date, timedelta

from msgspec import Struct

from graph.model import (
    Fen,
    Histories,
    Interval,
    Moment,
    Obligation,
    ObligationHistory,
    PartyId,
    Settlement,
    Trace,
    Uid,
    cite,
    join,
    split,
)
from graph.readings import Q14
from graph.rules.liability import DayLiability, Debt, Obligor, ObligorRole, obligors
from graph.rules.standing import Known
from graph.rules.standing import on as holding


class Portion(Struct, frozen=True):
    """Consecutive days of a debt with the same obligors; amounts in fen."""

    interval: Interval
    fen: Fen
    outstanding: Fen
    obligors: tuple[Obligor, ...]

    def answers(self, party: PartyId) -> bool:
        """Whether a party is among its obligors."""
        return any(each.party == party for each in self.obligors)


class Share(Struct, frozen=True):
    """What one party answers for in one role: not a part of the debt but a claim on the whole."""

    party: PartyId
    role: ObligorRole
    fen: Fen
    outstanding: Fen
    accounts: tuple[Uid, ...]
    clauses: tuple[str, ...]
    requires_tier1_agreement: bool


class Recourse(Struct, frozen=True):
    """What a payer may claim back from the final bearer of the debt (R51, R52)."""

    payer: PartyId
    against: PartyId
    fen: Fen
    clauses: tuple[str, ...]


class Liability(Struct, frozen=True):
    """One debt as of a day: its portions, who answers for how much, and what is still owed."""

    obligation: Obligation
    portions: tuple[Portion, ...]
    shares: tuple[Share, ...]
    fen: Fen
    settled: Fen
    outstanding: Fen
    recourse: tuple[Recourse, ...]
    trace: Trace


def trace(
    history: ObligationHistory,
    histories: Histories,
    moment: Moment,
    accounts: tuple[Uid, ...] = (),
) -> Liability | None:
    """Liability for an obligation; None if it was not known or had not arisen on the day.

    `accounts` are the accounts of the debtor where the debtor is a party.
    """
    return traced(Known(histories, moment), history, accounts)


def traced(
    known: Known, history: ObligationHistory, accounts: tuple[Uid, ...] = ()
) -> Liability | None:
    """The same from effects worked out before."""
    moment = known.moment
    obligation = arisen(history, moment)
    if obligation is None:
        return None
    debt = Debt(obligation.cause, history.findings)
    days = list(obligation.occurred.days())
    daily = [_on_day(known, obligation, accounts, day, debt) for day in days]
    spans = _spans(days, [each.obligors for each in daily], split(obligation.fen, len(days)))
    paid = [each for each in moment.known(history.settlements) if each.on <= moment.as_of]
    portions, recourse = _settle(spans, sorted(paid, key=lambda each: (each.on, each.id)))
    settled = min(sum(each.fen for each in paid), obligation.fen)
    return Liability(
        obligation=obligation,
        portions=portions,
        shares=_shares(portions),
        fen=obligation.fen,
        settled=Fen(settled),
        outstanding=Fen(obligation.fen - settled),
        recourse=recourse,
        trace=_cited(moment, obligation, paid, daily) + _returned(recourse),
    )


def arisen(history: ObligationHistory, moment: Moment) -> Obligation | None:
    """The obligation as known; None if it was not known or had not arisen on the day (R50)."""
    obligation = next(iter(moment.known(history.versions)), None)
    if obligation is None or obligation.occurred_from > moment.as_of:
        return None
    return obligation


def _on_day(
    known: Known, obligation: Obligation, accounts: tuple[Uid, ...], day: date, debt: Debt
) -> DayLiability:
    """By the account that owes on the day; a party without a partner account owes alone."""
    debtor = debtor_on(known, obligation, accounts, day)
    if debtor is not None:
        return obligors(known, debtor, day, debt)
    party = obligation.party or PartyId("")
    cited = cite(rules=("R50",), clauses=("FA 8.4.1",))
    owed = Obligor(party, Uid(""), ObligorRole.PRIMARY, ("FA 8.4.1",))
    return DayLiability(Uid(""), day, (owed,), cited)


def debtor_on(
    known: Known, obligation: Obligation, accounts: tuple[Uid, ...], day: date
) -> Uid | None:
    """The account by whose links a debt goes on a day: of a party, its partner account, if any.

    Of several it is one below a tier-1, since that role is the party's too.
    """
    if obligation.account is not None:
        return obligation.account
    working = [uid for uid in sorted(accounts) if holding(known.standings(uid), day)]
    return min(working, key=lambda uid: not holding(known.tier_links(uid), day), default=None)


def _spans(
    days: list[date], answers: list[tuple[Obligor, ...]], amounts: list[Fen]
) -> list[Portion]:
    """Runs of days with equal obligors, each with the sum of its days."""
    spans: list[Portion] = []
    for day, answer, fen in zip(days, answers, amounts, strict=True):
        start, before = day, 0
        if spans and spans[-1].obligors == answer:
            last = spans.pop()
            start, before = last.interval.start, last.fen
        total = Fen(before + fen)
        spans.append(Portion(Interval(start, day + timedelta(days=1)), total, total, answer))
    return spans


def _settle(
    spans: list[Portion], settlements: list[Settlement]
) -> tuple[tuple[Portion, ...], tuple[Recourse, ...]]:
    """Put each payment on the portions its payer answers for, oldest first, then on the rest."""
    left = [span.fen for span in spans]
    recourse: dict[tuple[PartyId, PartyId], list[tuple[int, Obligor]]] = defaultdict(list)
    for settlement in settlements:
        rest = int(settlement.fen)
        for at in sorted(range(len(spans)), key=lambda n: not spans[n].answers(settlement.by)):
            used = min(rest, left[at])
            left[at] = Fen(left[at] - used)
            rest -= used
            bearer = _final_bearer(spans[at])
            if used and bearer is not None and bearer.party != settlement.by:
                recourse[settlement.by, bearer.party].append((used, bearer))
    portions = tuple(
        Portion(span.interval, span.fen, Fen(fen), span.obligors)
        for span, fen in zip(spans, left, strict=True)
    )
    return portions, tuple(_recourse(*pair, parts) for pair, parts in recourse.items())


def _recourse(payer: PartyId, against: PartyId, parts: list[tuple[int, Obligor]]) -> Recourse:
    """What was paid for another, by the clauses on which the debt rests with that one."""
    clauses = dict.fromkeys(clause for _, bearer in parts for clause in bearer.clauses)
    fen = Fen(sum(used for used, _ in parts))
    return Recourse(payer, against, fen, (*clauses, "CC 178", "CC 519"))


def _final_bearer(portion: Portion) -> Obligor | None:
    """The one on whom the debt rests in the end: the customer (R52), else the sole obligor."""
    final = (ObligorRole.PRIMARY, ObligorRole.SOLE)
    return next((each for each in portion.obligors if each.role in final), None)


def _shares(portions: tuple[Portion, ...]) -> tuple[Share, ...]:
    """Sums by party and role over the portions, in the order in which they first answer.

    A party that answers twice for one portion, through two of its accounts, answers for it once.
    """
    found: dict[tuple[PartyId, ObligorRole], list[tuple[Portion, Obligor]]] = defaultdict(list)
    for portion in portions:
        for each in portion.obligors:
            found[each.party, each.role].append((portion, each))
    return tuple(_share(party, role, entries) for (party, role), entries in found.items())


def _share(party: PartyId, role: ObligorRole, entries: list[tuple[Portion, Obligor]]) -> Share:
    portions = {portion.interval.start: portion for portion, _ in entries}.values()
    return Share(
        party=party,
        role=role,
        fen=Fen(sum(portion.fen for portion in portions)),
        outstanding=Fen(sum(portion.outstanding for portion in portions)),
        accounts=tuple(dict.fromkeys(each.account for _, each in entries if each.account)),
        clauses=tuple(dict.fromkeys(c for _, each in entries for c in each.clauses)),
        requires_tier1_agreement=any(each.requires_tier1_agreement for _, each in entries),
    )


def _returned(recourse: tuple[Recourse, ...]) -> Trace:
    """An agency customer bears its debt in the end (R52); any other recourse is of joint debts."""
    agency = any("FA 3.4.4.1" in each.clauses for each in recourse)
    rules = ("R52",) if agency else ("R51",) if recourse else ()
    return cite(rules=rules, clauses=tuple(c for each in recourse for c in each.clauses))


def _cited(
    moment: Moment, obligation: Obligation, paid: list[Settlement], daily: list[DayLiability]
) -> Trace:
    ranged = len(daily) > 1
    joint = cite(
        facts=(obligation, *paid),
        rules=("R51",) if paid else (),
        clauses=("CC 178",) if paid else (),
        readings=(moment.readings.of(Q14),) if ranged else (),
    )
    return join([joint, *(each.trace for each in daily)])
