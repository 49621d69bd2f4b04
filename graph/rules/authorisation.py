"""What a partner may do on a customer's account on a day (R16–R18, FA 3.4.2.4, MR 3.5.2, Q25).

Three things decide: the link that holds on the day, its type, and the customer's authorisation.
An agency account is the customer's own, so each kind of act needs the customer's authorisation for
it; a resale account exists only with its partner's and is run by the partner (FA 3.4.3.2). To hand
an account over to another partner needs the authorisation always (S53, Q17). What is done without
is a candidate for a class-2 violation, never one by itself: the class is found, not computed (Q23).
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from graph.model import (
    AccountPapers,
    Authorisation,
    AuthorisedAct,
    Link,
    LinkType,
    Trace,
    Uid,
    cite,
)
from graph.readings import Q17, Q25
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Effect, Known, cut_trace
from graph.rules.standing import on as holding

MONEY = frozenset({AuthorisedAct.PAY, AuthorisedAct.REFUND})
"""Acts that move a customer's money, which MR 3.5.3 forbids and FA 4.2.3.6 allows (Q25)."""

CANDIDATES = {
    AuthorisedAct.MANAGE: "MR 6.2.7.2",
    AuthorisedAct.TRANSFER: "MR 6.2.7.3",
    AuthorisedAct.PAY: "MR 6.2.7.2",
    AuthorisedAct.REFUND: "MR 6.2.7.4",
    AuthorisedAct.CHANGE_DATA: "MR 6.2.7.5",
}
"""Which class-2 violation an act without authorisation may be (MR 6.2.7.2–6.2.7.5, R16)."""


class Allowed(Struct, frozen=True):
    """An act that is allowed; `by` is the authorisation it rests on, if it needs one."""

    by: Authorisation | None
    trace: Trace


class Judgement(Struct, frozen=True):
    """An act looked at: `refusal` if it is not allowed, and the violation it may then be.

    `candidate` is the clause of the class-2 catalogue; None where the act is allowed, or where
    another thing than the authorisation is missing.
    """

    refusal: Refusal | None
    candidate: str | None
    by: Authorisation | None
    trace: Trace


def allowed(  # noqa: PLR0913 (an act is who, on what, by what, when)
    act: AuthorisedAct,
    account: Uid,
    partner: Uid,
    papers: AccountPapers,
    known: Known,
    day: date,
) -> Allowed | Refusal:
    """Whether a partner may do this on a customer's account on a day (R16, FA 3.4.2.4; S53).

    For TRANSFER `partner` is the one named in the authorisation, normally the one that takes the
    account over; for every other act the one that the account is linked to on the day.
    """
    found = judge(act, account, partner, papers, known, day)
    return found.refusal or Allowed(found.by, found.trace)


def judge(  # noqa: PLR0913 (as above)
    act: AuthorisedAct,
    account: Uid,
    partner: Uid,
    papers: AccountPapers,
    known: Known,
    day: date,
) -> Judgement:
    """The same with the violation that an act without authorisation may be (R16, Q25)."""
    if account == partner:
        own = cite(rules=("R10", "R42"), clauses=("FA 2.1.5", "FA 4.2.2"))
        return Judgement(None, None, None, own)
    link = holding(known.links(account), day)
    linked = link is not None and link.fact.partner == partner
    missing = _not_there(act, account, partner, known, day, linked=linked)
    trace = cite() if link is None else cut_trace(link)
    if missing is not None:
        return Judgement(missing, None, None, trace + cite(rules=("R13", "R16")))
    if link is not None and _runs_it(act, link):
        resale = cite(rules=("R16", "R18"), clauses=("FA 3.4.3.2",))
        return Judgement(None, None, None, trace + resale)
    by = authorisation(papers.authorisations, act, partner, known, day)
    return _authorised(act, account, partner, by, known, day, trace)


def authorisation(
    papers: Sequence[Authorisation], act: AuthorisedAct, partner: Uid, known: Known, day: date
) -> Authorisation | None:
    """The customer's authorisation of a partner for an act that holds on a day, if known then."""
    found = known.moment.known(tuple(papers))
    asked = (each for each in found if (each.act, each.partner) == (act, partner))
    return next((each for each in asked if day in each.interval), None)


