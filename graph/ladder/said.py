"""What a line says of each kind of fact: the counterpart of `sentences`."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final, assert_never

from graph.changes import Upward
from graph.ladder import papers
from graph.ladder.naming import AnyFact
from graph.ladder.tokens import quote, spell
from graph.ladder.values import print_instant
from graph.ladder.words import CAUSES, END_CAUSES, PARTY_KINDS, phrase
from graph.model import (
    Account,
    AccountCondition,
    Dated,
    Finding,
    Link,
    Obligation,
    Party,
    PartyId,
    Payment,
    Settlement,
    Standing,
    TierLink,
    Uid,
    print_yuan,
    start_of,
)
from graph.model.facts import UNKNOWN_SINCE
from graph.model.time import ONE_DAY

Owned = Mapping[Uid, PartyId]
END_WORDS: Final = {stored: phrase(words) for words, stored in END_CAUSES.items()}
CAUSE_WORDS: Final = {stored: phrase(words) for words, stored in CAUSES.items()}
KIND_WORDS: Final = {stored: phrase(words) for words, stored in PARTY_KINDS.items()}


def begun(fact: AnyFact) -> datetime:
    """Since when a fact is known if its line does not say: since it began."""
    match fact:
        case Standing() | TierLink() | Link() | AccountCondition():
            return start_of(fact.valid_from)
        case Payment():
            return fact.paid_at
        case Obligation():
            return start_of(fact.occurred_from)
        case Settlement():
            return start_of(fact.on)
        case Finding():
            return start_of(fact.found_on)
        case Party() | Account():
            return UNKNOWN_SINCE
        case _:
            return papers.begun(fact)


def statement(fact: AnyFact, owned: Owned) -> str:
    """The line up to where clauses may follow; of an interval, up to its first day."""
    match fact:
        case Party():
            return f"party {spell(fact.id)} is {KIND_WORDS[fact.kind]}"
        case Account():
            return f"{spell(fact.id)} owned by {spell(fact.owner)}"
        case Standing() | TierLink() | Link() | AccountCondition():
            return f"{_relation(fact)} from {fact.valid_from}"
        case Payment():
            at = print_instant(fact.paid_at)
            return f"{spell(fact.account)} paid {print_yuan(fact.fen)} at {at}"
        case Obligation():
            return _owes(fact)
        case Settlement():
            by = _party(fact.by, owned)
            paid = print_yuan(fact.fen)
            return f"{spell(fact.obligation)} settled {paid} on {fact.on} by {by}"
        case Finding():
            verb = "mismanaged" if fact.mismanaged else "did not mismanage"
            party = _party(fact.party, owned)
            return f"{party} {verb} {spell(fact.obligation)} found on {fact.found_on}"
        case _:
            return papers.statement(fact, lambda party: _party(party, owned))


def _relation(fact: Upward) -> str:
    match fact:
        case Standing():
            return f"{spell(fact.account)} is partner"
        case TierLink():
            return f"{spell(fact.city)} under {spell(fact.tier1)} as city"
        case Link():
            return f"{spell(fact.account)} under {spell(fact.partner)} as {fact.type.lower()}"
        case AccountCondition():
            return f"{spell(fact.account)} {fact.condition.lower()}"
        case _ as never:
            assert_never(never)


def _owes(fact: Obligation) -> str:
    if (fact.account is None) == (fact.party is None):
        msg = f"obligation {fact.id}: expected one debtor, an account or a party"
        raise ValueError(msg)
    debtor = f"party {spell(fact.party)}" if fact.party is not None else spell(fact.account or "")
    start, end = fact.occurred_from, fact.occurred_to
    days = f"since {start}" if end - start == ONE_DAY else f"from {start} to {end}"
    return f"{debtor} owes {print_yuan(fact.fen)} {days} for {CAUSE_WORDS[fact.cause]}"


def _party(party: PartyId, owned: Owned) -> str:
    """A party, said to be one where its id is the uid of an account that another one owns."""
    bare = owned.get(Uid(party), party) == party
    return spell(party) if bare else f"party {spell(party)}"


def clauses(fact: AnyFact, owned: Owned) -> Iterator[str]:
    """What else the line says, but for its two times, its id, its version and where it is from."""
    match fact:
        case Party() if fact.name:
            yield f"named {quote(fact.name)}"
        case Account():
            yield from _account(fact)
        case Standing() | TierLink() | Link() | AccountCondition():
            yield from _end(fact)
        case Payment():
            yield from _payment(fact)
        case Party() | Obligation() | Settlement() | Finding():
            return
        case _:
            yield from papers.clauses(fact, lambda party: _party(party, owned))


def _account(fact: Account) -> Iterator[str]:
    if fact.name:
        yield f"named {quote(fact.name)}"
    if fact.external_id is not None:
        yield f"external id {spell(fact.external_id)}"


def _end(fact: Dated) -> Iterator[str]:
    if fact.valid_to is not None:
        yield f"to {fact.valid_to}"
    if isinstance(fact, Standing) and fact.end_cause is not None:
        yield f"ended by {END_WORDS.get(fact.end_cause) or quote(fact.end_cause)}"


def _payment(fact: Payment) -> Iterator[str]:
    if fact.voucher_fen:
        yield f"with voucher {print_yuan(fact.voucher_fen)}"
    if fact.product is not None:
        yield f"for {spell(fact.product)}"
    if not fact.fee_eligible:
        yield "not eligible"
    yield from _used(fact.consumed_from, fact.consumed_to)
    if fact.refund_of is not None:
        yield f"refunding {spell(fact.refund_of)}"


def _used(start: date | None, end: date | None) -> Iterator[str]:
    if start is not None and end is not None and end - start == ONE_DAY:
        yield f"used {start}"
    elif start is not None or end is not None:
        days = (f"from {start}" if start else "", f"to {end}" if end else "")
        yield f"used {' '.join(filter(None, days))}"
