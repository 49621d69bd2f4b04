"""Folders are read as they are meant, in every notation, and every bad row is told at its place."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from gateway.exchange.problems import FolderUnreadable
from graph.model import Cause, LinkType, PartyKind
from tests.exchange.folders import AT, batch, folder, problems, written

LINKS = "account,partner,type,valid_from,valid_to\n"


def facts(path: Path) -> list[Any]:
    found = batch(path)
    assert not found.problems
    return [row.fact for row in found.rows]


def test_rows_become_facts_with_ids_of_their_own(tmp_path: Path):
    found: dict[str, Any] = {row.fact.id: row.fact for row in batch(folder(tmp_path)).rows}
    link = found["link:u3:c1:2018-01-10"]
    assert (link.source, link.valid_to) == ("links.csv:2", None)
    assert {
        "standing:t1:2017-04-01",
        "tier:c1:t1:2018-01-05",
        "p1",
        "o1",
        "settlement:o1:2018-04-01:c1:1",
        "finding:o1:c1:2018-04-20",
    } <= found.keys()
    debt = found["o1"]
    assert (debt.occurred_from, debt.occurred_to) == (date(2018, 3, 10), date(2018, 3, 11))
    assert (debt.fen, debt.cause) == (1_200_000, Cause.TRANSACTION)


def test_a_row_that_does_not_say_when_it_was_known_is_known_from_the_import_on(tmp_path: Path):
    links = (
        "account,partner,type,valid_from,recorded_at\n"
        "u3,c1,AGENCY,2018-01-10,\n"
        "u4,c1,AGENCY,2018-01-10,2018-02-01\n"
        "u5,c1,AGENCY,2018-01-10,2018-02-01 09:00:00\n"
    )
    path = written(tmp_path, {"links.csv": links})
    assert problems(path) == [
        (
            "links.csv:3: recorded_at: expected a day and time as YYYY-MM-DDTHH:MM:SS, for example "
            "2018-03-15T23:59:59, found '2018-02-01'; write 2018-02-01T00:00:00"
        )
    ]
    filled, given = (row.fact for row in batch(path).rows)
    assert (filled.recorded_at, filled.recorded_by, filled.source) == (AT, "tester", "links.csv:2")
    assert given.recorded_at == datetime(2018, 2, 1, 1, tzinfo=UTC)
    assert (given.recorded_by, given.source) == ("", "")


CHINESE = {
    "parties.csv": "主体编号,名称,主体类型\nt1,东方,公司\nu3,甲,个人\n",
    "links.csv": "关联类型,生效日,合作伙伴账号,用户账号\n代销,2018-01-10,c1,u3\n",
    "payments.csv": "账号,支付时间,金额,计入服务费\nu3,2018-03-15T23:59:59,100.00,否\n",
    "findings.csv": "债务编号,被认定主体,管理不善,认定日\no1,c1,是,2018-04-20\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_chinese_headers_in_any_order_and_encoding_are_read(
    tmp_path: Path, encoding: str, end: str
):
    texts = {name: text.replace("\n", end).encode(encoding) for name, text in CHINESE.items()}
    found = facts(written(tmp_path, texts))
    assert [found[0].name, found[1].kind] == ["东方", PartyKind.PERSON]
    link, paid, finding = found[2:]
    assert (link.account, link.partner, link.type) == ("u3", "c1", LinkType.RESALE)
    assert (paid.fen, paid.fee_eligible, finding.mismanaged) == (10_000, False, True)


@pytest.mark.parametrize("mark", ["\ufeff".encode("gb18030"), b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path, mark: bytes):
    encoding = "utf-8" if mark[0] == 0xEF else "gb18030"
    texts = {name: mark + text.encode(encoding) for name, text in CHINESE.items()}
    assert len(facts(written(tmp_path, texts))) == 5


def test_a_line_end_inside_a_quoted_cell_belongs_to_it(tmp_path: Path):
    text = 'id,name\nt1,"East\nand ""West"", Ltd."\nt2,\nt3\n'
    path = written(tmp_path, {"parties.csv": text})
    names: list[Any] = [row.fact for row in batch(path).rows]
    assert [each.name for each in names] == ['East\nand "West", Ltd.', ""]
    assert problems(path) == [
        (
            "parties.csv:5: expected 2 cells as in the header, found 1 cells; a comma inside a "
            "cell needs the cell in quotation marks"
        )
    ]


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens(tmp_path: Path):
    path = written(tmp_path, {"parties.csv": 'id,name\nt1,East\nt2,"West\nt3,North\n'})
    assert [row.line for row in batch(path).rows] == [2]
    (problem,) = problems(path)
    assert problem.startswith("parties.csv:3: expected a row of CSV, found unexpected end of data")
    assert problem.endswith("and one that opens is closed")


def test_empty_lines_and_rows_of_empty_cells_are_no_rows(tmp_path: Path):
    path = written(tmp_path, {"parties.csv": "id,name\n\n,\nt1,\n\n"})
    assert [(row.fact.id, row.line) for row in batch(path).rows] == [("t1", 4)]


def test_ndjson_says_the_same_as_csv(tmp_path: Path):
    payments = (
        '{"id": "p1", "账号": "u3", "paid_at": "2018-03-15T23:59:59", "amount": 100.10, '
        '"fee_eligible": false, "product": ""}\n\n'
        '{"id": 7, "account": "u3", "paid_at": "2018-03-15T23:59:59Z", "amount": "5", '
        '"product": null}\n'
    )
    first, second = facts(written(tmp_path, {"payments.ndjson": payments}))
    assert (first.fen, first.fee_eligible, first.product) == (10_010, False, "")
    assert (second.id, second.fen, second.product) == ("7", 500, None)
    assert second.paid_at == datetime(2018, 3, 15, 23, 59, 59, tzinfo=UTC)


def test_an_account_condition_is_named_by_what_it_is_and_when(tmp_path: Path):
    text = "账号,状态,生效日\nu3,冻结,2018-03-01\n"
    (frozen,) = facts(written(tmp_path, {"conditions.csv": text}))
    assert frozen.id == "condition:u3:FROZEN:2018-03-01"


def test_packed_files_are_read(tmp_path: Path):
    packed = gzip.compress(b"id\nt1\n")
    assert len(facts(written(tmp_path, {"parties.csv.gz": packed}))) == 1
    (tmp_path / "parties.csv.gz").write_bytes(packed[:-6])
    with pytest.raises(FolderUnreadable, match="no whole gzip file"):
        batch(tmp_path)


def test_equal_payments_without_an_id_are_two_and_keep_their_ids(tmp_path: Path):
    rows = "u3,2018-03-15T23:59:59,1.00,true\nu3,2018-03-15T23:59:59,1.00,\n"
    text = f"account,paid_at,amount,fee_eligible\n{rows}u3,2018-03-15T23:59:59,1.01,\n"
    ids = [fact.id for fact in facts(written(tmp_path, {"payments.csv": text}))]
    assert ids[1] == f"{ids[0]}:2"
    assert len(set(ids)) == 3
    other = "amount,account,paid_at\n1,u3,2018-03-15T15:59:59Z\n"
    (tmp_path / "payments.csv").write_text(other)
    assert [fact.id for fact in facts(tmp_path)] == ids[:1]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("u3,c1,AGENCY,2018-02-30,", "valid_from: expected a day that exists, found '2018-02-30'"),
        (
            "u3,c1,AGENCY,2018/3/1,",
            (
                "valid_from: expected a day as YYYY-MM-DD, for example 2018-03-16, "
                "found '2018/3/1'; write 2018-03-01"
            ),
        ),
        ("u3,,AGENCY,2018-01-01,", "partner: expected the partner's account, found nothing"),
        (
            "u3,c1,agent,2018-01-01,",
            "type: expected one of AGENCY, RESALE, 代理, 代销, found 'agent'",
        ),
        (
            " u3,c1,AGENCY,2018-01-01,",
            "account: expected an id without blanks around it, found ' u3'; write u3",
        ),
        (
            f"{'u' * 201},c1,AGENCY,2018-01-01,",
            f"account: expected an id of at most 200 characters, found '{'u' * 60}…'",
        ),
        (
            'u3,c1,"AGENCY"x,2018-01-01,',
            (
                "expected a row of CSV, found ',' expected after '\"'; a quotation mark inside a "
                'quoted cell is written twice, ""'
            ),
        ),
    ],
)
def test_a_bad_cell_is_told_with_what_was_expected_and_what_stood_there(
    tmp_path: Path, row: str, said: str
):
    path = written(tmp_path, {"links.csv": f"{LINKS}u1,c1,AGENCY,2018-01-01,\n{row}\n"})
    (problem,) = problems(path)
    assert problem.startswith(f"links.csv:3: {said}")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1,000.00", "found '1,000.00'; write 1000.00"),
        ("1.001", "expected an amount in yuan with at most two decimals"),
        ("1e3", "found '1e3'"),
        ("USD 5", "found 'USD 5'; all amounts are in yuan, so convert it"),
        ("CNY 5", "found 'CNY 5'; write 5"),
        ("90071992547409.93", "found '90071992547409.93'; the largest is 90071992547409.92"),
        ("NaN", "found 'NaN'"),
    ],
)
def test_an_amount_is_read_strictly(tmp_path: Path, cell: str, said: str):
    text = f'account,paid_at,amount\nu3,2018-03-15T23:59:59,"{cell}"\n'
    (problem,) = problems(written(tmp_path, {"payments.csv": text}))
    assert problem.startswith("payments.csv:2: amount: expected")
    assert said in problem


def test_every_bad_cell_of_every_bad_row_is_told(tmp_path: Path):
    rows = "u1,c1,AGENCY,never,\nu2,c1,AGENCY,2018-01-01,\n,c1,x,2018-01-01,also\n"
    path = written(tmp_path, {"links.csv": LINKS + rows, "parties.csv": "id,version\na,0\n"})
    found = [(each.file, each.line, each.column) for each in batch(path).problems]
    assert found == [
        ("parties.csv", 2, "version"),
        ("links.csv", 2, "valid_from"),
        ("links.csv", 4, "account"),
        ("links.csv", 4, "type"),
        ("links.csv", 4, "valid_to"),
    ]


def test_a_row_that_was_known_until_then_says_since_when(tmp_path: Path):
    head = "id,recorded_at,superseded_at\n"
    rows = "a,,2018-01-01T00:00:00\nb,2018-01-02T00:00:00,2018-01-01T00:00:00\n"
    assert problems(written(tmp_path, {"parties.csv": head + rows})) == [
        (
            "parties.csv:2: recorded_at: expected a time here too, since superseded_at has one; "
            "found nothing"
        ),
        (
            "parties.csv:3: superseded_at: expected a time not before recorded_at "
            "(2018-01-01T16:00:00+00:00)"
        ),
    ]


def test_a_debt_on_the_last_day_there_is_needs_its_end(tmp_path: Path):
    text = "id,account,occurred_from,amount\no1,u3,9999-12-31,1\n"
    (problem,) = problems(written(tmp_path, {"obligations.csv": text}))
    assert problem.endswith("occurred_from: expected a day that has one after it")
