"""The schema: all that can be asked, put together from one class of root fields a subject."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from resolvers.account_queries import AccountQueries
from resolvers.account_search import AccountSearchQueries
from resolvers.acts.agreed import AgreedMutations
from resolvers.acts.charged import ChargedMutations
from resolvers.acts.corrections import CorrectionMutations
from resolvers.acts.detaching import DetachmentMutations
from resolvers.acts.importing import ImportMutations
from resolvers.acts.links import LinkMutations
from resolvers.acts.money import MoneyMutations
from resolvers.acts.noted import NotedMutations
from resolvers.acts.notices import NoticeMutations
from resolvers.acts.partners import PartnerMutations
from resolvers.acts.request_steps import RequestStepMutations
from resolvers.acts.requests import RequestMutations
from resolvers.acts.webhooks import WebhookMutations
from resolvers.agenda import AgendaQueries
from resolvers.agreement_queries import AgreementQueries
from resolvers.attribution import AttributionQueries
from resolvers.authorised import AuthorisedQueries
from resolvers.chain import ChainQueries
from resolvers.change_queries import ChangeQueries
from resolvers.clause_queries import ClauseQueries
from resolvers.comparison import ComparisonQueries
from resolvers.deadline import DeadlineQueries
from resolvers.deposit_queries import DepositQueries
from resolvers.detachment import DetachmentQueries
from resolvers.direct_contract import DirectContractQueries
from resolvers.exposure import ExposureQueries
from resolvers.fault import FaultQueries
from resolvers.fee_calendar import FeeCalendarQueries
from resolvers.fee_market import DiscountQueries
from resolvers.fee_queries import FeeQueries
from resolvers.hierarchy import HierarchyQueries
from resolvers.leaving import LeavingQueries
from resolvers.level import LevelQueries
from resolvers.liability import LiabilityQueries
from resolvers.node_queries import NodeQueries
from resolvers.obligation import ObligationQueries
from resolvers.period import PeriodQueries
from resolvers.request_queries import RequestQueries
from resolvers.revision import RevisionQueries
from resolvers.scalars import SCALARS
from resolvers.statement import StatementQueries
from resolvers.subscription.accounts import AccountSubscriptions
from resolvers.subscription.changes import ChangeSubscriptions
from resolvers.subscription.requests import RequestSubscriptions
from resolvers.sweep import SweepQueries
from resolvers.violation_queries import ViolationQueries
from resolvers.webhook import WebhookQueries


@strawberry.type(description="All that can be asked (查询).")
class Query(
    NodeQueries,
    AccountQueries,
    AccountSearchQueries,
    HierarchyQueries,
    AttributionQueries,
    StatementQueries,
    PeriodQueries,
    FeeQueries,
    FeeCalendarQueries,
    DiscountQueries,
    LiabilityQueries,
    ObligationQueries,
    ChainQueries,
    ExposureQueries,
    SweepQueries,
    ViolationQueries,
    FaultQueries,
    DepositQueries,
    AgreementQueries,
    AuthorisedQueries,
    LevelQueries,
    LeavingQueries,
    DirectContractQueries,
    DetachmentQueries,
    RequestQueries,
    DeadlineQueries,
    AgendaQueries,
    ComparisonQueries,
    ClauseQueries,
    ChangeQueries,
    WebhookQueries,
    RevisionQueries,
):
    """One base class a subject, in the order in which the fields are printed."""


@strawberry.type(description="All that can be changed (变更); every change is safe to send again.")
class Mutation(
    LinkMutations,
    DetachmentMutations,
    PartnerMutations,
    RequestMutations,
    RequestStepMutations,
    NoticeMutations,
    AgreedMutations,
    MoneyMutations,
    ChargedMutations,
    NotedMutations,
    ImportMutations,
    CorrectionMutations,
    WebhookMutations,
):
    """One base class a subject, in the order in which the fields are printed."""


@strawberry.type(description="All that is told as it happens (订阅), over a connection that stays.")
class Subscription(AccountSubscriptions, RequestSubscriptions, ChangeSubscriptions):
    """One base class a subject, in the order in which the fields are printed."""


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS),
)


def sdl() -> str:
    """The schema as text, ending in a line break; `schema.graphql` holds it."""
    return schema.as_str().rstrip() + "\n"
