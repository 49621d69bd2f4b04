"""Mutations of partners and accounts: standing, entry, conversion, registration, names."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import field

from graph.model import (
    Account,
    Condition,
    FactId,
    Party,
    PartyId,
    PartyKind,
    Standing,
    Uid,
    cite,
)
from loaders.acts.corrections import rename
from loaders.acts.partners import Entry, admit, convert, lose_standing
from loaders.acts.records import record
from resolvers.acts.carried import carried_out, carried_out_rows
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.links import ManyAnswer, RowsResult
from resolvers.acts.rows import RowsInput, counted
from resolvers.acts.written import FactsAnswer, FactsResult, FactsWritten
from resolvers.context import Asked

STANDING = cite(rules=("R10", "R11"), clauses=("FA 3.3.2",))
REGISTERED = cite(rules=("R10",), clauses=("FA 2.1.5",))


@strawberry.input(description="An account to be registered (待登记账号).")
class AccountRow:
    """Made an `Account`, and its owner's `Party` where a name or a kind of it is given."""

    uid: str = field(description="The account's uid (账号 UID).")
    name: str = field(default="", description="Its name (账号名称).")
    external_id: str | None = field(default=None, description="Its number in your books (编号).")
    owner: str = field(description="Its party (所属主体编号).")
    owner_name: str | None = field(
        default=None, description="The party's name (主体名称), for one that is new."
    )
    owner_kind: PartyKind = field(
        default=PartyKind.COMPANY, description="What the party is (主体类型), for one that is new."
    )

    def facts(self, source: str) -> list[Party | Account]:
        """The account, behind its owner if that one is described."""
        account = Account(
            id=FactId(self.uid),
            owner=PartyId(self.owner),
            name=self.name,
            external_id=self.external_id,
            source=source,
        )
        if self.owner_name is None:
            return [account]
        kind, name = self.owner_kind, self.owner_name
        return [Party(id=FactId(self.owner), kind=kind, name=name, source=source), account]


@strawberry.input(description="Register accounts (登记账号).")
class RegisterAccountsInput(RowsInput):
    """Up to a thousand rows."""

    rows: list[AccountRow] = field(description="1 to 1,000 accounts (行).")


@strawberry.input(description="Rename an account (账号改名).")
class RenameAccountInput(ActInput):
    """A new name for one account."""

    account: str = field(description="The account (账号 UID).")
    name: str = field(description="Its new name (新名称); empty takes the name away.")
    expected_version: int | None = field(
        default=None, description="The version that you have seen (预期版本)."
    )


@strawberry.input(description="Record a partner's standing (合作伙伴身份).")
class RecordStandingInput(ActInput):
    """Made a `Standing`."""

    account: str = field(description="The partner's account (账号 UID).")
    effective_on: date | None = field(
        default=None, description="First day of the standing (生效日); today if left out."
    )
    until: date | None = field(
        default=None, description="First day outside it (截止日，不含); open if left out."
    )


@strawberry.input(description="Record that a partner loses its standing (丧失身份).")
class RecordStandingLossInput(ActInput):
    """The standing ends; what hangs below is for a detachment to say."""

    account: str = field(description="The partner's account (账号 UID).")
    effective_on: date | None = field(
        default=None,
        description="First day without standing (丧失日), as the notice states; today if left out.",
    )
    cause: str = field(
        default="OTHER",
        description="Why (原因): EXPIRED, EXPELLED, VOLUNTARY, MUTUAL, RELEASED or OTHER.",
    )
    expected_version: int | None = field(
        default=None, description="The version of the standing that you have seen (预期版本)."
    )


@strawberry.input(description="Admit a city partner under its tier-1 (城市服务商准入).")
class AdmitCityPartnerInput(ActInput):
    """The dated steps of an entry (R11); or the request that has them."""

    city: str = field(description="The city partner's account (城市服务商账号 UID).")
    tier1: str = field(description="The tier-1's account (一级服务商账号 UID).")
    applied_on: date = field(description="Day of the application through the tier-1 (申请日).")
    approved_on: date = field(description="Day of Aliyun's approval (批准日).")
    framework_signed_on: date = field(description="Day on which FA and MR were signed (签约日).")
    city_agreement_on: date = field(
        description="Day from which the city agreement is in force (城市协议生效日, CA 3.1, Q26)."
    )
    effective_on: date | None = field(
        default=None,
        description="First day under the tier-1 (关联日); the city agreement's if left out.",
    )


