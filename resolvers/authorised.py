"""What a partner may do on a customer's account: authorisations, and the judgement of an act."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from msgspec import Struct
from strawberry import UNSET, Private, field

from graph import clauses, model
from graph.model import AuthorisedAct, LinkType, Uid
from graph.rules import authorisation as rules
from graph.rules.customer_data import CustomerData, DataCheck, check
from graph.rules.refusal import Refusal
from resolvers import papered, planned, seen
from resolvers.clause import Clause
from resolvers.context import Asked
from resolvers.enums import spoken
from resolvers.interval import Interval
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.planned import AboutAccount, Requirement
from resolvers.refusal import Refused
from resolvers.seen import AnAccount
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account

spoken(
    AuthorisedAct,
    "What a partner does on a customer's account (代操作类型, FA 4.2.3.6, MR 3.5.2).",
    {
        AuthorisedAct.MANAGE: "Manage it (管理).",
        AuthorisedAct.TRANSFER: "Hand it over to another partner or type of link (转移).",
        AuthorisedAct.PAY: "Pay with the customer's money (付款).",
        AuthorisedAct.REFUND: "Take a refund (退款).",
        AuthorisedAct.CHANGE_DATA: "Change the customer's data (更改资料).",
    },
)


@strawberry.type(description="A customer's authorisation (授权) of a partner for one kind of act.")
class Authorisation:
    """Of `graph.model.Authorisation`."""

    row: Private[model.Authorisation]
    scope: Private[Scope]

    @field(description="The fact's own id (编号).")
    def authorisation_id(self) -> str:
        return self.row.id

    @field(description="The partner that may act (被授权合作伙伴).", graphql_type=AnAccount)
    async def partner(self) -> "Account":
        return await seen.account(self.scope, self.row.partner)

    @field(description="What it may do (授权事项).")
    def act(self) -> AuthorisedAct:
        return self.row.act

    @field(description="The days on which it may (授权期间).", graphql_type=Interval)
    def days(self) -> model.Interval:
        return self.row.interval

    @field(description="The document it rests on (来源).")
    def source(self) -> str:
        return self.row.source

    @field(description="Known from this instant (记录时间).")
    def recorded_at(self) -> datetime:
        return self.row.recorded_at


@strawberry.type(description="Whether a partner may do something on an account (操作授权, R16).")
class ActJudgement(AboutAccount):
    """Of `graph.rules.authorisation.Judgement`."""

    allowed: bool = field(description="Whether it may (允许).")
    by: Authorisation | None = field(
        description="The authorisation it rests on (授权); null where none is needed or there."
    )
    refusal: Refusal | None = field(
        description="Why it may not (拒绝), and what would help.", graphql_type=Refused | None
    )
    candidate: clauses.Clause | None = field(
        description="The class-2 violation that the act may then be (违规候选, MR 6.2.7).",
        graphql_type=Clause | None,
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="A link that may become one of the other type (类型变更, Q17).")
class LinkTypeChange(AboutAccount):
    """Of `graph.rules.authorisation.Allowed`."""

    type: LinkType = field(description="The type of the new link (新类型).")
    by: Authorisation | None = field(description="The customer's authorisation (授权).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


LinkTypeChangeResult: TypeAlias = Annotated[
    LinkTypeChange | Refused,
    strawberry.union(
        "LinkTypeChangeResult", description="Whether the type may change (类型变更), or why not."
    ),
]


@strawberry.input(description="What a partner says of a customer that it wants to link (客户资料).")
class CustomerDataInput:
    """Made a `graph.rules.customer_data.CustomerData`."""

    type: LinkType = field(description="The type of the link (关联类型).")
    true: bool = field(description="Whether the data are true (资料真实).")
    verified: bool = field(description="Whether they were verified (已核实).")
    told_type: LinkType | None = field(
        default=UNSET, description="The type that the customer was told (告知的类型)."
    )
    told_limits: bool = field(
        default=False, description="Whether it was told the limits of the type (告知限制)."
    )
    own_user_system: bool = field(
        default=False,
        description="Whether the customer is in a user system of the partner's own (自建体系).",
    )


@strawberry.type(description="Whether a customer's data may stand (客户资料核查, R15).")
class CustomerDataCheck:
    """Of `graph.rules.customer_data.DataCheck`."""

    valid: bool = field(description="Whether they may (合格).")
    requirements: list[Requirement] = field(description="What is asked for (条件).")
    candidate: clauses.Clause | None = field(
        description="The class-2 violation that it may be (违规候选).", graphql_type=Clause | None
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


def checked(found: DataCheck) -> CustomerDataCheck:
    """A check as it is spoken."""
    return CustomerDataCheck(
        valid=found.valid,
        requirements=[planned.required(each) for each in found.requirements],
        candidate=None if found.candidate is None else clauses.clause(found.candidate),
        trace=found.trace,
    )


AccountArg = Annotated[str, strawberry.argument(description="The customer's account (账号 UID).")]


@strawberry.type
class AuthorisedQueries:
    """Acts on a customer's account, and what is handed in for it."""

    @field(
        description=(
            "Whether a partner may do something on a customer's account on a day (操作授权, R16,"
            " Q25). For TRANSFER `partner` is the one that takes the account over."
        )
    )
    async def authorised(
        self,
        info: Asked,
        account: AccountArg,
        partner: Annotated[str, strawberry.argument(description="The partner (合作伙伴 UID).")],
        act: Annotated[AuthorisedAct, strawberry.argument(description="What it does (操作).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> ActJudgement:
        scope = scope_of(info, as_of, known_at, readings)
        found = await judged(scope, Uid(account), Uid(partner), act)
        return judgement(scope, found)

    @field(
        description=(
            "Whether a customer link may become one of the other type on a day (类型变更, Q17): the"
            " old link ends and a new one begins, with the customer's authorisation to TRANSFER."
        ),
        graphql_type=LinkTypeChangeResult,
    )
    async def link_type_change(
        self,
        info: Asked,
        account: AccountArg,
        type: Annotated[LinkType, strawberry.argument(description="The new type (新类型).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> LinkTypeChange | Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        found = await retyping(scope, Uid(account), type)
        return found if isinstance(found, Refusal) else retyped(scope, Uid(account), type, found)

    @field(description="Whether what is handed in for a customer may stand (客户资料核查, R15).")
    def customer_data(
        self,
        input: Annotated[
            CustomerDataInput, strawberry.argument(description="What is handed in (资料).")
        ],
    ) -> CustomerDataCheck:
        data = CustomerData(
            verified=input.verified,
            true=input.true,
            told_type=input.told_type or None,
            told_limits=input.told_limits,
            own_user_system=input.own_user_system,
        )
        return checked(check(data, input.type))


class Judged(Struct, frozen=True):
    """An act that was looked at, and on which account."""

    uid: Uid
    judgement: rules.Judgement

    @property
    def allowed(self) -> bool:
        """Whether it is allowed."""
        return self.judgement.refusal is None


async def judged(scope: Scope, uid: Uid, partner: Uid, act: AuthorisedAct) -> Judged:
    """Whether a partner may act on an account on the day; ACCOUNT_UNKNOWN without one of them."""
    known = await papered.existing(scope, uid, partner)
    papers = await papered.account_papers(scope, uid)
    return Judged(uid, rules.judge(act, uid, partner, papers, known, scope.moment.as_of))


async def retyping(scope: Scope, uid: Uid, to: LinkType) -> rules.Allowed | Refusal:
    """Whether a link may become one of the other type; ACCOUNT_UNKNOWN without the account."""
    known = await papered.existing(scope, uid)
    papers = await papered.account_papers(scope, uid)
    return rules.retyped(uid, to, papers, known, scope.moment.as_of)


def retyped(scope: Scope, uid: Uid, to: LinkType, found: rules.Allowed) -> LinkTypeChange:
    """A change of type as it is spoken."""
    by = authorising(scope, found.by)
    return LinkTypeChange(scope=scope, uid=uid, type=to, by=by, trace=found.trace)


def judgement(scope: Scope, found: Judged) -> ActJudgement:
    """A judgement as it is spoken."""
    candidate = found.judgement.candidate
    return ActJudgement(
        scope=scope,
        uid=found.uid,
        allowed=found.allowed,
        by=authorising(scope, found.judgement.by),
        refusal=found.judgement.refusal,
        candidate=None if candidate is None else clauses.clause(candidate),
        trace=found.judgement.trace,
    )


def authorising(scope: Scope, row: model.Authorisation | None) -> Authorisation | None:
    """An authorisation as it is spoken."""
    return None if row is None else Authorisation(row=row, scope=scope)
