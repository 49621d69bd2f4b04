"""Notices: what was given to a party in writing, and when it received it (R83, R90, R112)."""

from graph.changes import Record
from graph.model import Notice, Trace, cite
from graph.rules.refusal import Code, Refusal
from graph.store.ledger import Decision
from loaders.acts.admitted import Wanted, admitted
from loaders.acts.desk import Act, Desk
from loaders.acts.naming import named
from loaders.acts.outcome import Outcome, refused


def record(notice: Notice) -> Act:
    """Record a notice that belongs to no request."""

    async def act(desk: Desk) -> Decision[Outcome]:
        refusal = _ahead(desk, notice) or _backwards(notice)
        if refusal is not None:
            raise refused(refusal)
        (new,) = await named(desk.tx, [notice])
        return await admitted(desk, [Wanted((Record(new),), (new,), _trace(new))])

    return act


def _ahead(desk: Desk, notice: Notice) -> Refusal | None:
    if notice.received_on <= desk.today:
        return None
    message = f"expected a day of receipt up to {desk.today}, got {notice.received_on}"
    hint = "Record it once it was received; the day stated in it may lie ahead."
    return Refusal(Code.DAY_NOT_COME, message, "receivedOn", None, hint)


def _backwards(notice: Notice) -> Refusal | None:
    if notice.sent_on is None or notice.sent_on <= notice.received_on:
        return None
    message = f"sent on {notice.sent_on} it can't be received on {notice.received_on}"
    return Refusal(Code.OUT_OF_ORDER, message, "sentOn", None, "Correct one of the two days.")


def _trace(notice: Notice) -> Trace:
    clause = CLAUSES.get(notice.kind.value)
    return cite(clauses=(clause,) if clause else ())


CLAUSES = {
    "END_OF_AGREEMENT": "FA 8.3.3",
    "BREACH": "FA 7.1.1",
    "TERMINATION": "MR 6.2",
    "STANDING_END": "MR 7.3.1",
    "TOP_UP": "FA 3.5.3",
    "VIOLATION": "MR 6.4.1",
    "CUSTOMER_REQUEST": "FA 4.3.1.6",
    "RULE_CHANGE": "FA 3.3.4",
    "POLICY_CHANGE": "FA 8.3.8",
    "FEE": "MR 5.2.1",
    "ASSIGNMENT": "FA 8.2.1",
}
"""The clause that a notice is given by."""
