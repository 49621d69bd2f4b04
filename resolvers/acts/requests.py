"""Mutations that ask for something: an entry, a detachment, a move, an exit, a conversion."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from msgspec.structs import replace
from strawberry import Private, field

from graph.model import FactId, LinkType, PartyId, RequestKind, Uid
from graph.model import Request as Fact
from graph.rules import refusal
from graph.rules.detachment import Ground
from graph.rules.workflow import StepName
from loaders.acts import Performed
from loaders.acts.requests import Taken, ask
from loaders.scope import Scope
from resolvers.acts.carried import carried_out
from resolvers.acts.done import Act
from resolvers.acts.given import GIVEN, ActInput
from resolvers.context import Asked
from resolvers.refusal import Refused
from resolvers.request import Request
from resolvers.request_list import one

_DAY = "First day on which it is to have effect (期望生效日); as early as it can be if left out."


@strawberry.input(description="What every request takes (申请公共参数).")
class RequestInput(ActInput):
    """Each kind adds what it is about."""

    applied_on: date | None = field(
        default=None, description="Day of the application (申请日); today if left out."
    )
    applied_by: str | None = field(
        default=None, description="The party that applies (申请人), if it is to be on record."
    )
    effective_on: date | None = field(default=None, description=_DAY)


@strawberry.input(description="A partner is to become city partner of a tier-1 (准入申请).")
class RequestCityPartnerEntryInput(RequestInput):
    """Of an ENTRY."""

    city_partner: str = field(description="The partner's account (城市服务商账号 UID).")
    tier1: str = field(description="The tier-1's account (一级服务商账号 UID).")


@strawberry.input(description="A link is to be cut (解除关联申请).")
class RequestDetachmentInput(RequestInput):
    """Of a DETACHMENT, with the papers that came with it."""

    account: str = field(description="The city partner, partner or customer (账号 UID), by ground.")
    ground: Ground = field(description="Why (事由); a voluntary exit has a mutation of its own.")
    no_dispute_confirmed_on: date | None = field(
        default=None, description="Day of the no-dispute letter (无争议确认日), if it came along."
    )
    confirmed_on: date | None = field(
        default=None, description="Day on which the city partner confirmed (确认日), if it has."
    )
    notice_received_on: date | None = field(
        default=None, description="Day on which the notice was received (收到通知日), if it was."
    )
    release_city_partners: bool = field(
        default=True, description="At a tier-1's exit: release its city partners too (Q7, Q30)."
    )
    end_links: bool = field(default=True, description="At an exit: end customer links too (Q8).")


@strawberry.input(description="A customer account is to go to another partner (迁移申请).")
class RequestMoveInput(RequestInput):
    """Of a MOVE."""

    account: str = field(description="The customer account (用户账号 UID).")
    to_partner: str = field(description="The partner that takes it over (转入合作伙伴 UID).")
    type: LinkType | None = field(
        default=None, description="The type of the new link (关联类型); as before if left out."
    )
    authorised_on: date | None = field(
        default=None, description="Day on which the customer authorised it (客户授权日), if it has."
    )


@strawberry.input(description="A partner wants to leave (主动退出申请).")
class RequestExitInput(RequestInput):
    """Of an EXIT."""

    account: str = field(description="The partner's account (合作伙伴账号 UID).")
    notice_received_on: date | None = field(
        default=None,
        description="Day on which Aliyun received its notice of end (收到通知日, FA 8.3.3, Q15).",
    )
    release_city_partners: bool = field(
        default=True, description="Release its city partners the same day (Q7, Q30)."
    )
    end_links: bool = field(default=True, description="End its customer links too (Q8).")


@strawberry.input(description="An unbound resale account is to become an ordinary one (转换申请).")
class RequestConversionInput(RequestInput):
    """Of a CONVERSION."""

    account: str = field(description="The resale account (代销账号 UID).")
    signed_on: date | None = field(
        default=None, description="Day on which the customer signed with Aliyun, if it has."
    )


@strawberry.type(description="A request was made, or taken a step further (申请变更结果).")
class RequestChanged(Act):
    """`of_first` makes it."""

    key: Private[str]

    @field(description="The request (申请) at the new moment.")
    async def request(self) -> Request:
        found = await one(self.scope, self.key)
        assert found is not None  # noqa: S101 (it was written just now)
        return found


def changed(performed: Performed, scope: Scope) -> RequestChanged:
    """The answer to an act about one request, whose fact it names first."""
    key = performed.outcome.rows[0].facts[0]
    return RequestChanged(performed=performed, scope=scope, key=key)


DATED = {
    StepName.CONFIRM: "confirmedOn",
    StepName.CONFIRM_NO_DISPUTE: "noDisputeConfirmedOn",
    StepName.NOTIFY: "noticeReceivedOn",
    StepName.AUTHORISE: "authorisedOn",
    StepName.SIGN_WITH_ALIYUN: "signedOn",
}
"""The field in which a step that was taken already has its day."""

RequestResult: TypeAlias = Annotated[
    RequestChanged | Refused,
    strawberry.union("RequestResult", description="Done (已变更), or refused (拒绝)."),
]
Answer: TypeAlias = RequestChanged | refusal.Refusal


@strawberry.type
class RequestMutations:
    """What is asked for; each request then goes its steps."""

    @strawberry.mutation(
        description=(
            "Ask for the entry of a city partner (申请准入) under a tier-1 (R11, CA 2.1.1). Aliyun"
            " decides, FA, MR and CA are signed, then it is linked."
        ),
        graphql_type=RequestResult,
    )
    async def request_city_partner_entry(
        self, info: Asked, input: Annotated[RequestCityPartnerEntryInput, GIVEN]
    ) -> Answer:
        request = _request(info, input, RequestKind.ENTRY, input.city_partner)
        return await _asked(info, input, replace(request, other=Uid(input.tier1)))

    @strawberry.mutation(
        description=(
            "Ask for a link to be cut (申请解除关联) on a ground (R90, R100–R104, R112). Nothing is"
            " cut yet: the request goes its steps, and `Request.preview` shows what would follow."
        ),
        graphql_type=RequestResult,
    )
    async def request_detachment(
        self, info: Asked, input: Annotated[RequestDetachmentInput, GIVEN]
    ) -> Answer:
        request = replace(
            _request(info, input, RequestKind.DETACHMENT, input.account),
            ground=input.ground.value,
            release_city_partners=input.release_city_partners,
            end_links=input.end_links,
        )
        steps = {
            StepName.CONFIRM: input.confirmed_on,
            StepName.CONFIRM_NO_DISPUTE: input.no_dispute_confirmed_on,
            StepName.NOTIFY: input.notice_received_on,
        }
        return await _asked(info, input, request, steps)

    @strawberry.mutation(
        description=(
            "Ask for a customer account to go to another partner (申请迁移), or to be linked by"
            " another type (R16, Q17). It waits for the customer's authorisation, unless that is"
            " on record."
        ),
        graphql_type=RequestResult,
    )
    async def request_move(self, info: Asked, input: Annotated[RequestMoveInput, GIVEN]) -> Answer:
        request = replace(
            _request(info, input, RequestKind.MOVE, input.account),
            other=Uid(input.to_partner),
            link_type=input.type,
        )
        return await _asked(info, input, request, {StepName.AUTHORISE: input.authorised_on})

    @strawberry.mutation(
        description=(
            "Ask for a partner to leave (申请主动退出): a month ahead, with its customers settled"
            " and a termination agreement in effect (R89, MR 7.2, Q15)."
        ),
        graphql_type=RequestResult,
    )
    async def request_exit(self, info: Asked, input: Annotated[RequestExitInput, GIVEN]) -> Answer:
        request = replace(
            _request(info, input, RequestKind.EXIT, input.account),
            release_city_partners=input.release_city_partners,
            end_links=input.end_links,
        )
        return await _asked(info, input, request, {StepName.NOTIFY: input.notice_received_on})

    @strawberry.mutation(
        description=(
            "Ask for an unbound resale account to become an ordinary one (申请转换), which it does"
            " when the customer signs with Aliyun (R110, Q9, FA 8.4.3)."
        ),
        graphql_type=RequestResult,
    )
    async def request_conversion(
        self, info: Asked, input: Annotated[RequestConversionInput, GIVEN]
    ) -> Answer:
        request = _request(info, input, RequestKind.CONVERSION, input.account)
        return await _asked(info, input, request, {StepName.SIGN_WITH_ALIYUN: input.signed_on})


def _request(info: Asked, given: RequestInput, kind: RequestKind, uid: str) -> Fact:
    return Fact(
        id=FactId(""),
        account=Uid(uid),
        kind=kind,
        applied_on=given.applied_on or info.context.today,
        applied_by=PartyId(given.applied_by) if given.applied_by else None,
        effective_on=given.effective_on,
        source=given.source,
    )


async def _asked(
    info: Asked,
    given: RequestInput,
    request: Fact,
    steps: dict[StepName, date | None] | None = None,
) -> Answer:
    """Made with the steps that were taken already, in their order."""
    given_on = [(name, on) for name, on in (steps or {}).items() if on is not None]
    taken = [Taken(name, on, path=DATED[name]) for name, on in given_on]
    return await carried_out(info, given, ask(request, taken), changed)
