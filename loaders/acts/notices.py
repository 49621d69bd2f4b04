"""Notices: what was given to a party in writing, and when it received it (R83, R90, R112)."""

from graph.changes import Record
from graph.model import Notice, NoticeKind, Trace, cite
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
    rule, clause = GIVEN_BY[notice.kind]
    return cite(rules=(rule,), clauses=(clause,))


GIVEN_BY = {
    NoticeKind.END_OF_AGREEMENT: ("R83", "FA 8.3.3"),
    NoticeKind.BREACH: ("R47", "FA 7.1.1"),
    NoticeKind.TERMINATION: ("R72", "MR 6.2"),
    NoticeKind.STANDING_END: ("R90", "MR 7.3.1"),
    NoticeKind.TOP_UP: ("R62", "FA 3.5.3"),
    NoticeKind.VIOLATION: ("R74", "MR 6.4.1"),
    NoticeKind.CUSTOMER_REQUEST: ("R112", "FA 4.3.1.6"),
    NoticeKind.RULE_CHANGE: ("R03", "FA 3.3.4"),
    NoticeKind.FORCE_MAJEURE: ("R85", "FA 10.3.2"),
    NoticeKind.POLICY_CHANGE: ("R85", "FA 8.3.8"),
    NoticeKind.FEE: ("R35", "MR 5.2.1"),
    NoticeKind.ASSIGNMENT: ("R93", "FA 8.2.1"),
}
"""The rule and the clause that a notice is given by."""
