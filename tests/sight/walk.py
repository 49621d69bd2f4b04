"""Every root field, every argument that names something, and every field below them."""

import json
from functools import cache
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from gateway.documents.execution import core
from resolvers.node import global_id
from resolvers.schema import schema

Given = dict[str, Any]

MONTHS = ("2018-02", "2018-03", "2018-04")

NEEDED = {"knownBefore": "2018-04-20T00:00:00Z"}
"""What fields below a root can't be asked without."""


def roots() -> dict[str, GraphQLField]:
    """Every root field of a query."""
    kind = core(schema).query_type
    assert kind is not None
    return kind.fields


def selection(field: GraphQLField, depth: int) -> str:
    """All that can be asked below a field, in braces."""
    named = get_named_type(field.type)
    return "" if is_leaf_type(named) else f"{{ {_selected(named, depth)} }}"


@cache
def _selected(kind: Any, depth: int) -> str:
    if isinstance(kind, GraphQLObjectType):
        fields = (_field(kind, name, each, depth) for name, each in kind.fields.items())
        return " ".join(["__typename", *fields])
    assert isinstance(kind, GraphQLInterfaceType | GraphQLUnionType)
    options = core(schema).get_possible_types(kind)
    parts = [f"... on {each.name} {{ {_selected(each, depth)} }}" for each in options]
    return " ".join(["__typename", *parts])


def _field(kind: GraphQLObjectType, name: str, field: GraphQLField, depth: int) -> str:
    needs = [arg for arg, each in field.args.items() if is_required_argument(each)]
    passed = ", ".join(f"{arg}: {json.dumps(NEEDED[arg])}" for arg in needs)
    named = get_named_type(field.type)
    alias = f"{kind.name}_{name}: {name}" + (f"({passed})" if needs else "")
    if is_leaf_type(named):
        return alias
    return "" if depth == 1 else f"{alias} {{ {_selected(named, depth - 1)} }}"


def accounts(x: str) -> list[str]:
    """The accounts of a tenant."""
    return [f"{x}{each}" for each in ("top", "city", "own", "far", "sold")]


def parties(x: str) -> list[str]:
    """The parties of a tenant."""
    return [f"{x}corp", f"{x}urb", f"{x}owner", f"{x}distant", f"cust:{x}sold"]


def facts(x: str) -> list[str]:
    """Facts of a tenant of every kind that a field takes by id."""
    names = ("o1", "o2", "o3", "fa1", "ca1", "v1", "v2", "r1", "r2", "p1", "t1", "n1", "note1")
    return [f"{x}{each}" for each in names]


def given(name: str, x: str) -> list[Given]:
    """The arguments that a root field is tried with, of what belongs to a tenant."""
    each_account = [{"uid": uid} for uid in accounts(x)]
    each_party = [{"party": id_} for id_ in parties(x)]
    by_id = [{"id": id_} for id_ in facts(x)]
    several: dict[str, list[Given]] = {
        "node": [{"id": each} for each in _nodes(x)],
        "nodes": [{"ids": _nodes(x)}],
        "account": each_account,
        "party": [{"id": id_} for id_ in parties(x)],
        "accounts": [
            {"search": x},
            {"search": f"{x}-ext"},
            {"search": "Top"},
            *({"filter": {"partner": uid}} for uid in accounts(x)[:2]),
            {"filter": {"tier1": f"{x}top"}},
        ],
        "hierarchy": [{"root": uid} for uid in accounts(x)],
        "attribution": each_account,
        "performanceStatement": [
            {"partner": uid, "month": month} for uid in accounts(x)[:3] for month in MONTHS
        ],
        "performancePeriod": [{"partner": uid, "period": "2018-Q1"} for uid in accounts(x)[:3]],
        "serviceFee": [{"partner": uid, "month": "2018-03"} for uid in accounts(x)[:3]],
        "serviceFees": [
            {"partner": uid, "firstMonth": "2018-02", "lastMonth": "2018-04"}
            for uid in accounts(x)[:3]
        ],
        "purchaseDiscount": [{"uid": uid, "product": f"{x}product"} for uid in accounts(x)],
        "liability": [*each_account, *({"obligation": id_} for id_ in facts(x)[:3])],
        "obligation": by_id,
        "liabilityChain": [{"obligation": id_} for id_ in facts(x)[:3]],
        "exposure": [{"parties": [id_]} for id_ in parties(x)],
        "exposures": [{}, {"orderBy": "CONTINGENT"}, {"orderBy": "GROSS", "over": 1}],
        "violations": each_party,
        "violation": by_id,
        "penalty": [{**each, "class": "CLASS_2"} for each in each_party],
        "integrityPenalty": [{**each, "benefit": 100} for each in each_party],
        "deposit": each_party,
        "setOff": [
            {**each, "amount": 100, "cause": "LOSS", "prepayment": 0} for each in each_party
        ],
        "agreements": each_party,
        "agreement": by_id,
        "originalAgreement": each_party,
        "ruleVersion": each_party,
        "standingMismatches": each_party,
        "authorised": [
            {"account": f"{x}far", "partner": f"{x}city", "act": "MANAGE"},
            {"account": "aafar", "partner": f"{x}city", "act": "MANAGE"},
        ],
        "linkTypeChange": [{"account": uid, "type": "RESALE"} for uid in accounts(x)],
        "assessment": [{"account": uid} for uid in accounts(x)],
        "exitOptions": [{"account": uid} for uid in accounts(x)],
        "survivingDuties": each_party,
        "directContract": [
            {"input": {"account": uid, "ground": "CUSTOMER_OFFER"}} for uid in accounts(x)
        ],
        "detachmentPreview": [
            {"input": {"uid": uid, "ground": ground, "on": "2018-06-01"}}
            for uid in accounts(x)
            for ground in ("STANDING_LOST", "OTHER_GROUNDS", "CUSTOMER_REQUEST")
        ],
        "request": by_id,
        "requests": [{"account": uid} for uid in accounts(x)],
        "agenda": each_party,
        "changes": [{"subject": id_} for id_ in (*accounts(x), *parties(x), *facts(x))],
    }
    return several.get(name, [])


def _nodes(x: str) -> list[str]:
    return [
        *(global_id("Account", uid) for uid in accounts(x)),
        *(global_id("Party", id_) for id_ in parties(x)),
        *(global_id("Request", id_) for id_ in facts(x)),
    ]


UNNAMED: dict[str, list[Given]] = {
    "accounts": [{}],
    "hierarchy": [{}, {"depth": 1}],
    "performanceStatement": [{"month": month} for month in MONTHS],
    "performancePeriod": [{"period": "2018-02/2018-04"}],
    "feeCalendar": [{"month": "2018-03"}],
    "requests": [{}, {"state": "EXECUTED"}, {"waitingFor": "ALIYUN"}],
    "changes": [{}, {"kinds": ["LINK_RECORDED", "PAYMENT_RECORDED"]}],
    "webhooks": [{}],
    "revision": [{}],
    "readings": [{}],
    "clauses": [{"text": "link"}],
}
"""What can be asked without naming anybody."""

OF_NOBODY = {
    "violationCatalogue": "a list of the rules",
    "lossShares": "sums what it is given",
    "precedence": "is about clauses",
    "customerData": "looks at what it is given",
    "eligibility": "looks at what it is given",
    "periods": "is about clauses",
    "deadline": "counts days",
    "clause": "is a clause",
    "compareReadings": "asks other root fields again: see `compared`",
}
"""Root fields that tell of no fact, and why."""
