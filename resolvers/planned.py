"""The parts of a detachment plan: what ends, what becomes of accounts, cash and debts."""

from datetime import date
from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph import clauses, model
from graph.model import LinkType, Month, Uid
from graph.rules import detachment as rules
from graph.rules.detachment.summary import HolderEffect
from resolvers import seen
from resolvers.clause import Clause
from resolvers.codes import Code
from resolvers.fact import Fact
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.obligor import Obligor, sharing
from resolvers.seen import AnAccount, MaybeAccount
from resolvers.verdicts import Duty, Edge, Option, Outcome, Status, WarningCode

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type
class AboutAccount:
    """What several parts have in common: the account they are about."""

    scope: Private[Scope]
    uid: Private[Uid]

    @field(description="The account (账号).", graphql_type=AnAccount)
    async def account(self) -> "Account":
        return await seen.account(self.scope, self.uid)


@strawberry.type(description="One thing that a ground asks for (条件), there or still missing.")
class Requirement:
    """Of `graph.rules.detachment.Requirement`."""

    name: str = field(description="Its name (名称), for programs.")
    met: bool = field(description="Whether it is there (已满足).")
    code: Code | None = field(description="The code of what is missing (缺失代码), if it is.")
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)
    meaning: str = field(description="What it asks for (说明).")


@strawberry.type(description="One relation that ends (终止的关系).")
class EndedEdge(AboutAccount):
    """Of `graph.rules.detachment.Ended`."""

    to: Private[Uid]
    edge: Edge = field(description="What ends (关系).")
    fact: model.Dated = field(
        description="The fact that ends, with its days (事实); of CITY the tier link.",
        graphql_type=Fact,
    )
    on: date = field(description="First day on which it no longer holds (终止日).")
    cancelled: bool = field(
        description="Whether it was to begin on that day or later, and never takes effect (取消)."
    )
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)

    @field(description="The account above (上级); Aliyun for standing.", graphql_type=AnAccount)
    async def towards(self) -> "Account":
        return await seen.account(self.scope, self.to)


@strawberry.type(description="What becomes of a customer account that is unbound (账号结果, R110).")
class AccountResult(AboutAccount):
    """Of `graph.rules.detachment.AccountResult`."""

    of: Private[Uid]
    type: LinkType = field(description="How it was linked (关联类型).")
    outcome: Outcome = field(description="What it becomes (结果).")
    prepaid: Money = field(description="Cash paid before the day for use from it on (预付余额).")
    owed: Money = field(description="Its outstanding debts from before the day (未清债务).")

    @field(description="The partner it leaves (原合作伙伴).", graphql_type=AnAccount)
    async def partner(self) -> "Account":
        return await seen.account(self.scope, self.of)


@strawberry.type(description="Recorded cash of a month that counts otherwise after (业绩变动).")
class MoneyEffect:
    """Of `graph.rules.detachment.MoneyEffect`."""

    scope: Private[Scope]
    old: Private[Uid | None]
    new: Private[Uid | None]
    month: Month = field(description="The month (自然月).")
    amount: Money = field(description="How much moves (金额).")
    status_before: Status = field(description="How it counts without the cut (原归属状态).")
    status_after: Status = field(description="How it counts with it (新归属状态).")

    @field(description="Who holds the fee without the cut (原归属).", graphql_type=MaybeAccount)
    async def fee_holder_before(self) -> "Account | None":
        return await seen.maybe(self.scope, self.old)

    @field(description="Who holds the fee with it (新归属).", graphql_type=MaybeAccount)
    async def fee_holder_after(self) -> "Account | None":
        return await seen.maybe(self.scope, self.new)


@strawberry.type(description="What the cut means to a fee holder in all (归属方合计).")
class FeeHolderEffect:
    """Of `graph.rules.detachment.summary.HolderEffect`."""

    scope: Private[Scope]
    uid: Private[Uid | None]
    status: Status = field(description="ATTRIBUTED to the holder, else why to nobody (归属状态).")
    lost: Money = field(description="Cash that counts here no more (减少).")
    gained: Money = field(description="Cash that counts here now (增加).")
    change: Money = field(description="Gained less lost (净变动); over all it sums to nought.")

    @field(description="The fee holder (服务费归属); null: nobody.", graphql_type=MaybeAccount)
    async def fee_holder(self) -> "Account | None":
        return await seen.maybe(self.scope, self.uid)


