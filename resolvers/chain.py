"""The root field `liabilityChain`: from a debt to everyone who answers, to be drawn (R40–R50)."""

from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET, Private, field

from graph import clauses as texts
from graph import model
from graph.model import FactId, PartyId, Uid
from graph.rules import chain as rules
from graph.rules.chain import Place, Tie
from graph.rules.claims import Liability
from resolvers import answers, seen
from resolvers.clause import Clause
from resolvers.context import Asked
from resolvers.enums import spoken
from resolvers.fact import Fact
from resolvers.interval import Interval
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.obligor import cited
from resolvers.seen import MaybeAccount, MaybeParty
from resolvers.trace import Trace
from resolvers.verdicts import ObligorRole

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.party import Party

spoken(
    Place,
    "What stands at a node of a liability chain (节点类型); of an account the highest it was.",
    {
        Place.OBLIGATION: "The debt (债务).",
        Place.ACCOUNT: "An account without standing (账号).",
        Place.PARTNER: "A partner's account (合作伙伴账号).",
        Place.CITY_PARTNER: "A city partner's account (城市服务商账号).",
        Place.TIER1: "The account of a tier-1 above a city partner (一级服务商账号).",
        Place.PARTY: "A party that answers (责任主体).",
    },
    name="ChainNodeKind",
)
spoken(
    Tie,
    "What an edge of a liability chain rests on (连线类型).",
    {
        Tie.OWES: "The debt arose under this account (债务归属).",
        Tie.LINK: "The account was linked to this partner (关联关系, R40, R41).",
        Tie.FORMER_LINK: "It had been, and was not converted yet (已解除未转换, Q9).",
        Tie.TIER_LINK: "The city partner stood under this tier-1 (城市服务商关联, R45).",
        Tie.ANSWERS: "Its owner answers through this account (承担责任).",
    },
    name="ChainEdgeKind",
)


@strawberry.type(description="A node of a liability chain (节点).")
class ChainNode:
    """`_node` makes it."""

    scope: Private[Scope]
    kind: Place = field(description="What stands there (节点类型).")
    id: strawberry.ID = field(description="Its id in the chain (节点编号): stable.")
    key: str = field(description="Its own id (编号): of the debt, the account's uid, the party's.")
    depth: int = field(
        description="The layer to draw it in (层): the fewest edges before it on a path."
    )

    @field(description="The account (账号), where one stands there.", graphql_type=MaybeAccount)
    async def account(self) -> "Account | None":
        uid = None if self.kind in {Place.OBLIGATION, Place.PARTY} else Uid(self.key)
        return await seen.maybe(self.scope, uid)

    @field(description="The party (主体), where one stands there.", graphql_type=MaybeParty)
    async def party(self) -> "Party | None":
        id_ = PartyId(self.key) if self.kind is Place.PARTY else None
        return await seen.maybe_party(self.scope, id_)


@strawberry.type(description="An edge of a liability chain (连线), away from the debt.")
class ChainEdge:
    """`_edge` makes it."""

    id: strawberry.ID = field(description="Its id in the chain (连线编号): stable.")
    kind: Tie = field(description="What it rests on (连线类型).")
    source: strawberry.ID = field(description="The node it begins at (起点): `ChainNode.id`.")
    target: strawberry.ID = field(description="The node it leads to (终点): `ChainNode.id`.")
    days: list[model.Interval] = field(
        description="The days of the debt that go by it (适用期间).", graphql_type=list[Interval]
    )
    interval: model.Interval | None = field(
        description="The days on which the link has effect (关联有效期间); null without a link.",
        graphql_type=Interval | None,
    )
    fact: model.Fact | None = field(
        description="The link (所依关联), where it rests on one.", graphql_type=Fact | None
    )
    role: ObligorRole | None = field(description="How the owner answers (责任形式), of ANSWERS.")
    amount: Money | None = field(
        description="For how much (金额), of ANSWERS: a claim on the whole, not to be summed (R51)."
    )
    outstanding: Money | None = field(description="Of it, what is not settled yet (未清偿).")
    clauses: list[texts.Clause] = field(
        description="By which clauses (条款), of ANSWERS.", graphql_type=list[Clause]
    )
    requires_tier1_agreement: bool = field(
        description="Whether the tier-1's own contract must be looked at too (需核对协议, Q11)."
    )


@strawberry.type(description="One way from the debt to a party that answers (路径).")
class ChainPath:
    """`_path` makes it."""

    role: ObligorRole = field(description="How the party at its end answers (责任形式).")
    nodes: list[strawberry.ID] = field(description="From the debt to the party (节点), by id.")
    edges: list[strawberry.ID] = field(description="The edges between them (连线), by id.")
    days: list[model.Interval] = field(
        description="The days of the debt that go this way (适用期间).",
        graphql_type=list[Interval],
    )


@strawberry.type(description="From a debt to everyone who answers for it (责任链), to be drawn.")
class LiabilityChain:
    """`_chain` makes it."""

    nodes: list[ChainNode] = field(description="Everything on a path (节点), each once.")
    edges: list[ChainEdge] = field(description="The steps between (连线), each once.")
    paths: list[ChainPath] = field(description="Every way there is (路径).")
    amount: Money = field(description="The whole debt (总额).")
    outstanding: Money = field(description="What is still owed (未清偿), once (R51).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


def _chain(scope: Scope, debt: Liability, found: rules.Chain) -> LiabilityChain:
    return LiabilityChain(
        nodes=[_node(scope, each) for each in found.nodes],
        edges=[_edge(each) for each in found.edges],
        paths=[_path(each) for each in found.paths],
        amount=money(debt.fen),
        outstanding=money(debt.outstanding),
        trace=debt.trace,
    )


def _node(scope: Scope, node: rules.Node) -> ChainNode:
    return ChainNode(
        scope=scope,
        kind=node.place,
        id=strawberry.ID(node.id),
        key=node.key,
        depth=node.depth,
    )


def _edge(edge: rules.Edge) -> ChainEdge:
    effect, answer = edge.effect, edge.answer
    return ChainEdge(
        id=strawberry.ID(edge.id),
        kind=edge.tie,
        source=strawberry.ID(edge.source),
        target=strawberry.ID(edge.target),
        days=list(edge.days),
        interval=effect and effect.interval,
        fact=effect and effect.fact,
        role=answer and answer.role,
        amount=answer and money(answer.fen),
        outstanding=answer and money(answer.outstanding),
        clauses=cited(answer.clauses if answer else ()),
        requires_tier1_agreement=answer is not None and answer.requires_tier1_agreement,
    )


def _path(path: rules.Path) -> ChainPath:
    return ChainPath(
        role=path.role,
        nodes=[strawberry.ID(each) for each in path.nodes],
        edges=[strawberry.ID(each) for each in path.edges],
        days=list(path.days),
    )


@strawberry.type
class ChainQueries:
    """The root field `liabilityChain`."""

    @field(
        description=(
            "From a debt to everyone who answers for it (责任链): nodes and edges as a page draws"
            " them, and every path. Null if the debt does not exist, was not known, or had not"
            " arisen by the day."
        )
    )
    async def liability_chain(
        self,
        info: Asked,
        obligation: Annotated[
            strawberry.ID, strawberry.argument(description="The debt (债务编号).")
        ],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> LiabilityChain | None:
        scope = scope_of(info, as_of, known_at, readings)
        found = await answers.chain_of(scope, FactId(obligation))
        return None if found is None else _chain(scope, *found)
