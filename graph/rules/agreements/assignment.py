"""Who stands on Aliyun's side of a party's agreements on a day (R93, FA 8.2.1)."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from graph.model import ALIYUN, Notice, NoticeKind, PartyId, Trace, cite
from graph.rules.agreements.begin import from_aliyun


class Counterparty(Struct, frozen=True):
    """Aliyun, or the affiliate to which it assigned, and since when."""

    party: PartyId
    since: date | None
    trace: Trace


def counterparty(notices: Sequence[Notice], day: date) -> Counterparty:
    """Aliyun's side on a day: Aliyun may assign to an affiliate by announcement (R93, FA 8.2.1).

    `notices` are those known. An assignment names the affiliate in `about`, and takes effect on the
    day stated in it, else on receipt; what is owed to Aliyun is then owed to the affiliate.
    """
    found = [
        (each.stated_on or each.received_on, each.id, each)
        for each in notices
        if each.kind is NoticeKind.ASSIGNMENT and from_aliyun(each)
    ]
    past = [each for each in found if each[0] <= day]
    if not past:
        return Counterparty(PartyId(ALIYUN), None, cite(rules=("R93",), clauses=("FA 8.2.1",)))
    since, _, last = max(past, key=lambda each: each[:2])
    trace = cite(facts=(last,), rules=("R93",), clauses=("FA 8.2.1",))
    return Counterparty(PartyId(last.about or ALIYUN), since, trace)