@strawberry.input(description="Convert or close an unbound resale account (代销账号转换).")
class ConvertResaleAccountInput(ActInput):
    """Made an `AccountCondition`."""

    account: str = field(description="The account (账号 UID).")
    into: Condition = field(
        default=Condition.CONVERTED, description="CONVERTED, or CLOSED (转换、注销)."
    )
    effective_on: date | None = field(
        default=None, description="The day of it (转换日); today if left out."
    )


@strawberry.type
class PartnerMutations:
    """Accounts, and the partners among them."""

    @strawberry.mutation(
        description="Register up to 1,000 accounts with their owners (登记账号) in one commit.",
        graphql_type=RowsResult,
    )
    async def register_accounts(
        self, info: Asked, input: Annotated[RegisterAccountsInput, GIVEN]
    ) -> ManyAnswer:
        rows = [row.facts(input.source) for row in counted(input.rows)]
        act = record(rows, REGISTERED, best_effort=input.best_effort)
        return await carried_out_rows(info, input, act, [Uid(row.uid) for row in input.rows])

    @strawberry.mutation(
        description="Rename an account (账号改名); earlier names stay on record.",
        graphql_type=FactsResult,
    )
    async def rename_account(
        self, info: Asked, input: Annotated[RenameAccountInput, GIVEN]
    ) -> FactsAnswer:
        act = rename(Uid(input.account), input.name, input.expected_version)
        return await carried_out(info, input, act, FactsWritten.of)

    @strawberry.mutation(
        description="Record a partner's standing with Aliyun (合作伙伴身份, FA 3.3.2).",
        graphql_type=FactsResult,
    )
    async def record_standing(
        self, info: Asked, input: Annotated[RecordStandingInput, GIVEN]
    ) -> FactsAnswer:
        day = input.effective_on or info.context.today
        fact = Standing(
            id=FactId(""),
            account=Uid(input.account),
            valid_from=day,
            valid_to=input.until,
            source=input.source,
        )
        return await carried_out(info, input, record([[fact]], STANDING), FactsWritten.of, day)

    @strawberry.mutation(
        description=(
            "Record that a partner loses its standing (丧失身份) on a day (R90, MR 7.3.1). City"
            " partners and customers stay until they are released or ended (Q7, Q8): see"
            " `executeDetachment`."
        ),
        graphql_type=FactsResult,
    )
    async def record_standing_loss(
        self, info: Asked, input: Annotated[RecordStandingLossInput, GIVEN]
    ) -> FactsAnswer:
        day = input.effective_on or info.context.today
        act = lose_standing(Uid(input.account), day, input.cause, input.expected_version)
        return await carried_out(info, input, act, FactsWritten.of, day)

    @strawberry.mutation(
        description=(
            "Admit a city partner under its tier-1 (城市服务商准入) once every step was taken (R11,"
            " CA 2.1): it gets its standing if it has none, and its tier link."
        ),
        graphql_type=FactsResult,
    )
    async def admit_city_partner(
        self, info: Asked, input: Annotated[AdmitCityPartnerInput, GIVEN]
    ) -> FactsAnswer:
        steps = (
            input.applied_on,
            input.approved_on,
            input.framework_signed_on,
            input.city_agreement_on,
        )
        day = input.effective_on or input.city_agreement_on
        entry = Entry(Uid(input.city), Uid(input.tier1), *steps, day, input.source)
        return await carried_out(info, input, admit(entry), FactsWritten.of, day)

    @strawberry.mutation(
        description=(
            "Convert an unbound resale account to an ordinary one, or close it (代销账号转换, R110,"
            " Q9, FA 8.4.3)."
        ),
        graphql_type=FactsResult,
    )
    async def convert_resale_account(
        self, info: Asked, input: Annotated[ConvertResaleAccountInput, GIVEN]
    ) -> FactsAnswer:
        day = input.effective_on or info.context.today
        act = convert(Uid(input.account), day, input.into, input.source)
        return await carried_out(info, input, act, FactsWritten.of, day)
