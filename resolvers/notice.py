"""Written notices: what they say, to whom, and when they were received."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph import model
from graph.model import NoticeKind
from resolvers import seen
from resolvers.enums import spoken
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.seen import AParty, MaybeParty

if TYPE_CHECKING:
    from resolvers.party import Party

spoken(
    NoticeKind,
    "What a written notice says (通知类型).",
    {
        NoticeKind.END_OF_AGREEMENT: "The framework agreement is ended (终止通知, FA 8.3.3).",
        NoticeKind.BREACH: "To stop a breach and compensate (违约通知, FA 7.1.1).",
        NoticeKind.TERMINATION: "Ended at once for grave violations (即时终止, MR 6.1, MR 6.2).",
        NoticeKind.STANDING_END: "The standing ends on the day stated (身份终止, MR 7.3.1).",
        NoticeKind.TOP_UP: "To top up the deposit (补足保证金, FA 3.5.3).",
        NoticeKind.VIOLATION: "Of a violation, to be replied to (违规通知, MR 6.4.1).",
        NoticeKind.CUSTOMER_REQUEST: "A customer wants a direct contract (客户申请, FA 4.3.1.6).",
        NoticeKind.RULE_CHANGE: "The management rules are revised (规范修订, FA 3.3.4).",
        NoticeKind.FORCE_MAJEURE: "Force majeure (不可抗力, FA 10.3.2).",
        NoticeKind.POLICY_CHANGE: "A change of policy ends the agreement (政策变化, FA 8.3.8).",
        NoticeKind.FEE: "The service fee of a month (服务费通知, MR 5.2.1).",
        NoticeKind.ASSIGNMENT: "The agreement is assigned to an affiliate (权利转让, FA 8.2.1).",
    },
)


@strawberry.type(description="A written notice (书面通知), as recorded.")
class Notice:
    """`noticed` makes it."""

    scope: Private[Scope]
    fact: Private[model.Notice]
    notice_id: str = field(description="The notice's own id (通知编号).")
    version: int = field(description="Number of the version (版本), from 1.")
    kind: NoticeKind = field(description="What it says (通知类型).")
    received_on: date = field(description="The day it was received (收到日).")
    sent_on: date | None = field(description="The day it was sent (发出日), if known.")
    stated_on: date | None = field(description="The day stated in it (载明日期), if one is.")
    about: str | None = field(description="The id of the fact it is about (关联事实).")
    amount: Money | None = field(description="The amount it names (金额), if it names one.")
    recorded_at: datetime = field(description="Known from this instant (记录时间).")
    source: str = field(description="The document it rests on (来源).")

    @field(description="The party it is about or to (主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.fact.party)

    @field(description="Who gave it (发出方); null is Aliyun.", graphql_type=MaybeParty)
    async def sender(self) -> "Party | None":
        by = self.fact.sender
        return None if by is None else await seen.party(self.scope, by)


def noticed(scope: Scope, fact: model.Notice) -> Notice:
    """A notice as it is spoken."""
    return Notice(
        scope=scope,
        fact=fact,
        notice_id=fact.id,
        version=fact.version,
        kind=fact.kind,
        received_on=fact.received_on,
        sent_on=fact.sent_on,
        stated_on=fact.stated_on,
        about=fact.about,
        amount=None if fact.fen is None else money(fact.fen),
        recorded_at=fact.recorded_at,
        source=fact.source,
    )
