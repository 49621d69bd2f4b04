"""Tables of cash paid and of debts."""

from gateway.exchange.columns import Column, Kind, Table
from gateway.exchange.tables.making import account, amount, words
from graph.model import Cause, Finding, Obligation, Payment, Settlement

MONEY = (
    Table(
        "payments",
        "付款",
        Payment,
        "cash paid on an account, and refunds of it (MR 3.5.2)",
        (
            Column("id", "付款编号", Kind.ID, "the payment's id; a digest when empty", "p-1"),
            account("the account it was paid on"),
            Column(
                "paid_at",
                "支付时间",
                Kind.INSTANT,
                "when it was paid",
                "2018-03-15T23:59:59",
                required=True,
            ),
            amount("cash in yuan, without vouchers; a refund is negative", "300.00"),
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
            amount("what is owed in yuan", "12000.00"),
            Column(
                "cause",
                "债务原因",
                Kind.CHOICE,
                "what it arose from; TRANSACTION when empty",
                "TRANSACTION",
                words=words(Cause, "交易", "行为", "纠纷", "伙伴违约", "违约金"),
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
            amount("how much in yuan", "4000.00"),
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
