"""Tables of what partners reached, what became of their fees, and notes."""

from gateway.exchange.columns import Column, Kind, Table
from gateway.exchange.tables.making import account, amount, day, must, words
from graph.model import Assessment, FeeMove, FeeStep, Note

RECORDS = (
    Table(
        "assessments",
        "季度考核",
        Assessment,
        "what partners reached in a quarter (MR 4.2, 7.1.1)",
        (
            account("the partner's account", "合作伙伴账号"),
            Column("quarter", "季度", Kind.QUARTER, "which quarter", "2018-Q1", required=True),
            Column("new_customers", "新增客户数", Kind.COUNT, "customers won", "7", required=True),
            Column("minimum", "最低要求", Kind.COUNT, "the minimum set", "10", required=True),
        ),
        "account",
    ),
    Table(
        "fee_steps",
        "服务费步骤",
        FeeStep,
        "steps in the settlement of service fees (MR 5.2)",
        (
            account("the partner's account", "合作伙伴账号"),
            Column(
                "month",
                "服务费月份",
                Kind.MONTH,
                "the fee of which month",
                "2018-03",
                required=True,
            ),
            Column(
                "move",
                "步骤",
                Kind.CHOICE,
                "what happened",
                "NOTIFIED",
                required=True,
                words=words(FeeMove, "已通知", "已开票", "发票退回", "已支付", "有争议", "已丧失"),
            ),
            must(day("stepped_on", "步骤日", "when", "2018-04-13", "on")),
            amount("the amount in yuan, where it has one", "1070.00", required=False),
        ),
        "account",
    ),
    Table(
        "notes",
        "备注",
        Note,
        "what somebody wrote beside an account, a party or a fact; nothing follows from it",
        (
            Column("subject", "备注对象", Kind.ID, "beside what", "acme", required=True),
            Column("text", "备注", Kind.TEXT, "the note", "Prefers telephone.", required=True),
        ),
        "subject",
    ),
)
