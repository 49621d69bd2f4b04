"""Tables of what is asked for and what is to be done."""

from gateway.exchange.columns import Column, Kind, Table
from gateway.exchange.tables.making import account, day, must, words
from graph.model import LinkType, Request, RequestKind, Task, Verdict

ASKED = (
    account("the account that it is about"),
    Column(
        "kind",
        "申请类型",
        Kind.CHOICE,
        "what is asked for",
        "DETACHMENT",
        required=True,
        words=words(RequestKind, "准入", "解除关联", "迁移", "主动退出", "转换"),
    ),
    must(day("applied_on", "申请日", "when", "2018-02-12")),
    Column("ground", "解除事由", Kind.TEXT, "ground of a detachment", "CUSTOMER_REQUEST"),
    Column("other", "对方账号", Kind.ID, "the tier-1 to enter under, or whom to move to", ""),
    Column(
        "link_type",
        "关联类型",
        Kind.CHOICE,
        "how to be linked after a move",
        "AGENCY",
        words=words(LinkType, "代理", "代销"),
    ),
    Column("applied_by", "申请主体", Kind.ID, "the party that applied", "cust:acme"),
)
STEPS = (
    day("approved_on", "批准日", "when Aliyun approved an entry (CA 2.1.1)"),
    day("framework_signed_on", "框架协议签署日", "when FA and MR were signed (CA 2.1.2)"),
    day("city_agreement_on", "城市协议签署日", "when CA was in force (CA 2.1.2)"),
    day("authorised_on", "客户授权日", "when the customer authorised a move"),
    day("no_dispute_confirmed_on", "无争议确认日", "when no dispute was confirmed (CA 2.3.1)"),
    day("confirmed_on", "确认日", "when the other side confirmed (CA 2.3.1)"),
    day("customers_settled_on", "客户安置日", "when the customers were settled (MR 7.2)"),
    day("termination_agreed_on", "终止协议生效日", "when the termination agreement took effect"),
    day("notice_received_on", "通知送达日", "when the partner received the notice", "2018-02-13"),
    day("answered_on", "答复日", "when the partner answered (FA 4.3.1.6)"),
    day("withdrawn_on", "撤回日", "when the applicant withdrew"),
    day("decided_on", "决定日", "when Aliyun decided"),
    Column(
        "verdict",
        "决定",
        Kind.CHOICE,
        "how Aliyun decided",
        "GRANTED",
        words=words(Verdict, "同意", "驳回"),
    ),
    day("effective_on", "申请生效日", "the day asked for"),
    Column(
        "release_city_partners",
        "释放城市服务商",
        Kind.FLAG,
        "whether its city partners are released with it; true when empty",
        "true",
    ),
    Column(
        "end_links",
        "终止关联",
        Kind.FLAG,
        "whether its customers' links end with it; true when empty",
        "true",
    ),
    day("due_marked_on", "到期标记日", "when it was marked as due"),
    day("executed_on", "执行日", "when it was carried out"),
    day("closed_on", "关闭日", "when it lapsed or lost its object"),
    Column("close_cause", "关闭原因", Kind.TEXT, "why", ""),
)

REQUESTS = (
    Table(
        "requests",
        "申请",
        Request,
        "what was asked for which account, and the day of each step (CA 2.3.1, FA 4.3.1.6, MR 7.2)",
        (*ASKED, *STEPS),
        "id",
    ),
    Table(
        "tasks",
        "待办事项",
        Task,
        "duties after an act (FA 8.4.3, MR 7.3.4)",
        (
            account("whose duty"),
            Column(
                "duty", "事项", Kind.TEXT, "what is to be done", "TELL_CUSTOMERS", required=True
            ),
            must(day("since", "起始日", "since when", "2018-03-16")),
            Column("clause", "依据条款", Kind.TEXT, "by which clause", "FA 8.4.3", required=True),
            day("due_on", "截止日", "until when", "2018-03-31"),
            Column("accounts", "涉及账号", Kind.IDS, "the accounts that it is about", "u3 u4"),
            Column("about", "事由编号", Kind.ID, "the fact that it follows from", ""),
            day("done_on", "完成日", "when it was done"),
        ),
        "id",
    ),
)
