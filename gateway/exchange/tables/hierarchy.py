"""Tables of who there is and who stands above whom."""

from gateway.exchange.columns import Column, Kind, Table
from gateway.exchange.tables.making import FROM, TO, account, words
from graph.model import (
    Account,
    AccountCondition,
    Condition,
    Link,
    LinkType,
    Party,
    PartyKind,
    Standing,
    TierLink,
)

HIERARCHY = (
    Table(
        "parties",
        "主体",
        Party,
        "legal entities",
        (
            Column("id", "主体编号", Kind.ID, "the party's id", "cust:acme", required=True),
            Column("name", "名称", Kind.TEXT, "its name", "Acme Paper Ltd."),
            Column(
                "kind",
                "主体类型",
                Kind.CHOICE,
                "what it is; COMPANY when empty",
                "COMPANY",
                words=words(PartyKind, "阿里云", "公司", "个人"),
            ),
        ),
        "id",
    ),
    Table(
        "accounts",
        "账号",
        Account,
        "accounts of the platform; their roles follow from the other tables",
        (
            Column("uid", "账号", Kind.ID, "its uid", "acme", required=True, field="id"),
            Column("owner", "所属主体", Kind.ID, "id of its party", "cust:acme", required=True),
            Column("name", "账号名称", Kind.TEXT, "its name", "acme-main"),
            Column("external_id", "外部编号", Kind.TEXT, "its number in your books", "K-20331"),
        ),
        "uid",
    ),
    Table(
        "standings",
        "合作伙伴身份",
        Standing,
        "PARTNER standing of an account (FA 3.3.2)",
        (
            account("the partner's account"),
            FROM,
            TO,
            Column(
                "end_cause",
                "终止原因",
                Kind.TEXT,
                "EXPIRED, EXPELLED, VOLUNTARY, MUTUAL, RELEASED or OTHER",
                "EXPIRED",
            ),
        ),
        "account",
    ),
    Table(
        "tier_links",
        "城市服务商关系",
        TierLink,
        "city partners under their tier-1 (CA 1.4)",
        (
            account("the city partner's account", "城市服务商账号", "city"),
            account("the tier-1's account", "一级服务商账号", "tier1"),
            FROM,
            TO,
        ),
        "city",
    ),
    Table(
        "links",
        "关联关系",
        Link,
        "customer accounts under a partner (FA 2.1.6)",
        (
            account("the customer's account", "用户账号"),
            account("the partner's account", "合作伙伴账号", "partner"),
            Column(
                "type",
                "关联类型",
                Kind.CHOICE,
                "agency or resale (FA 3.4.3)",
                "AGENCY",
                required=True,
                words=words(LinkType, "代理", "代销"),
            ),
            FROM,
            TO,
        ),
        "account",
    ),
    Table(
        "conditions",
        "账号状态",
        AccountCondition,
        "frozen, converted and closed accounts",
        (
            account("the account"),
            Column(
                "condition",
                "状态",
                Kind.CHOICE,
                "what it is",
                "CONVERTED",
                required=True,
                words=words(Condition, "冻结", "已转换", "已关闭"),
            ),
            FROM,
            TO,
        ),
        "account",
    ),
)
