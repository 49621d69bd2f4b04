"""Mutations of what was agreed: agreements with Aliyun, and what customers let partners do."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import field

from graph.model import Agreement, Authorisation, FactId, PartyId, Uid, cite
from loaders.acts.found import Named
from loaders.acts.proceeding import carry_on, end
from loaders.acts.records import record
from resolvers.acts.carried import carried_out
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.written import FactsAnswer, FactsResult, FactsWritten, maybe_yuan
from resolvers.agreement_enums import AgreementKind, EndCause
from resolvers.authorised import AuthorisedAct
from resolvers.context import Asked

AGREED = cite(rules=("R04", "R07"), clauses=("CA 1.1", "FA 2.1.11"))
CARRIED_ON = cite(rules=("R81", "R82"), clauses=("FA 3.2.2", "FA 8.3.2"))
AUTHORISED = cite(rules=("R16",), clauses=("FA 3.4.2.4", "MR 3.5.2"))


@strawberry.input(description="Record an agreement with Aliyun (记录协议).")
class RecordAgreementInput(ActInput):
    """Made an `Agreement`; one of its first three days is needed (FA 2.1.11)."""

    id: str = field(description="Your own id (协议编号).")
    party: str = field(description="The party (签约主体编号) that agreed it with Aliyun.")
    kind: AgreementKind = field(description="Which text was agreed (协议类型).")
    edition: str = field(default="", description="Which form of it (版本).")
    signed_on: date | None = field(default=None, description="Day of the party's seal (签署日).")
    sealed_on: date | None = field(default=None, description="Day of Aliyun's seal (盖章日, Q26).")
    agreed_from: date | None = field(
        default=None, description="The day agreed as its first (约定生效日)."
    )
    term_end: date | None = field(default=None, description="Last day of its term (期满日, R80).")
    replaces: str | None = field(
        default=None, description="The earlier agreement (原协议编号) that it replaces (R06)."
    )
    amount: str | None = field(
        default=None, description="The total in yuan (合同总额) that it names, if any (IP 2, Q27)."
    )

    def agreement(self) -> Agreement:
        """The fact; INVALID_ARGUMENT when the amount is none."""
        return Agreement(
            id=FactId(self.id),
            party=PartyId(self.party),
            kind=self.kind,
            edition=self.edition,
            signed_on=self.signed_on,
            sealed_on=self.sealed_on,
            agreed_from=self.agreed_from,
            term_end=self.term_end,
            replaces=None if self.replaces is None else FactId(self.replaces),
            fen=maybe_yuan(self.amount),
            source=self.source,
        )


@strawberry.input(description="Record what came of an agreement (协议进展).")
class RecordAgreementStepInput(ActInput):
    """What is not known yet is left out."""

    agreement: str = field(description="The agreement (协议编号).")
    signed_on: date | None = field(default=None, description="Day of the party's seal (签署日).")
    sealed_on: date | None = field(default=None, description="Day of Aliyun's seal (盖章日).")
    renewal_agreed_on: date | None = field(
        default=None, description="Day on which the will to renew was agreed (续约意向日, Q24)."
    )
    effective_on: date | None = field(
        default=None, description="First day after an early end (提前终止日); needs `endCause`."
    )
    end_cause: EndCause | None = field(default=None, description="Why it ended early (终止原因).")
    expected_version: int | None = field(
        default=None, description="The version that you have seen (预期版本)."
    )


@strawberry.input(description="Record a customer's authorisation (记录授权).")
class RecordAuthorisationInput(ActInput):
    """Made an `Authorisation`; the document it is in is its `source`."""

    id: str = field(default="", description="Your own id (授权编号); one is made if left out.")
    account: str = field(description="The customer's account (客户账号 UID).")
    partner: str = field(description="The partner (合作伙伴账号 UID) that may act.")
    act: AuthorisedAct = field(description="What it may do (授权事项).")
    effective_on: date | None = field(
        default=None, description="First day (生效日); today if left out."
    )
    until: date | None = field(
        default=None, description="First day after it (截止日，不含); open if left out."
    )


@strawberry.input(description="End a customer's authorisation (终止授权).")
class EndAuthorisationInput(ActInput):
    """Of one that is open."""

    account: str = field(description="The customer's account (客户账号 UID).")
    id: str = field(description="The authorisation (授权编号).")
    effective_on: date | None = field(
        default=None, description="First day without it (终止日); today if left out."
    )
    expected_version: int | None = field(
        default=None, description="The version that you have seen (预期版本)."
    )


@strawberry.type
class AgreedMutations:
    """Agreements and authorisations."""

    @strawberry.mutation(
        description=(
            "Record an agreement with Aliyun (记录协议): framework, city partner, rules, integrity,"
            " termination. When it is in force follows (R04, R07, R80)."
        ),
        graphql_type=FactsResult,
    )
    async def record_agreement(
        self, info: Asked, input: Annotated[RecordAgreementInput, GIVEN]
    ) -> FactsAnswer:
        act = record([[input.agreement()]], AGREED)
        return await carried_out(info, input, act, FactsWritten.of)

    @strawberry.mutation(
        description=(
            "Record what came of an agreement (协议进展): a seal, the will to renew (R81, Q24), an"
            " early end (R82-R86, R92). What is recorded already is corrected by correctFact."
        ),
        graphql_type=FactsResult,
    )
    async def record_agreement_step(
        self, info: Asked, input: Annotated[RecordAgreementStepInput, GIVEN]
    ) -> FactsAnswer:
        steps = {
            "signed_on": input.signed_on,
            "sealed_on": input.sealed_on,
            "renewal_agreed_on": input.renewal_agreed_on,
            "ended_on": input.effective_on,
            "end_cause": None if input.end_cause is None else input.end_cause.value,
        }
        named = Named(Agreement, FactId(input.agreement))
        act = carry_on(named, steps, input.expected_version, CARRIED_ON, input.source)
        return await carried_out(info, input, act, FactsWritten.of)

    @strawberry.mutation(
        description="Record what a customer lets a partner do on its account (记录授权, R16).",
        graphql_type=FactsResult,
    )
    async def record_authorisation(
        self, info: Asked, input: Annotated[RecordAuthorisationInput, GIVEN]
    ) -> FactsAnswer:
        allowed = Authorisation(
            id=FactId(input.id),
            account=Uid(input.account),
            partner=Uid(input.partner),
            act=input.act,
            valid_from=input.effective_on or info.context.today,
            valid_to=input.until,
            source=input.source,
        )
        return await carried_out(info, input, record([[allowed]], AUTHORISED), FactsWritten.of)

    @strawberry.mutation(
        description="End a customer's authorisation (终止授权, R16); what it covered stays so.",
        graphql_type=FactsResult,
    )
    async def end_authorisation(
        self, info: Asked, input: Annotated[EndAuthorisationInput, GIVEN]
    ) -> FactsAnswer:
        named = Named(Authorisation, FactId(input.id), input.account)
        on = input.effective_on or info.context.today
        act = end(named, on, input.expected_version, AUTHORISED)
        return await carried_out(info, input, act, FactsWritten.of)
