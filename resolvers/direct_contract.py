"""When Aliyun may contract directly with a partner's customer, and what follows (R113–R115)."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET, Private, field

from graph import clauses, model
from graph.clauses import Wording as Words
from graph.model import Uid
from graph.rules import direct_contract as rules
from resolvers import papered, planned, seen
from resolvers.clause import Clause, Wording
from resolvers.context import Asked
from resolvers.leaving_enums import DirectGround
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.planned import AboutAccount, DetachmentTask, Requirement
from resolvers.seen import MaybeAccount
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.input(description="What is said for a direct contract (直接签约), by its ground.")
class DirectContractInput:
    """Made a `graph.rules.direct_contract.Said`."""

    account: str = field(description="The customer's account (账号 UID).")
    ground: DirectGround = field(description="Why (事由).")
    agreed_on: date | None = field(
        default=UNSET, description="Day on which all three agreed (三方协议日)."
    )
    proofs: int = field(
        default=0, description="How many of the four conditions the customer proved (已证明条件)."
    )
    unexpired_business: bool = field(
        default=False, description="Whether business of the partner had not expired (未到期业务)."
    )
    unreachable_since: date | None = field(
        default=UNSET, description="Since when nobody reaches the partner (失联起始日)."
    )
    reason: str = field(default="", description="The other ground in words (其他事由).")


@strawberry.type(description="What a direct contract does (直接签约的效果, R114).")
class DirectContractConsequence:
    """Of `graph.rules.direct_contract.Consequence`."""

    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)
    meaning: Words = field(description="What it does (说明).", graphql_type=Wording)


@strawberry.type(description="Whether Aliyun may contract with a customer directly (直接签约).")
class DirectContract(AboutAccount):
    """Of `graph.rules.direct_contract.DirectContract`."""

    by: Private[Uid | None]
    ground: DirectGround = field(description="Why (事由).")
    allowed: bool = field(description="Whether all that the ground asks for is there (可签约).")
    requirements: list[Requirement] = field(description="What the ground asks for (条件).")
    consequences: list[DirectContractConsequence] = field(
        description="What it does (效果), where it is allowed."
    )
    tasks: list[DetachmentTask] = field(description="What the partner has to do then (善后, R115).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(
        description="The partner that the account is, or last was, linked to (合作伙伴).",
        graphql_type=MaybeAccount,
    )
    async def partner(self) -> "Account | None":
        return await seen.maybe(self.scope, self.by)


@strawberry.type
class DirectContractQueries:
    """The root field `directContract`."""

    @field(
        description=(
            "Whether Aliyun may contract directly with a partner's customer on a day (直接签约,"
            " R113), and what follows (R114, R115). A customer's own request is a detachment:"
            " `detachmentPreview` with CUSTOMER_REQUEST (R112)."
        )
    )
    async def direct_contract(
        self,
        info: Asked,
        input: Annotated[
            DirectContractInput, strawberry.argument(description="What is said for it (事实).")
        ],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> DirectContract:
        scope = scope_of(info, as_of, known_at, readings)
        return contracted(scope, await contracting(scope, input))


async def contracting(scope: Scope, asked: DirectContractInput) -> rules.DirectContract:
    """Whether a ground is made out on the day; ACCOUNT_UNKNOWN without the account."""
    uid = Uid(asked.account)
    known = await papered.existing(scope, uid)
    said = rules.Said(
        agreed_on=asked.agreed_on or None,
        proofs=asked.proofs,
        unexpired_business=asked.unexpired_business,
        unreachable_since=asked.unreachable_since or None,
        reason=asked.reason,
    )
    return rules.direct(asked.ground, uid, said, known, scope.moment.as_of)


def contracted(scope: Scope, found: rules.DirectContract) -> DirectContract:
    """A direct contract as it is spoken."""
    return DirectContract(
        scope=scope,
        uid=found.account,
        by=found.partner,
        ground=found.ground,
        allowed=found.allowed,
        requirements=[planned.required(each) for each in found.requirements],
        consequences=[
            DirectContractConsequence(clause=clauses.clause(each.clause), meaning=each.meaning)
            for each in found.consequences
        ],
        tasks=[planned.due(scope, each) for each in found.tasks],
        trace=found.trace,
    )
