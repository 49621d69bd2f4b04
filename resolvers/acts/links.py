"""Mutations of customer links: link, end, move, one account or up to a thousand (R13, R16, R17)."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from strawberry import field

from graph import model
from graph.model import LinkType, Uid
from graph.rules import refusal
from graph.rules.linking import Begin, Leave, Move
from loaders.acts import links
from resolvers.acts.carried import carried_out, carried_out_rows
from resolvers.acts.changed import AboutAccount, links_written
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.rows import RowsDone, RowsInput, RowsRefused, SomeRefused, counted
from resolvers.context import Asked
from resolvers.held import Held
from resolvers.link import Link
from resolvers.refusal import Refused

_ACCOUNT = "The customer account (用户账号 UID)."
_VERSION = "The version of the link that you have seen (预期版本); refused if there is a newer one."


@strawberry.input(description="A customer account to be linked (待关联账号).")
class LinkRow:
    """Made a `Begin`."""

    account: str = field(description=_ACCOUNT)
    partner: str = field(description="The partner's account (合作伙伴账号 UID).")
    type: LinkType = field(description="Agency or resale (代理、代销); it never changes in a link.")
    effective_on: date | None = field(
        default=None, description="First day of the link (生效日); today in Shanghai if left out."
    )
    until: date | None = field(
        default=None, description="First day outside it (截止日，不含); open if left out."
    )


@strawberry.input(description="A customer link to be ended (待解除关联).")
class EndRow:
    """Made a `Leave`."""

    account: str = field(description=_ACCOUNT)
    effective_on: date | None = field(
        default=None,
        description="First day on which it is linked no longer (解除日); today if left out.",
    )
    expected_version: int | None = field(default=None, description=_VERSION)


@strawberry.input(description="A customer account to be moved (待转移账号).")
class MoveRow:
    """Made a `Move`."""

    account: str = field(description=_ACCOUNT)
    to_partner: str = field(description="The partner that takes it over (转入合作伙伴 UID).")
    type: LinkType | None = field(
        default=None, description="The type of the new link (关联类型); as before if left out."
    )
    effective_on: date | None = field(
        default=None, description="First day of the new link (转移日); today if left out."
    )
    expected_version: int | None = field(default=None, description=_VERSION)


@strawberry.input(description="Link a customer account to a partner (关联账号).")
class LinkCustomerAccountInput(ActInput, LinkRow):
    """One row."""


@strawberry.input(description="End the link of a customer account (解除关联).")
class EndCustomerLinkInput(ActInput, EndRow):
    """One row."""


@strawberry.input(description="Move a customer account to another partner (转移账号).")
class MoveCustomerAccountInput(ActInput, MoveRow):
    """One row."""


@strawberry.input(description="Link customer accounts to partners (批量关联).")
class LinkCustomerAccountsInput(RowsInput):
    """Up to a thousand rows."""

    rows: list[LinkRow] = field(description="1 to 1,000 accounts (行).")


@strawberry.input(description="End the links of customer accounts (批量解除).")
class EndCustomerLinksInput(RowsInput):
    """Up to a thousand rows."""

    rows: list[EndRow] = field(description="1 to 1,000 accounts (行).")


@strawberry.input(description="Move customer accounts to other partners (批量转移).")
class MoveCustomerAccountsInput(RowsInput):
    """Up to a thousand rows."""

    rows: list[MoveRow] = field(description="1 to 1,000 accounts (行).")


@strawberry.type(description="A customer's link was changed (关联变更结果).")
class CustomerLinkChanged(AboutAccount):
    """Of a link that began, one that ended, or both."""

    @field(description="The links (关联关系) that it ended or began.", graphql_type=list[Link])
    async def links(self) -> list[Held[model.Link]]:
        return await links_written(self)


CustomerLinkResult: TypeAlias = Annotated[
    CustomerLinkChanged | Refused,
    strawberry.union("CustomerLinkResult", description="Done (已变更), or refused (拒绝)."),
]
RowsResult: TypeAlias = Annotated[
    RowsDone | RowsRefused | Refused,
    strawberry.union("RowsResult", description="Done (已变更), or refused whole (批量拒绝)."),
]
OneAnswer: TypeAlias = CustomerLinkChanged | refusal.Refusal
ManyAnswer: TypeAlias = RowsDone | SomeRefused | refusal.Refusal


@strawberry.type
class LinkMutations:
    """Links between customers and partners."""

    @strawberry.mutation(
        description=(
            "Link a customer account to a partner (关联账号) from a day on, past or future (R13,"
            " FA 3.4.1.2). Refused where it is linked already, is a partner, or the partner has no"
            " standing."
        ),
        graphql_type=CustomerLinkResult,
    )
    async def link_customer_account(
        self, info: Asked, input: Annotated[LinkCustomerAccountInput, GIVEN]
    ) -> OneAnswer:
        row = _begin(input, info)
        act = links.begin([row], input.source)
        return await carried_out(info, input, act, CustomerLinkChanged.about(row.account), row.on)

    @strawberry.mutation(
        description=(
            "End the link of a customer account (解除关联) from a day on (FA 4.3.2). A resale"
            " account then waits for its conversion (Q9)."
        ),
        graphql_type=CustomerLinkResult,
    )
    async def end_customer_link(
        self, info: Asked, input: Annotated[EndCustomerLinkInput, GIVEN]
    ) -> OneAnswer:
        row = _leave(input, info)
        act = links.leave([row])
        return await carried_out(info, input, act, CustomerLinkChanged.about(row.account), row.on)

    @strawberry.mutation(
        description=(
            "Move a customer account to another partner, or to another type of link (转移账号),"
            " from a day on, without a gap. The customer has to have authorised it (R16, Q17,"
            " MR 6.2.7.3)."
        ),
        graphql_type=CustomerLinkResult,
    )
    async def move_customer_account(
        self, info: Asked, input: Annotated[MoveCustomerAccountInput, GIVEN]
    ) -> OneAnswer:
        row = _move(input, info)
        act = links.move([row], input.source)
        return await carried_out(info, input, act, CustomerLinkChanged.about(row.account), row.on)

    @strawberry.mutation(
        description="Link up to 1,000 customer accounts to partners (批量关联) in one commit.",
        graphql_type=RowsResult,
    )
    async def link_customer_accounts(
        self, info: Asked, input: Annotated[LinkCustomerAccountsInput, GIVEN]
    ) -> ManyAnswer:
        rows = [_begin(row, info) for row in counted(input.rows)]
        act = links.begin(rows, input.source, best_effort=input.best_effort)
        return await carried_out_rows(info, input, act, [row.account for row in rows])

    @strawberry.mutation(
        description="End the links of up to 1,000 customer accounts (批量解除) in one commit.",
        graphql_type=RowsResult,
    )
    async def end_customer_links(
        self, info: Asked, input: Annotated[EndCustomerLinksInput, GIVEN]
    ) -> ManyAnswer:
        rows = [_leave(row, info) for row in counted(input.rows)]
        act = links.leave(rows, best_effort=input.best_effort)
        return await carried_out_rows(info, input, act, [row.account for row in rows])

    @strawberry.mutation(
        description="Move up to 1,000 customer accounts (批量转移) in one commit.",
        graphql_type=RowsResult,
    )
    async def move_customer_accounts(
        self, info: Asked, input: Annotated[MoveCustomerAccountsInput, GIVEN]
    ) -> ManyAnswer:
        rows = [_move(row, info) for row in counted(input.rows)]
        act = links.move(rows, input.source, best_effort=input.best_effort)
        return await carried_out_rows(info, input, act, [row.account for row in rows])


def _begin(row: LinkRow, info: Asked) -> Begin:
    on = row.effective_on or info.context.today
    return Begin(Uid(row.account), Uid(row.partner), row.type, on, row.until)


def _leave(row: EndRow, info: Asked) -> Leave:
    on = row.effective_on or info.context.today
    return Leave(Uid(row.account), on, row.expected_version)


def _move(row: MoveRow, info: Asked) -> Move:
    on = row.effective_on or info.context.today
    return Move(Uid(row.account), Uid(row.to_partner), on, row.type, row.expected_version)
