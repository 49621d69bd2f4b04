"""Agreements of a party: what was signed, from when to when it is in force, and what ends it."""

from datetime import date
from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph import clauses, model
from graph.rules import agreements as rules
from graph.rules.agreements import Contracts
from resolvers import seen
from resolvers.agreement_enums import AgreementKind, EndCause, MismatchKind
from resolvers.clause import Clause, Wording
from resolvers.fact import Fact
from resolvers.interval import Interval
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.seen import AnAccount, AParty
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.party import Party


@strawberry.type(description="What speaks against an end that was recorded (异议, R85, R123).")
class AgreementObjection:
    """Of `graph.rules.agreements.Objection`."""

    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)
    message: str = field(description="Why (说明).")


@strawberry.type(description="An end of an agreement (终止), the first of which ends it.")
class AgreementEnd:
    """Of `graph.rules.agreements.Ending`."""

    on: date = field(description="First day on which it is no longer in force (终止日，不含).")
    cause: EndCause = field(description="Why (原因).")
    because: model.Fact | None = field(
        description="The notice, agreement or row it follows from (依据事实).",
        graphql_type=Fact | None,
    )
    objections: list[AgreementObjection] = field(description="What speaks against it (异议).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="An agreement (协议) of a party with Aliyun, as known at the moment.")
class Agreement:
    """Of `graph.rules.agreements.InForce`."""

    row: Private[model.Agreement]
    scope: Private[Scope]
    in_force: model.Interval | None = field(
        description=(
            "The days on which it is in force (有效期间); null while a date that it needs is not"
            " recorded. From and to on one day: it never was."
        ),
        graphql_type=Interval | None,
    )
    ending: AgreementEnd | None = field(description="What ends it (终止), if anything does.")
    endings: list[AgreementEnd] = field(
        description="Everything that would end it (终止事由), by day; two on a day by weight."
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(description="Its own id (协议编号).")
    def agreement_id(self) -> str:
        return self.row.id

    @field(description="The party that agreed with Aliyun (主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.row.party)

    @field(description="Which text it is (类型).")
    def kind(self) -> AgreementKind:
        return self.row.kind

    @field(description="Which edition of it (版本); empty if none was recorded.")
    def edition(self) -> str:
        return self.row.edition

    @field(description="Day on which the party signed or sealed (签署日).")
    def signed_on(self) -> date | None:
        return self.row.signed_on

    @field(description="Day of Aliyun's seal (阿里云盖章日, Q26).")
    def sealed_on(self) -> date | None:
        return self.row.sealed_on

    @field(description="Day from which it was agreed to be in force (约定生效日).")
    def agreed_from(self) -> date | None:
        return self.row.agreed_from

    @field(description="Last day of its term (期限届满日).")
    def term_end(self) -> date | None:
        return self.row.term_end

    @field(description="Day on which both wanted to go on (续约意愿达成日, Q24).")
    def renewal_agreed_on(self) -> date | None:
        return self.row.renewal_agreed_on

    @field(description="The total that it names (合同总额, IP 2), if it names one.")
    def total(self) -> Money | None:
        return None if self.row.fen is None else money(self.row.fen)


@strawberry.type(description="The original agreement (原协议, CA 1.1): FA and MR in their term.")
class OriginalAgreement:
    """Of `graph.rules.agreements.OriginalAgreement`."""

    framework: Agreement | None = field(description="The framework agreement (框架协议).")
    management_rules: Agreement | None = field(
        description="The management rules (管理规范), where they were signed by themselves."
    )
    counterparty: str = field(
        description="The party on Aliyun's side (阿里云一方): Aliyun, or whom it assigned to (R93)."
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="An edition of the management rules (管理规范版本, R03).")
class RuleEdition:
    """Reads `graph.rules.agreements.Edition`."""

    name: str = field(description="Its name (版本名): as announced, else the id of the notice.")
    interval: Interval = field(name="days", description="The days on which it applies (适用期间).")
    because: Fact | None = field(description="What announced it (公告); null for the first one.")
    trace: Trace = field(description="What it rests on (依据).")


@strawberry.type(description="Two clauses that conflict, and the one that prevails (条款冲突).")
class ClausePair:
    """Of `graph.rules.agreements.Pair`."""

    first: clauses.Clause = field(description="One (条款一).", graphql_type=Clause)
    second: clauses.Clause = field(description="The other (条款二).", graphql_type=Clause)
    winner: clauses.Clause | None = field(
        description="The one that prevails (优先条款); null: both stand.",
        graphql_type=Clause | None,
    )
    reason: clauses.Wording = field(description="Why (理由).", graphql_type=Wording)
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="Which of some clauses prevails (效力顺序, R02).")
class ClausePrecedence:
    """Of `graph.rules.agreements.Precedence`."""

    winner: clauses.Clause | None = field(
        description="The one that prevails over all others (优先条款), if one does.",
        graphql_type=Clause | None,
    )
    pairs: list[ClausePair] = field(description="Each against each (两两比较).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="Days on which record and agreements differ (不一致), R07, R11, R91.")
class StandingMismatch:
    """Of `graph.rules.agreements.Mismatch`."""

    of: Private[rules.Mismatch]
    scope: Private[Scope]
    kind: MismatchKind = field(description="How (类型).")
    days: model.Interval = field(description="The days (期间).", graphql_type=Interval)
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(description="The account (账号).", graphql_type=AnAccount)
    async def account(self) -> "Account":
        return await seen.account(self.scope, self.of.account)


@strawberry.type(description="Days of standing that agreements give (应有身份), R07, R90, R106.")
class EntitledStanding:
    """Reads `graph.rules.agreements.Entitled`."""

    interval: Interval = field(name="days", description="The days (期间).")
    trace: Trace = field(description="What it rests on (依据).")


def agreed(scope: Scope, found: rules.InForce) -> Agreement:
    """An agreement as it is spoken."""
    endings = [_end(each) for each in found.endings]
    return Agreement(
        row=found.agreement,
        scope=scope,
        in_force=found.interval,
        ending=endings[0] if endings else None,
        endings=endings,
        trace=found.trace,
    )


def _end(found: rules.Ending) -> AgreementEnd:
    return AgreementEnd(
        on=found.on,
        cause=found.cause,
        because=found.because,
        objections=[
            AgreementObjection(clause=clauses.clause(each.clause), message=each.message)
            for each in found.objections
        ],
        trace=found.trace,
    )


def original(scope: Scope, contracts: Contracts, day: date) -> OriginalAgreement:
    """The original agreement of a day as it is spoken."""
    found = contracts.original(day)
    across = rules.counterparty(contracts.notices, day)
    return OriginalAgreement(
        framework=found.framework and agreed(scope, found.framework),
        management_rules=found.management_rules and agreed(scope, found.management_rules),
        counterparty=across.party,
        trace=found.trace + across.trace,
    )


def preceding(found: rules.Precedence) -> ClausePrecedence:
    """A precedence as it is spoken."""
    return ClausePrecedence(
        winner=_clause(found.winner), pairs=[_pair(each) for each in found.pairs], trace=found.trace
    )


def _pair(found: rules.Pair) -> ClausePair:
    return ClausePair(
        first=clauses.clause(found.first),
        second=clauses.clause(found.second),
        winner=_clause(found.winner),
        reason=found.reason,
        trace=found.trace,
    )


def _clause(id_: str | None) -> clauses.Clause | None:
    return None if id_ is None else clauses.clause(id_)


def differing(scope: Scope, found: rules.Mismatch) -> StandingMismatch:
    """A mismatch as it is spoken."""
    return StandingMismatch(
        of=found, scope=scope, kind=found.kind, days=found.interval, trace=found.trace
    )