def _not_there(  # noqa: PLR0913 (one look at all that must be there)
    act: AuthorisedAct, account: Uid, partner: Uid, known: Known, day: date, *, linked: bool
) -> Refusal | None:
    """Standing and, but for taking an account over, the link: without them nothing is allowed."""
    if holding(known.standings(partner), day) is None:
        return Refusal(
            Code.NOT_A_PARTNER,
            f"expected {partner} to be a partner on {day}",
            path="partner",
            clause="MR 7.3.4",
            next_step="A former partner ends its cooperation with customers; ask another one.",
        )
    if act is AuthorisedAct.TRANSFER or linked:
        return None
    return Refusal(
        Code.NOT_LINKED,
        f"expected {account} to be linked to {partner} on {day}",
        path="account",
        clause="FA 3.4.1.2",
        next_step="Ask the partner that it is linked to, or link it first.",
    )


def _runs_it(act: AuthorisedAct, link: Effect[Link]) -> bool:
    """A resale account is run by its partner, but for handing it to another one (R18)."""
    return link.fact.type is LinkType.RESALE and act is not AuthorisedAct.TRANSFER


def _authorised(  # noqa: PLR0913 (what is told of an act)
    act: AuthorisedAct,
    account: Uid,
    partner: Uid,
    by: Authorisation | None,
    known: Known,
    day: date,
    trace: Trace,
) -> Judgement:
    reading = known.moment.readings.of(Q25) if act in MONEY else None
    clauses = ("FA 3.4.2.4", "FA 4.2.3.6", "MR 3.5.2")
    trace += cite(facts=(by,) if by else (), rules=("R16",), clauses=clauses)
    if act is AuthorisedAct.PAY:  # an agency account pays itself, or its partner pays for it
        trace += cite(rules=("R17",), clauses=("FA 3.4.3.1",))
    trace += cite(readings=(reading,) if reading else ())
    if by is not None and reading is not Q25.FORBIDDEN:
        return Judgement(None, None, by, trace)
    candidate = CANDIDATES[act]
    trace += cite(clauses=(candidate,))
    if by is not None:
        return Judgement(_forbidden(act), candidate, by, trace + cite(clauses=("MR 3.5.3",)))
    return Judgement(_missing(act, account, partner, day), candidate, None, trace)


def _missing(act: AuthorisedAct, account: Uid, partner: Uid, day: date) -> Refusal:
    return Refusal(
        Code.CUSTOMER_AUTHORISATION_MISSING,
        f"expected the customer of {account} to have authorised {partner} for {act} on {day}; done"
        f" without, it may be a violation by {CANDIDATES[act]}",
        path="partner",
        clause="FA 3.4.2.4",
        next_step="Get the authorisation in writing and record it from the day it holds.",
    )


def _forbidden(act: AuthorisedAct) -> Refusal:
    return Refusal(
        Code.CUSTOMER_AUTHORISATION_MISSING,
        f"{act} moves the customer's money, which no authorisation allows by reading Q25 ="
        f" {Q25.FORBIDDEN}; it may be a violation by {CANDIDATES[act]}",
        path="act",
        clause="MR 3.5.3",
        next_step="Let the customer do it itself, or choose another reading of Q25",
    )


def retyped(
    account: Uid, to: LinkType, papers: AccountPapers, known: Known, day: date
) -> Allowed | Refusal:
    """Whether a link may become one of the other type on a day (Q17, R13, FA 3.4.3, I7).

    A type never changes inside a link: the old one ends and a new one begins on the day, for which
    the customer authorises its partner to TRANSFER the account; or no change at all, by Q17.
    """
    link = holding(known.links(account), day)
    if link is None or link.fact.type is to:
        return _nothing_to_change(account, to, day)
    reading = known.moment.readings.of(Q17)
    cited = cite(rules=("R13",), clauses=("FA 3.4.2.1", "FA 3.4.3"), readings=(reading,))
    if reading is Q17.FORBID:
        return Refusal(
            Code.LINK_TYPE_FIXED,
            f"{account} is linked by {link.fact.type}, which was fixed on entry and stays by"
            f" reading Q17 = {reading}",
            path="type",
            clause="FA 3.4.2.1",
            next_step="End the link, or choose another reading of Q17",
        )
    found = allowed(AuthorisedAct.TRANSFER, account, link.fact.partner, papers, known, day)
    if isinstance(found, Refusal):
        return found
    return Allowed(found.by, cut_trace(link) + cited + found.trace)


def _nothing_to_change(account: Uid, to: LinkType, day: date) -> Refusal:
    return Refusal(
        Code.NOT_LINKED,
        f"expected {account} to be linked on {day} by another type than {to}",
        path="account",
        clause="FA 3.4.3",
        next_step="Give the account's day and the type it is to have.",
    )