@strawberry.type(description="A debt from the day on that others answer for then (责任变动).")
class ChangedDebt:
    """Of `graph.rules.detachment.ChangedDebt`."""

    obligation: strawberry.ID = field(description="The debt (债务编号).")
    before: list[Obligor] = field(description="Who answers without the cut (原责任主体).")
    after: list[Obligor] = field(description="Who answers with it (新责任主体).")


@strawberry.type(description="What is pointed out before somebody acts (提示).")
class DetachmentWarning(AboutAccount):
    """Of `graph.rules.detachment.Warned`."""

    code: WarningCode = field(description="What it is (代码).")
    message: str = field(description="In words (说明).")
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)


@strawberry.type(description="A duty after the cut (后续义务).")
class DetachmentTask:
    """Of `graph.rules.detachment.Task`."""

    scope: Private[Scope]
    whose: Private[Uid]
    about: Private[tuple[Uid, ...]]
    duty: Duty = field(description="What is to be done (义务).")
    since: date = field(description="From which day (起始日).")
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)

    @field(description="Who has to do it (义务方).", graphql_type=AnAccount)
    async def who(self) -> "Account":
        return await seen.account(self.scope, self.whose)

    @field(description="For which accounts (涉及账号).", graphql_type=list[AnAccount])
    async def accounts(self) -> "list[Account]":
        return [await seen.account(self.scope, uid) for uid in self.about]


@strawberry.type(description="What may become of a city partner of a leaving tier-1 (可选安排).")
class CityPartnerChoice(AboutAccount):
    """Of `graph.rules.detachment.Choice`."""

    option: Option = field(description="The option (安排).")
    meaning: str = field(description="What it means (说明).")
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)


def required(each: rules.Requirement) -> Requirement:
    """A requirement as it is spoken."""
    return Requirement(
        name=each.name,
        met=each.met,
        code=None if each.met else each.code,
        clause=clauses.clause(each.clause),
        meaning=each.meaning,
    )


def ended(scope: Scope, each: rules.Ended) -> EndedEdge:
    """An edge that ends, as it is spoken."""
    return EndedEdge(
        scope=scope,
        uid=each.account,
        to=each.towards,
        edge=each.edge,
        fact=each.fact,
        on=each.on,
        cancelled=each.cancelled,
        clause=clauses.clause(each.clause),
    )


def resulting(scope: Scope, each: rules.AccountResult) -> AccountResult:
    """What becomes of an account, as it is spoken."""
    return AccountResult(
        scope=scope,
        uid=each.uid,
        of=each.partner,
        type=each.type,
        outcome=each.outcome,
        prepaid=money(each.prepaid),
        owed=money(each.owed),
    )


def moved(scope: Scope, each: rules.MoneyEffect) -> MoneyEffect:
    """Cash that counts otherwise, as it is spoken."""
    return MoneyEffect(
        scope=scope,
        old=each.before,
        new=each.after,
        month=each.month,
        amount=money(each.fen),
        status_before=each.before_status,
        status_after=each.after_status,
    )


def held(scope: Scope, each: HolderEffect) -> FeeHolderEffect:
    """What the cut means to a fee holder, as it is spoken."""
    return FeeHolderEffect(
        scope=scope,
        uid=each.holder,
        status=each.status,
        lost=money(each.lost),
        gained=money(each.gained),
        change=money(each.change),
    )


def changed(scope: Scope, each: rules.ChangedDebt) -> ChangedDebt:
    """A debt that others answer for, as it is spoken."""
    return ChangedDebt(
        obligation=strawberry.ID(each.obligation),
        before=[sharing(scope, share) for share in each.before],
        after=[sharing(scope, share) for share in each.after],
    )


def warned(scope: Scope, each: rules.Warned) -> DetachmentWarning:
    """A warning as it is spoken."""
    clause = clauses.clause(each.clause)
    return DetachmentWarning(
        scope=scope, uid=each.account, code=each.code, message=each.message, clause=clause
    )


def due(scope: Scope, each: rules.Task) -> DetachmentTask:
    """A duty as it is spoken."""
    clause = clauses.clause(each.clause)
    return DetachmentTask(
        scope=scope,
        whose=each.who,
        about=each.accounts,
        duty=each.duty,
        since=each.since,
        clause=clause,
    )


def offered(scope: Scope, each: rules.Choice) -> CityPartnerChoice:
    """A choice as it is spoken."""
    clause = clauses.clause(each.clause)
    return CityPartnerChoice(
        scope=scope, uid=each.city, option=each.option, meaning=each.meaning, clause=clause
    )
