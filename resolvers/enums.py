"""The enums of the model and the rules, each value described for those who ask the schema."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import TypeVar, cast

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from graph.model import Cause, Condition, LinkType, PartyKind
from graph.rules.below import Kind
from graph.rules.lifecycle import Identity, Lifecycle
from graph.rules.lineage import Role

E = TypeVar("E", bound=Enum)


def spoken(kind: type[E], description: str, values: Mapping[E, str], name: str = "") -> type[E]:
    """Make an enum part of the schema; KeyError where a value is left undescribed."""
    strawberry.enum(kind, name=name or kind.__name__, description=description)
    definition = cast("StrawberryEnumDefinition", vars(kind)["__strawberry_definition__"])
    for value in definition.values:
        value.description = values[kind(value.value)]
    return kind


class Currency(StrEnum):
    """The one currency."""

    CNY = "CNY"


class Truncation(StrEnum):
    """Why a walk or a search stopped before its end."""

    DEPTH_LIMIT = "DEPTH_LIMIT"
    PAGE_LIMIT = "PAGE_LIMIT"
    SCAN_LIMIT = "SCAN_LIMIT"


spoken(Currency, "The currency of an amount (币种).", {Currency.CNY: "Yuan renminbi (人民币)."})
spoken(
    PartyKind,
    "What a legal entity (主体) is.",
    {
        PartyKind.ALIYUN: "Aliyun (阿里云), the creditor and the root of the hierarchy.",
        PartyKind.COMPANY: "A company (公司).",
        PartyKind.PERSON: "A natural person (个人).",
    },
)
spoken(
    LinkType,
    "How a customer account hangs from its partner (关联类型); it never changes in a link (I7).",
    {
        LinkType.AGENCY: "Agency (代理): an independent member of the platform (FA 3.4.3.1).",
        LinkType.RESALE: "Resale (代销): exists only with the partner's account (FA 3.4.3.2).",
    },
)
spoken(
    Cause,
    "What an obligation (债务) arose from.",
    {
        Cause.TRANSACTION: "A trade of the account (交易).",
        Cause.ACT: "An act of the account (行为).",
        Cause.DISPUTE: "A dispute about the account (纠纷).",
        Cause.PARTNER_BREACH: "A breach by the partner (合作伙伴违约).",
        Cause.PENALTY: "A penalty (违约金).",
    },
)
spoken(
    Condition,
    "A recorded condition of an account (账号状况, Q9).",
    {
        Condition.FROZEN: "Purchases are frozen (冻结).",
        Condition.CONVERTED: "Converted to an ordinary account (已转换).",
        Condition.CLOSED: "Closed (已注销).",
    },
)
spoken(
    Role,
    "What an account is in the hierarchy on a day (角色); derived, never stored.",
    {
        Role.ALIYUN: "Aliyun (阿里云), the root.",
        Role.TIER1: "Tier-1 provider (一级服务商): a partner with a city partner below it.",
        Role.CITY_PARTNER: "City partner (城市服务商): a partner below a tier-1.",
        Role.PARTNER: "Partner (合作伙伴) without a city partner below it.",
        Role.CUSTOMER: "Customer account (合作伙伴用户账号) linked to a partner.",
        Role.UNLINKED: "Account without standing and without a link (无关联).",
    },
)
spoken(
    Lifecycle,
    "State of an account (账号状态, Q9).",
    {
        Lifecycle.ACTIVE: "In use (正常).",
        Lifecycle.PENDING_CONVERSION: "A resale account unbound and not yet converted (待转换).",
        Lifecycle.CONVERTED: "Converted to an ordinary account (已转换).",
        Lifecycle.CLOSED: "Closed (已注销).",
        Lifecycle.FROZEN: "Purchases are frozen (冻结).",
    },
)
spoken(
    Identity,
    "Whether an account stands on its own (独立身份).",
    {
        Identity.INDEPENDENT: "On its own (独立): agency and ordinary accounts (FA 3.4.3.1).",
        Identity.DEPENDENT: "Only with its partner's account (依附): resale (FA 3.4.3.2).",
    },
)
spoken(
    Kind,
    "What stands directly below an account (下级类型).",
    {
        Kind.CITY_PARTNER: "City partners (城市服务商) below a tier-1.",
        Kind.CUSTOMER: "Customer accounts (合作伙伴用户账号) linked to a partner.",
        Kind.PARTNER: "Partners (合作伙伴) with standing, directly below Aliyun.",
    },
    name="ChildKind",
)
spoken(
    Truncation,
    "Why there is more than was given (截断原因).",
    {
        Truncation.DEPTH_LIMIT: "Accounts stand below the depth that was asked for (层级限制).",
        Truncation.PAGE_LIMIT: "The page is full (页已满); go on with `after: endCursor`.",
        Truncation.SCAN_LIMIT: "Enough accounts were looked at for one question (扫描上限).",
    },
)
