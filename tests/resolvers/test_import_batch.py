"""Tables taken in by a mutation: what each row becomes, and what a table must be to be read."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask
from tests.resolvers.changing import Desk, at

pytestmark = pytest.mark.anyio

ROWS = "rows { index uid facts refusal { ... on Refusal { code message path } } }"
DONE = f"... on RowsDone {{ revision written refused events {{ kind }} {ROWS} }}"
REFUSED = f"... on RowsRefused {{ {ROWS} }}"
PARTIES = {"table": "parties", "text": "id,name\nfir,Fir Ltd.\n"}
ACCOUNTS = {"table": "accounts", "text": "uid,owner\n\nfir-1,fir\n\nfir-2,fir\n"}
LINKS = {
    "table": "links",
    "text": "account,partner,type,valid_from\nfir-1,t1,AGENCY,2018-03-01\n",
}


async def taken(desk: Desk, *tables: dict[str, str], **more: Any) -> Any:
    """The answer to tables that have to go well."""
    return await desk.change("importBatch", DONE, tables=list(tables), **more)


async def turned_down(desk: Desk, *tables: dict[str, str], **more: Any) -> Any:
    """The refusal of tables."""
    selection = f"... on Refusal {{ code message path nextStep }} {REFUSED}"
    result = await desk.put("importBatch", selection, tables=list(tables), **more)
    assert result.errors is None, result.errors
    assert "code" in result.data["importBatch"], result.data
    return result.data["importBatch"]


async def test_rows_of_several_tables_are_one_commit_and_numbered_through_them(engine: Engine):
    """R13: an account comes in, and is linked, in one call; empty lines have no number."""
    desk = await at(engine, "2018-04-10")
    found = await taken(desk, PARTIES, ACCOUNTS, LINKS)
    assert (found["written"], found["refused"]) == (4, 0)
    assert [(row["index"], row["uid"]) for row in found["rows"]] == [
        (0, None),
        (1, "fir-1"),
        (2, "fir-2"),
        (3, "fir-1"),
    ]
    assert [row["facts"] for row in found["rows"]] == [
        ["fir"],
        ["fir-1"],
        ["fir-2"],
        ["link:fir-1:t1:2018-03-01"],
    ]
    kinds = [each["kind"] for each in found["events"]]
    assert sorted(set(kinds)) == ["ACCOUNT_RECORDED", "LINK_RECORDED", "PARTY_RECORDED"]
    again = await taken(desk, PARTIES, ACCOUNTS, LINKS)
    assert (again["revision"], again["events"]) == (found["revision"], [])
    assert [row["facts"] for row in again["rows"]] == [row["facts"] for row in found["rows"]]


async def test_what_is_recorded_names_who_sent_it_and_its_document(engine: Engine):
    desk = await at(engine, "2018-04-10")
    text = "account,partner,type,valid_from,source\nd0,t1,AGENCY,2018-03-01,letter 3\n"
    links = [LINKS | {"text": LINKS["text"].replace("fir-1", "fir-2")}, {"text": text}]
    await taken(desk, PARTIES, ACCOUNTS, LINKS, source="delivery 7")
    await taken(desk, links[0])
    await taken(desk, LINKS | links[1], source="delivery 8")
    question = """
    query ($uid: String!) { account(uid: $uid) {
      links { source } lineage { trace { facts { kind recordedBy } } }
    } }
    """
    for uid, source in (("fir-1", "delivery 7"), ("fir-2", ""), ("d0", "letter 3")):
        found = (await ask(desk.shared, question, uid=uid))["account"]
        assert found["links"] == [{"source": source}]
        assert {each["recordedBy"] for each in found["lineage"]["trace"]["facts"]} == {"tests"}


@pytest.mark.parametrize(
    ("table", "path", "said"),
    [
        ({"table": "link", "text": "a\n"}, "tables.1.table", "did you mean links?"),
        ({"table": "zzz", "text": "a\n"}, "tables.1.table", "the tables are: parties, accounts"),
        (PARTIES, "tables.1.table", "is there twice"),
        ({"table": "accounts", "text": ""}, "tables.1.text", "expected a header"),
        ({"table": "accounts", "text": "uid\nfir-1\n"}, "tables.1.text", "owner"),
        (
            {"table": "accounts", "text": "uid;owner\nfir-1;fir\n"},
            "tables.1.text",
            "mean owner?",
        ),
        ({"table": "accounts", "text": "uid,uid,owner\n"}, "tables.1.text", "there twice"),
        ({"table": "accounts", "text": "uid,owner,\n"}, "tables.1.text", "is empty"),
        ({"table": "accounts", "text": "uid,owner,nmae\n"}, "tables.1.text", "mean name?"),
        ({"table": "accounts", "text": '"uid,owner\n'}, "tables.1.text", "quotation mark"),
    ],
)
async def test_a_table_that_cannot_be_read_is_named_by_its_place(
    engine: Engine, table: dict[str, str], path: str, said: str
):
    desk = await at(engine, "2018-04-10")
    found = await turned_down(desk, PARTIES, table)
    assert (found["code"], found["path"]) == ("MALFORMED", path)
    assert said in found["message"]
    assert found["nextStep"]


CELLS = {
    "table": "links",
    "text": (
        "account,partner,type,valid_from,valid_to\n"
        "d0,p3,AGENCY,2018-03-01,\n"
        "u3,p3,AGENCY,2018-02-30,\n"
        "u4,p3,BARTER,2018-03-01,\n"
        "u5,p3,AGENCY\n"
        ",p3,AGENCY,2018-03-01,\n"
    ),
}
WRONG = [
    (1, "MALFORMED", "links.3.valid_from"),
    (2, "MALFORMED", "links.4.type"),
    (3, "MALFORMED", "links.5"),
    (4, "MALFORMED", "links.6.account"),
]


def _refusals(found: Any) -> list[tuple[int, str, str]]:
    refused = [row for row in found["rows"] if row["refusal"]]
    return [(row["index"], row["refusal"]["code"], row["refusal"]["path"]) for row in refused]


async def test_a_cell_that_cannot_be_read_refuses_all_and_every_one_is_told(engine: Engine):
    desk = await at(engine, "2018-04-10")
    found = await turned_down(desk, CELLS)
    assert (found["code"], found["path"]) == ("MALFORMED", "rows.1")
    assert found["message"].startswith("4 of 5 rows are refused, the first: ")
    assert _refusals(found) == WRONG


async def test_at_best_effort_the_good_rows_are_stored(engine: Engine):
    desk = await at(engine, "2018-04-10")
    found = await taken(desk, CELLS, mode="BEST_EFFORT")
    assert (found["written"], found["refused"]) == (1, 4)
    assert _refusals(found) == WRONG
    assert found["rows"][0]["facts"] == ["link:d0:p3:2018-03-01"]
    assert [row["uid"] for row in found["rows"]] == ["d0", None, None, None, None]


async def test_a_row_that_rests_on_a_refused_row_says_which(engine: Engine):
    """I4: an account that did not come in has no link."""
    desk = await at(engine, "2018-04-10")
    owners = {"table": "accounts", "text": "uid,owner\nfir-1,nobody\nd0,cust:u3\nfir-3,cust:u3\n"}
    links = {
        "table": "links",
        "text": "account,partner,type,valid_from\nfir-1,t1,AGENCY,2018-03-01\n"
        "fir-3,t1,AGENCY,2018-03-01\n",
    }
    found = await taken(desk, owners, links, mode="BEST_EFFORT")
    assert [(index, code) for index, code, _ in _refusals(found)] == [
        (0, "PARTY_UNKNOWN"),
        (1, "CONFLICTING_FACT"),
        (3, "ACCOUNT_UNKNOWN"),
    ]
    assert "its own row, accounts.csv:2, is refused" in found["rows"][3]["refusal"]["message"]
    assert [row["index"] for row in found["rows"] if row["facts"]] == [2, 4]


async def test_rows_that_forbid_each_other_are_told_apart(engine: Engine):
    """I1: one link at a time, also within a call; the later row is refused."""
    desk = await at(engine, "2018-04-10")
    links = {
        "table": "links",
        "text": "account,partner,type,valid_from\nd0,t1,AGENCY,2018-03-01\n"
        "d0,t2,AGENCY,2018-03-02\n",
    }
    found = await taken(desk, links, mode="BEST_EFFORT")
    assert _refusals(found) == [(1, "ALREADY_LINKED", "links.3.account")]


async def test_another_content_is_refused_unless_it_is_sent_as_a_correction(engine: Engine):
    """I8: what was known before the correction stays on record."""
    desk = await at(engine, "2018-04-10")
    name = {"table": "accounts", "text": "uid,owner,name\nu3,cust:u3,Acme\n"}
    found = await turned_down(desk, name)
    assert _refusals(found) == [(0, "CONFLICTING_FACT", "accounts.2.uid")]
    done = await taken(desk, name, corrections=True)
    assert [each["kind"] for each in done["events"]] == ["ACCOUNT_CORRECTED"]
    question = 'query ($at: DateTime) { account(uid: "u3", knownAt: $at) { name } }'
    assert (await ask(desk.shared, question))["account"]["name"] == "Acme"


async def test_a_row_that_fills_in_an_end_ends_the_link(engine: Engine):
    """R112: no correction, and said again it changes nothing."""
    desk = await at(engine, "2018-04-10")
    head = "account,partner,type,valid_from,valid_to\n"
    ended = {"table": "links", "text": f"{head}u3,c1,AGENCY,2018-01-10,2018-03-16\n"}
    found = await taken(desk, ended)
    assert [each["kind"] for each in found["events"]] == ["LINK_ENDED"]
    assert (await taken(desk, ended))["events"] == []
    other = {"table": "links", "text": f"{head}u3,c1,AGENCY,2018-01-10,2018-03-17\n"}
    assert _refusals(await turned_down(desk, other))[0][1] == "CONFLICTING_FACT"


@pytest.mark.parametrize("column", ["recorded_at", "superseded_at"])
async def test_a_history_is_not_taken_in_by_a_mutation(engine: Engine, column: str):
    """I8: a row is recorded when it is sent."""
    desk = await at(engine, "2018-04-10")
    names = {"recorded_at": "2018-01-01T00:00:00Z", "superseded_at": "2018-02-01T00:00:00Z"}
    given = {each: value for each, value in names.items() if each in ("recorded_at", column)}
    text = f"id,name,{','.join(given)}\nfir,Fir,{','.join(given.values())}\n"
    found = await turned_down(desk, {"table": "parties", "text": text})
    assert _refusals(found) == [(0, "MALFORMED", "parties.2.recorded_at")]
    assert "gateway import" in found["rows"][0]["refusal"]["message"]


async def test_objects_a_line_are_taken_as_rows_are(engine: Engine):
    desk = await at(engine, "2018-04-10")
    lines = (
        '{"uid": "fir-1", "owner": "cust:u3", "name": "Fir"}',
        "",
        '["fir-2"]',
        '{"uid": "fir-3"',
        '{"uid": "fir-4", "owner": "cust:u3", "colour": "green"}',
        '{"账号": "fir-5", "所属主体": "cust:u3"}',
    )
    table = {"table": "accounts", "text": "\n".join(lines), "notation": "NDJSON"}
    found = await taken(desk, table, mode="BEST_EFFORT")
    assert [row["uid"] for row in found["rows"]] == ["fir-1", None, None, None, "fir-5"]
    assert [path for _, _, path in _refusals(found)] == [
        "accounts.3",
        "accounts.4",
        "accounts.5.colour",
    ]


async def test_chinese_headers_words_and_a_byte_order_mark_are_understood(engine: Engine):
    desk = await at(engine, "2018-04-10")
    text = "\ufeff用户账号,合作伙伴账号,关联类型,生效日\r\nd0,p3,代理,2018-03-01\r\n"
    found = await taken(desk, {"table": "links", "text": text})
    assert found["rows"][0]["facts"] == ["link:d0:p3:2018-03-01"]


@pytest.mark.parametrize(("rows", "code"), [(0, "INVALID_ARGUMENT"), (1_001, "INVALID_ARGUMENT")])
async def test_no_rows_and_too_many_are_refused(engine: Engine, rows: int, code: str):
    desk = await at(engine, "2018-04-10")
    text = "\n".join(["id", *(f"fir-{n}" for n in range(rows))])
    assert await desk.refused("importBatch", tables=[{"table": "parties", "text": text}]) == code


async def test_a_thousand_rows_of_two_tables_are_taken(engine: Engine):
    desk = await at(engine, "2018-04-10")
    parties = {"table": "parties", "text": "\n".join(["id", *(f"fir-{n}" for n in range(500))])}
    rows = (f"fir-{n},fir-{n}" for n in range(500))
    accounts = {"table": "accounts", "text": "\n".join(["uid,owner", *rows])}
    found = await taken(desk, parties, accounts)
    assert (found["written"], found["refused"]) == (1_000, 0)
    assert found["rows"][999]["uid"] == "fir-499"


@pytest.mark.parametrize("tables", [(PARTIES, ACCOUNTS, LINKS), (CELLS,)])
async def test_a_dry_run_shows_what_would_become_of_each_row(
    engine: Engine, tables: tuple[dict[str, str], ...]
):
    """S58: the same rows and events, and nothing stored."""
    desk = await at(engine, "2018-04-10")
    given = {"mode": "BEST_EFFORT"}
    tried = await taken(desk, *tables, dryRun=True, **given)
    done = await taken(desk, *tables, **given)
    assert tried == done
