"""Tables of what is agreed, allowed, charged, secured and notified."""

from gateway.exchange.columns import Column, Kind, Table
from gateway.exchange.tables.making import FROM, TO, account, amount, day, must, party, words
from graph.model import (
    Agreement,
    AgreementKind,
    Authorisation,
    AuthorisedAct,
    DepositEntry,
    DepositMove,
    Notice,
    NoticeKind,
    Violation,
    ViolationClass,
    ViolationOutcome,
)

AGREEMENTS = Table(
    "agreements",
    "协议",
    Agreement,
    "texts agreed with a party, and the days that put them in force (FA 2.1.11, CA 3.1)",
    (
        party("the party that agreed"),
        Column(
            "kind",
            "协议类型",
            Kind.CHOICE,
            "which text",
            "FA",
            required=True,
            words=words(
                AgreementKind,
                "合作伙伴框架协议",
                "城市服务商协议",
                "管理规范",
                "诚信特别约定",
                "终止协议",
            ),
        ),
        Column("edition", "版本名称", Kind.TEXT, "which edition of the text", "2018-01"),
        day("signed_on", "签署日", "when the party signed", "2018-01-05"),
        day("sealed_on", "盖章日", "when Aliyun sealed", "2018-01-08"),
        day("agreed_from", "约定生效日", "the day agreed for it to be in force from"),
        day("term_end", "期满日", "last day of its term", "2018-03-31"),
        day("renewal_agreed_on", "续约意向日", "when it was agreed to go on (FA 3.2.3)"),
        day("ended_on", "提前终止日", "first day after an early end"),
        Column("end_cause", "终止原因", Kind.TEXT, "why it ended early", ""),
        Column("replaces", "替代协议编号", Kind.ID, "the agreement that it replaces", ""),
        amount("the total that the text names, in yuan (IP 2)", "", required=False),
    ),
    "id",
)
AUTHORISATIONS = Table(
    "authorisations",
    "客户授权",
    Authorisation,
    "what customers let a partner do on their account (FA 3.4.2.4, 4.2.3.6)",
    (
        account("the customer's account", "用户账号"),
        account("the partner's account", "合作伙伴账号", "partner"),
        Column(
            "act",
            "授权行为",
            Kind.CHOICE,
            "what it may do",
            "MANAGE",
            required=True,
            words=words(AuthorisedAct, "管理", "转移", "付款", "退款", "更改资料"),
        ),
        FROM,
        TO,
    ),
    "account",
)
VIOLATIONS = Table(
    "violations",
    "违规",
    Violation,
    "violations charged to a party, and their proceedings (MR 6.1, 6.2, 6.4.1)",
    (
        party("the party that is charged"),
        Column(
            "class",
            "违规类别",
            Kind.CHOICE,
            "how grave it is found to be",
            "CLASS_2",
            required=True,
            field="rank",
            words=words(ViolationClass, "一类", "二类"),
        ),
        Column(
            "clause", "违规条款", Kind.TEXT, "code of the catalogue", "MR 6.2.7.3", required=True
        ),
        day("acted_on", "行为日", "when it was done", "2018-02-01"),
        day("reported_on", "举报日", "when it was reported", "2018-02-05"),
        day("noticed_on", "通知送达日", "when the party received the notice", "2018-02-07"),
        day("replied_on", "申辩日", "when it replied"),
        Column(
            "outcome",
            "认定结果",
            Kind.CHOICE,
            "what Aliyun found",
            "ESTABLISHED",
            words=words(ViolationOutcome, "成立", "不成立"),
        ),
        day("decided_on", "认定日", "when it was found", "2018-02-12"),
        day("counted_on", "计次日", "from when it counts, if not from the finding"),
        Column("obligation", "债务编号", Kind.ID, "the debt that it caused", ""),
        Column("words", "行为描述", Kind.TEXT, "what was done, where no code says it", ""),
        Column("reported_by", "举报主体", Kind.ID, "the party that reported it (MR 6.4.3)", ""),
        Column("evidence", "证据", Kind.TEXT, "what the report rests on", ""),
    ),
    "id",
)
DEPOSIT_ENTRIES = Table(
    "deposit_entries",
    "保证金流水",
    DepositEntry,
    "movements of deposits, and what was set off in their stead (FA 3.5, MR 6.3)",
    (
        party("whose deposit"),
        Column(
            "move",
            "流水类型",
            Kind.CHOICE,
            "what moved it",
            "PAID",
            required=True,
            words=words(DepositMove, "缴纳", "补足", "扣除", "预付款抵扣", "服务费抵扣", "退还"),
        ),
        amount("how much in yuan, positive", "5000.00"),
        must(day("entered_on", "发生日", "when", "2018-01-10", "on")),
        day("noticed_on", "通知送达日", "when the party received the notice to top up (FA 3.5.3)"),
        Column("about", "事由编号", Kind.ID, "the violation or debt that it was taken for", ""),
        Column("agreement", "协议编号", Kind.ID, "the agreement that it secures", ""),
    ),
    "id",
)
NOTICES = Table(
    "notices",
    "书面通知",
    Notice,
    "written notices to and from a party",
    (
        party("the party that it went to, or that gave it to Aliyun"),
        Column(
            "kind",
            "通知类型",
            Kind.CHOICE,
            "what it says",
            "TOP_UP",
            required=True,
            words=words(
                NoticeKind,
                *("解除协议", "违约", "立即终止", "身份终止", "补足保证金", "违规", "客户申请"),
                *("规范修订", "不可抗力", "政策变化", "服务费", "权利转让"),
            ),
        ),
        must(day("received_on", "送达日", "when it was received", "2018-02-12")),
        day("sent_on", "发出日", "when it was sent"),
        day("stated_on", "载明日", "the day stated in it"),
        Column("about", "事由编号", Kind.ID, "the fact that it is about", ""),
        amount("the amount stated in it, in yuan", "3200.00", required=False),
        Column("sender", "发出主体", Kind.ID, "the party that gave it; Aliyun when empty", ""),
    ),
    "id",
)

PAPERS = (AGREEMENTS, AUTHORISATIONS, VIOLATIONS, DEPOSIT_ENTRIES, NOTICES)
