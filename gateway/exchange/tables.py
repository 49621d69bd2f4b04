"""The tables and their columns: the one definition that files, errors and the documentation follow.

A world keeps each kind of fact under its table's name (`World.links` is `links.csv`).
"""

from collections.abc import Mapping
from enum import StrEnum

from gateway.exchange.columns import Column, Kind, Table
from graph.model import (
    Account,
    AccountCondition,
    Cause,
    Condition,
    Finding,
    Link,
    LinkType,
    Obligation,
    Party,
    PartyKind,
    Payment,
    Settlement,
    Standing,
    TierLink,
)


def _words(kind: type[StrEnum], *chinese: str) -> Mapping[str, object]:
    members = list(kind)
    return {each.value: each for each in members} | dict(zip(chinese, members, strict=True))


FROM = Column(
    "valid_from", "生效日", Kind.DAY, "first day on which it holds", "2018-01-10", required=True
)
TO = Column(
    "valid_to", "终止日", Kind.DAY, "first day on which it holds no longer; empty = open", ""
)


def _account(meaning: str, chinese: str = "账号", name: str = "account") -> Column:
    return Column(name, chinese, Kind.ID, meaning, "acme", required=True)


def _amount(meaning: str, example: str, *, required: bool = True) -> Column:
    return Column("amount", "金额", Kind.AMOUNT, meaning, example, required=required, field="fen")


TABLES = (
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
                words=_words(PartyKind, "阿里云", "公司", "个人"),
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
            _account("the partner's account"),
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
            _account("the city partner's account", "城市服务商账号", "city"),
            _account("the tier-1's account", "一级服务商账号", "tier1"),
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
            _account("the customer's account", "用户账号"),
            _account("the partner's account", "合作伙伴账号", "partner"),
            Column(
                "type",
                "关联类型",
                Kind.CHOICE,
                "agency or resale (FA 3.4.3)",
                "AGENCY",
                required=True,
                words=_words(LinkType, "代理", "代销"),
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
            _account("the account"),
            Column(
                "condition",
                "状态",
                Kind.CHOICE,
                "what it is",
                "CONVERTED",
                required=True,
                words=_words(Condition, "冻结", "已转换", "已关闭"),
            ),
            FROM,
            TO,
        ),
        "account",
    ),
    Table(
        "payments",
        "付款",
        Payment,
        "cash paid on an account, and refunds of it (MR 3.5.2)",
        (
            Column("id", "付款编号", Kind.ID, "the payment's id; a digest when empty", "p-1"),
            _account("the account it was paid on"),
            Column(
                "paid_at",
                "支付时间",
                Kind.INSTANT,
                "when it was paid",
                "2018-03-15T23:59:59",
                required=True,
            ),
            _amount("cash in yuan, without vouchers; a refund is negative", "300.00"),
            Column("product", "产品", Kind.TEXT, "what for", "compute"),
            Column(
                "fee_eligible",
                "计入服务费",
                Kind.FLAG,
                "whether it counts for the service fee; true when empty",
                "true",
            ),
            Column(
                "voucher_amount",
                "代金券金额",
                Kind.AMOUNT,
                "yuan paid by voucher beside the cash",
                "0.00",
                field="voucher_fen",
            ),
            Column("consumed_from", "使用开始日", Kind.DAY, "first day of use", ""),
            Column("consumed_to", "使用结束日", Kind.DAY, "first day after the use", ""),
            Column("refund_of", "退款原付款编号", Kind.ID, "the payment that it gives back", ""),
        ),
        "id",
    ),
    Table(
        "obligations",
        "债务",
        Obligation,
        "debts to the platform, each of one account or one party",
        (
            Column("id", "债务编号", Kind.ID, "the debt's id", "o-1", required=True),
            Column("account", "账号", Kind.ID, "the account that owes, or", "acme"),
            Column("party", "债务主体", Kind.ID, "the party that owes", ""),
            Column(
                "occurred_from",
                "发生日",
                Kind.DAY,
                "first day on which it arose",
                "2018-03-10",
                required=True,
            ),
            Column(
                "occurred_to", "发生截止日", Kind.DAY, "first day after; empty = a single day", ""
            ),
            _amount("what is owed in yuan", "12000.00"),
            Column(
                "cause",
                "债务原因",
                Kind.CHOICE,
                "what it arose from; TRANSACTION when empty",
                "TRANSACTION",
                words=_words(Cause, "交易", "行为", "纠纷", "伙伴违约", "违约金"),
            ),
        ),
        "id",
    ),
    Table(
        "settlements",
        "清偿",
        Settlement,
        "what was paid on a debt",
        (
            Column("obligation", "债务编号", Kind.ID, "the debt's id", "o-1", required=True),
            Column("by", "清偿主体", Kind.ID, "the party that paid", "harbor", required=True),
            Column(
                "settled_on", "清偿日", Kind.DAY, "when", "2018-04-01", required=True, field="on"
            ),
            _amount("how much in yuan", "4000.00"),
        ),
        "obligation",
    ),
    Table(
        "findings",
        "管理认定",
        Finding,
        "findings on bad management behind a debt (CA 1.3, 1.4)",
        (
            Column("obligation", "债务编号", Kind.ID, "the debt's id", "o-1", required=True),
            Column("party", "被认定主体", Kind.ID, "who managed", "harbor", required=True),
            Column("mismanaged", "管理不善", Kind.FLAG, "whether badly", "true", required=True),
            Column("found_on", "认定日", Kind.DAY, "when", "2018-04-20", required=True),
        ),
        "obligation",
    ),
)

TABLE_OF = {table.fact: table for table in TABLES}
"""The table of each kind of fact."""
