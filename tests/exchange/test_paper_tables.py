"""Papers as rows: read in English and Chinese, with ids of their own, and told where bad."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model import (
    AgreementKind,
    DepositMove,
    FeeMove,
    LinkType,
    NoticeKind,
    RequestKind,
    Verdict,
    ViolationClass,
    ViolationOutcome,
)
from tests.exchange.folders import batch, exported, files, ladder, problems, written

D = date(2018, 3, 1)

ENGLISH = {
    "agreements.csv": "party,kind,signed_on,term_end,amount\nc1,FA,2018-03-01,2018-03-31,1000\n",
    "authorisations.csv": "account,partner,act,valid_from\nu3,c1,PAY,2018-03-01\n",
    "violations.csv": (
        "party,class,clause,reported_on,outcome,decided_on\n"
        "c1,CLASS_2,MR 6.2.7.3,2018-03-01,ESTABLISHED,2018-03-05\n"
    ),
    "deposit_entries.csv": "party,move,amount,entered_on,about\nc1,DEDUCTED,20.00,2018-03-01,v1\n",
    "notices.csv": "party,kind,received_on,sender\nc1,TOP_UP,2018-03-01,\n",
    "requests.csv": (
        "account,kind,applied_on,other,link_type,decided_on,verdict,end_links\n"
        "u3,MOVE,2018-03-01,c2,RESALE,2018-03-05,GRANTED,no\n"
    ),
    "tasks.csv": 'account,duty,since,clause,accounts\nc1,TELL,2018-03-01,FA 8.4.3,u3 "u 4"\n',
    "assessments.csv": "account,quarter,new_customers,minimum\nc1,2018-Q1,0,10\n",
    "fee_steps.csv": "account,month,move,stepped_on,amount\nt1,2018-03,PAID,2018-04-25,9\n",
    "notes.csv": "subject,text\nu3,one\nu3,two\n",
}
CHINESE = {
    "agreements.csv": (
        "主体,协议类型,签署日,期满日,金额\nc1,合作伙伴框架协议,2018-03-01,2018-03-31,1000\n"
    ),
    "authorisations.csv": "用户账号,合作伙伴账号,授权行为,生效日\nu3,c1,付款,2018-03-01\n",
    "violations.csv": (
        "主体,违规类别,违规条款,举报日,认定结果,认定日\n"
        "c1,二类,MR 6.2.7.3,2018-03-01,成立,2018-03-05\n"
    ),
    "deposit_entries.csv": "主体,流水类型,金额,发生日,事由编号\nc1,扣除,20.00,2018-03-01,v1\n",
    "notices.csv": "主体,通知类型,送达日,发出主体\nc1,补足保证金,2018-03-01,\n",
    "requests.csv": (
        "账号,申请类型,申请日,对方账号,关联类型,决定日,决定,终止关联\n"
        "u3,迁移,2018-03-01,c2,代销,2018-03-05,同意,否\n"
    ),
    "tasks.csv": '账号,事项,起始日,依据条款,涉及账号\nc1,TELL,2018-03-01,FA 8.4.3,u3 "u 4"\n',
    "assessments.csv": "合作伙伴账号,季度,新增客户数,最低要求\nc1,2018-Q1,0,10\n",
    "fee_steps.csv": "合作伙伴账号,服务费月份,步骤,步骤日,金额\nt1,2018-03,已支付,2018-04-25,9\n",
    "notes.csv": "备注对象,备注\nu3,one\nu3,two\n",
}
SAID: dict[str, dict[str, object]] = {
    "agreement:c1:FA:2018-03-01": {"kind": AgreementKind.FA, "fen": 100_000, "sealed_on": None},
    "authorisation:u3:c1:PAY:2018-03-01": {"valid_from": D, "valid_to": None},
    "violation:c1:MR 6.2.7.3:2018-03-01": {
        "rank": ViolationClass.CLASS_2,
        "outcome": ViolationOutcome.ESTABLISHED,
        "decided_on": date(2018, 3, 5),
    },
    "deposit:c1:DEDUCTED:2018-03-01:v1": {"move": DepositMove.DEDUCTED, "fen": 2000, "on": D},
    "notice:c1:TOP_UP:2018-03-01": {"kind": NoticeKind.TOP_UP, "sender": None},
    "request:u3:MOVE:2018-03-01": {
        "kind": RequestKind.MOVE,
        "other": "c2",
        "link_type": LinkType.RESALE,
        "verdict": Verdict.GRANTED,
        "end_links": False,
        "release_city_partners": True,
    },
    "task:c1:TELL:2018-03-01": {"accounts": ("u3", "u 4"), "clause": "FA 8.4.3"},
    "assessment:c1:2018-01-01": {"quarter": date(2018, 1, 1), "new_customers": 0, "minimum": 10},
    "fee:t1:2018-03-01:PAID:2018-04-25": {"move": FeeMove.PAID, "month": D, "fen": 900},
    "note:u3": {"text": "one"},
    "note:u3:2": {"text": "two"},
}


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_rows_become_papers_whatever_the_language_of_their_header(
    tmp_path: Path, texts: dict[str, str]
):
    found = batch(written(tmp_path, texts))
    assert not found.problems
    papers: dict[str, Any] = {row.fact.id: row.fact for row in found.rows}
    assert papers.keys() == SAID.keys()
    for name, fields in SAID.items():
        assert {field: getattr(papers[name], field) for field in fields} == fields


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        (
            "assessments.csv",
            "account,quarter,new_customers,minimum\nc1,2018-03,1,10\n",
            "quarter: expected a quarter as YYYY-QN, for example 2018-Q1, found '2018-03'",
        ),
        (
            "assessments.csv",
            "account,quarter,new_customers,minimum\nc1,2018-Q1,-1,10\n",
            "new_customers: expected a number from 0 on, found '-1'",
        ),
        (
            "fee_steps.csv",
            "account,month,move,stepped_on\nc1,2018-03-01,PAID,2018-04-25\n",
            "month: expected a month as YYYY-MM, for example 2018-03, found '2018-03-01'",
        ),
        (
            "tasks.csv",
            'account,duty,since,clause,accounts\nc1,TELL,2018-03-01,FA 8.4.3,"a ""b"\n',
            "accounts: expected ids with blanks between them, found 'a \"b'; expected a second",
        ),
        (
            "tasks.csv",
            f"account,duty,since,clause,accounts\nc1,TELL,2018-03-01,FA 8.4.3,{'a' * 201}\n",
            "accounts: expected ids of 1 to 200 characters with blanks between them, found",
        ),
    ],
)
def test_what_is_no_month_quarter_number_or_list_of_ids_is_told(
    tmp_path: Path, file: str, text: str, problem: str
):
    (found,) = problems(written(tmp_path, {file: text}))
    assert found.startswith(f"{file}:2: {problem}")


def test_a_ladder_of_papers_is_the_same_files_again(tmp_path: Path):
    text = (
        "harbor signed FA on 2018-01-05 edition 2018-01 as fa1\n"
        "acme lets harbor pay from 2018-01-10 to 2018-03-16 known from 2018-03-20\n"
        "harbor violated MR 6.2.7.3 as class 2 reported 2018-02-05 dismissed as v1\n"
        "harbor deposited 5000.00 on 2018-01-10 under fa1\n"
        "harbor gave notice of end of agreement on 2018-02-12\n"
        "acme asked for detachment on 2018-02-12 keeping links as r1\n"
        'harbor must TELL since 2018-03-16 under FA 8.4.3 for acme and "b c" as t1\n'
        "harbor reached 0 of 10 new customers in 2018-Q1\n"
        "harbor fee of 2018-03 disputed on 2018-04-20\n"
        "acme has note x\n"
    )
    for form in ("csv", "ndjson"):
        first = exported(ladder(text), tmp_path / f"{form}-1", form)
        again = batch(first)
        assert not again.problems
        assert [row.fact for row in again.rows] == _facts(text)
        second = exported(ladder(text), tmp_path / f"{form}-2", form)
        assert files(first) == files(second)


def _facts(text: str) -> list[object]:
    world = ladder(text)
    return [fact for name in world.__struct_fields__ for fact in getattr(world, name)]
