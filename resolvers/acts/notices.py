"""The mutation that records a notice: of a request, or to a party at large."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from strawberry import Private, field

from graph import model
from graph.model import FactId, NoticeKind, PartyId
from graph.rules import refusal
from graph.rules.workflow import StepName
from loaders import acts
from loaders.acts import Performed
from loaders.acts.notices import record
from loaders.acts.requests import Taken, take
from loaders.scope import Scope
from resolvers.acts.carried import carried_out
from resolvers.acts.done import Act
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.written import maybe_yuan
from resolvers.context import Asked
from resolvers.errors import invalid
from resolvers.notice import Notice, noticed
from resolvers.refusal import Refused
from resolvers.request import Request
from resolvers.request_list import one


@strawberry.input(description="A written notice and its receipt (登记通知).")
class RecordNoticeInput(ActInput):
    """Of a request (`request`), or to a party (`party` and `kind`)."""

    received_on: date = field(description="The day it was received (收到日).")
    request: str | None = field(
        default=None, description="The request (申请编号) whose period begins with the receipt."
    )
    party: str | None = field(
        default=None, description="The party it is to, or from (主体编号); without `request`."
    )
    kind: NoticeKind | None = field(
        default=None, description="What it says (通知类型); without `request`."
    )
    sent_on: date | None = field(default=None, description="The day it was sent (发出日).")
    stated_on: date | None = field(default=None, description="The day stated in it (载明日期).")
    about: str | None = field(
        default=None, description="The id of the fact it is about (事实编号)."
    )
    amount: str | None = field(default=None, description="The amount it names, in yuan (金额).")
    from_party: bool = field(
        default=False, description="Whether the party gave it to Aliyun (由主体发出)."
    )
    expected_version: int | None = field(
        default=None, description="The version of the request that you have seen (预期版本)."
    )


@strawberry.type(description="A notice was recorded (通知登记结果).")
class NoticeRecorded(Act):
    """`recorded` makes it."""

    fact: Private[model.Notice]
    key: Private[str | None]

    @field(description="The notice (通知).")
    def notice(self) -> Notice:
        return noticed(self.scope, self.fact)

    @field(description="The request (申请) that it takes further, if it is of one.")
    async def request(self) -> Request | None:
        return None if self.key is None else await one(self.scope, self.key)


NoticeResult: TypeAlias = Annotated[
    NoticeRecorded | Refused,
    strawberry.union("NoticeResult", description="Done (已登记), or refused (拒绝)."),
]


@strawberry.type
class NoticeMutations:
    """Notices."""

    @strawberry.mutation(
        description=(
            "Record that a written notice was received (登记通知): of a request, whose period then"
            " runs (FA 4.3.1.6, MR 7.3.1, R90, R112), or to a party at large, such as of the end of"
            " its agreement (FA 8.3.3, R83) or to top up its deposit (FA 3.5.3, R62)."
        ),
        graphql_type=NoticeResult,
    )
    async def record_notice(
        self, info: Asked, input: Annotated[RecordNoticeInput, GIVEN]
    ) -> NoticeRecorded | refusal.Refusal:
        return await carried_out(info, input, _act(input), recorded)


def recorded(performed: Performed, scope: Scope) -> NoticeRecorded:
    """The answer to an act that wrote one notice."""
    fact = next(each for each in performed.opened if isinstance(each, model.Notice))
    request = next((each.id for each in performed.opened if isinstance(each, model.Request)), None)
    return NoticeRecorded(performed=performed, scope=scope, fact=fact, key=request)


def _act(given: RecordNoticeInput) -> acts.Act:
    if given.request is not None:
        return _of_request(FactId(given.request), given)
    if given.party is None or given.kind is None:
        raise invalid("a request, or a party and a kind", (given.party, given.kind))
    party = PartyId(given.party)
    notice = model.Notice(
        id=FactId(""),
        party=party,
        kind=given.kind,
        received_on=given.received_on,
        sent_on=given.sent_on,
        stated_on=given.stated_on,
        about=FactId(given.about) if given.about else None,
        fen=maybe_yuan(given.amount),
        sender=party if given.from_party else None,
        source=given.source,
    )
    return record(notice)


def _of_request(id_: FactId, given: RecordNoticeInput) -> acts.Act:
    """The request tells to whom the notice goes and what it says."""
    for name in ("party", "kind", "about", "amount"):
        if getattr(given, name) is not None:
            raise invalid(f"no {name} beside a request, which tells it", getattr(given, name))
    step = Taken(
        StepName.NOTIFY, given.received_on, sent_on=given.sent_on, stated_on=given.stated_on
    )
    return take(id_, step, given.expected_version, given.source)
