"""A folder goes into a store whole or not at all, or what is good of it; and never twice."""

import gzip
from pathlib import Path

import pytest
from msgspec.structs import replace

from gateway.exchange.problems import FolderUnreadable
from graph.store import facts, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine
from tests.exchange.folders import (
    GOOD,
    TERMS,
    files,
    folder,
    said,
    take_folder,
    totals,
    written,
)

pytestmark = pytest.mark.anyio

BEST = replace(TERMS, best_effort=True)
ROWS = sum(text.count("\n") - 1 for text in GOOD.values())


async def checksum(engine: Engine) -> object:
    return await facts.world(engine), await ledger.revision(engine)


async def test_a_good_folder_goes_in_and_again_changes_nothing(embedded: Embedded, tmp_path: Path):
    path = folder(tmp_path)
    first = (await take_folder(embedded, path)).outcome
    assert totals(first) == [ROWS, 0, 0, 0]
    assert first.counts["links"] == {"new": 1, "superseded": 0, "unchanged": 0, "refused": 0}
    assert (first.stored, first.revision) == (True, 1)
    stored = await checksum(embedded)
    again = (
        await take_folder(embedded, path, replace(TERMS, at=TERMS.at.replace(year=2027)))
    ).outcome
    assert totals(again) == [0, 0, ROWS, 0]
    assert (again.stored, again.revision) == (False, 1)
    assert await checksum(embedded) == stored


async def test_a_dry_run_says_the_same_and_stores_nothing(embedded: Embedded, tmp_path: Path):
    path = folder(tmp_path, links=GOOD["links.csv"] + "u3,t1,AGENCY,2018-02-01,\n")
    empty = await checksum(embedded)
    dry = replace(BEST, dry_run=True)
    trial = await take_folder(embedded, path, dry, tmp_path / "rejects")
    assert await checksum(embedded) == empty
    assert not (tmp_path / "rejects").exists()
    done = (await take_folder(embedded, path, BEST)).outcome
    assert (trial.outcome.counts, trial.outcome.problems) == (done.counts, done.problems)
    assert (trial.outcome.stored, done.stored) == (False, True)


async def test_one_bad_row_keeps_the_whole_folder_out(embedded: Embedded, tmp_path: Path):
    path = folder(
        tmp_path,
        links=GOOD["links.csv"] + "u3,t1,AGENCY,2018-02-01,\nu3,c1,AGENCY,soon,\n",
        payments=GOOD["payments.csv"] + "p2,u9,2018-03-01T00:00:00,1.00\n",
    )
    empty = await checksum(embedded)
    outcome = (await take_folder(embedded, path)).outcome
    assert [each.partition(". ")[0] for each in said(outcome)] == [
        (
            "links.csv:3: account: ALREADY_LINKED: u3 is already linked to c1 from 2018-01-10 on "
            "(FA 2.1.6)"
        ),
        (
            "links.csv:4: valid_from: expected a day as YYYY-MM-DD, for example 2018-03-16, "
            "found 'soon'"
        ),
        "payments.csv:3: account: ACCOUNT_UNKNOWN: there is no account 'u9'",
    ]
    assert totals(outcome) == [ROWS, 0, 0, 3]
    assert not outcome.stored
    assert await checksum(embedded) == empty


CONTRADICTIONS = {
    "EMPTY_INTERVAL": {"links": "u3,c1,AGENCY,2018-02-01,2018-02-01"},
    "ALREADY_LINKED": {"tier_links": "c1,t2,2018-02-01"},
    "DEPTH_EXCEEDED": {"tier_links": "t2,c1,2018-02-01"},
    "ACCOUNT_IS_PARTNER": {"links": "c1,t2,AGENCY,2018-02-01,"},
    "NOT_A_PARTNER": {"links": "u4,u3,AGENCY,2018-02-01,"},
    "CYCLE": {"tier_links": "t2,t2,2018-02-01"},
    "ALREADY_STANDING": {"standings": "c1,2018-02-01"},
    "PARTY_UNKNOWN": {"accounts": "u5,nobody"},
    "REFUND_TOO_LARGE": {"payments": "p2,u3,2018-04-01T00:00:00,-100.01,p1"},
    "PAYMENT_UNKNOWN": {"payments": "p2,u4,2018-04-01T00:00:00,-1.00,p1"},
    "AMOUNT_NOT_POSITIVE": {"payments": "p2,u3,2018-04-01T00:00:00,0,"},
    "SETTLEMENT_TOO_LARGE": {"settlements": "o1,c1,2018-05-01,8000.01"},
    "OBLIGATION_UNKNOWN": {"settlements": "o9,c1,2018-05-01,1"},
    "PARTY_NOT_INVOLVED": {"findings": "o1,t2,true,2018-05-01"},
    "DEBTOR_UNCLEAR": {"obligations": "o2,,2018-05-01,1"},
}
BASE = {
    "parties": GOOD["parties.csv"] + "t2,West,\n",
    "accounts": GOOD["accounts.csv"] + "t2,t2\nu4,cust:u3\n",
    "standings": GOOD["standings.csv"] + "t2,2017-04-01\n",
    "payments": "id,account,paid_at,amount,refund_of\np1,u3,2018-03-15T23:59:59,100.00,\n",
}


@pytest.mark.parametrize("code", CONTRADICTIONS)
async def test_a_row_that_contradicts_what_the_store_holds_is_refused_with_its_code(
    embedded: Embedded, tmp_path: Path, code: str
):
    await take_folder(embedded, folder(tmp_path / "good", **BASE))
    ((table, row),) = CONTRADICTIONS[code].items()
    header = (BASE | {name[:-4]: text for name, text in GOOD.items() if name[:-4] not in BASE})[
        table
    ]
    path = written(tmp_path / "bad", {f"{table}.csv": f"{header.splitlines()[0]}\n{row}\n"})
    before = await checksum(embedded)
    outcome = (await take_folder(embedded, path)).outcome
    (problem,) = outcome.problems
    assert (problem.code, problem.file, problem.line) == (code, f"{table}.csv", 2)
    assert await checksum(embedded) == before


async def test_best_effort_stores_the_good_and_writes_the_others_to_be_mended(
    embedded: Embedded, tmp_path: Path
):
    path = folder(
        tmp_path / "books",
        accounts=GOOD["accounts.csv"] + "u4,nobody\n",
        links=GOOD["links.csv"] + 'u4,c1,AGENCY,2018-02-01,\nu3,c1,"AGENCY, x",2018-05-01,never\n',
        payments=GOOD["payments.csv"] + "p2,u4,2018-03-01T00:00:00,1.00\n",
    )
    rejects = tmp_path / "rejects"
    done = await take_folder(embedded, path, BEST, rejects)
    assert totals(done.outcome) == [ROWS, 0, 0, 4]
    assert done.outcome.stored
    assert files(rejects) == {
        "accounts.csv": (
            "uid,owner,error\n"
            "u4,nobody,\"owner: PARTY_UNKNOWN: there is no party 'nobody' to own account 'u4'. "
            'Add the party first (`ownerName`, `parties`), or correct the owner."\n'
        ),
        "links.csv": (
            "account,partner,type,valid_from,valid_to,error\n"
            "u4,c1,AGENCY,2018-02-01,,\"account: ACCOUNT_UNKNOWN: there is no account 'u4': its "
            'own row, accounts.csv:5, is refused"\n'
            'u3,c1,"AGENCY, x",2018-05-01,never,"type: expected one of AGENCY, RESALE, 代理, '
            "代销, found 'AGENCY, x' | valid_to: expected a day as YYYY-MM-DD, for example "
            "2018-03-16, found 'never'\"\n"
        ),
        "payments.csv": (
            "id,account,paid_at,amount,error\n"
            "p2,u4,2018-03-01T00:00:00,1.00,\"account: ACCOUNT_UNKNOWN: there is no account 'u4': "
            'its own row, accounts.csv:5, is refused"\n'
        ),
    }
    mended = (rejects / "accounts.csv").read_text().replace("u4,nobody", "u4,cust:u3")
    (rejects / "accounts.csv").write_text(mended)
    links = (rejects / "links.csv").read_text().splitlines()[:2]
    (rejects / "links.csv").write_text("\n".join(links))
    again = (await take_folder(embedded, rejects)).outcome
    assert totals(again) == [3, 0, 0, 0]
    assert {link.account for link in (await facts.world(embedded)).links} == {"u3", "u4"}


async def test_rejects_keep_the_notation_the_encoding_and_what_could_not_be_read(
    embedded: Embedded, tmp_path: Path
):
    path = written(
        tmp_path / "books",
        {
            "parties.csv": "主体编号,名称,错误\na,甲,old\nb,乙,x,y\n".encode("gb18030"),
            "accounts.ndjson": '{"uid": "u1", "owner": "a"}\n{"uid": "u2"}\n["u3"]\n{"uid\n',
            "links.csv.gz": gzip.compress(b'account,partner,type,valid_from\n"u"3,c1,x,y\n'),
        },
    )
    rejects = tmp_path / "rejects"
    done = await take_folder(embedded, path, BEST, rejects)
    assert totals(done.outcome) == [2, 0, 0, 5]
    assert (rejects / "parties.csv").read_text("gb18030") == (
        "主体编号,名称,error\n"
        'b,乙,"expected 3 cells as in the header, found 4 cells; a comma inside a cell needs the '
        "cell in quotation marks | cells beyond the header: 'y'\"\n"
    )
    assert (rejects / "accounts.ndjson").read_text("utf-8") == (
        '{"uid": "u2", "error": "owner: expected id of its party, found nothing"}\n'
        '{"line": "[\\"u3\\"]", "error": "expected a JSON object, found \'[\\"u3\\"]\'"}\n'
        '{"line": "{\\"uid", "error": "expected one JSON object a line, found \'{\\"uid\'; '
        'Unterminated string starting at: line 1 column 2 (char 1)"}\n'
    )
    packed = gzip.decompress((rejects / "links.csv.gz").read_bytes()).decode().splitlines()
    assert packed[0] == "account,partner,type,valid_from,error"
    assert packed[1].startswith(',,,,"expected a row of CSV, found')


async def test_a_header_that_is_wrong_keeps_everything_out_even_at_best_effort(
    embedded: Embedded, tmp_path: Path
):
    path = folder(tmp_path / "books", links="account,partner\nu3,c1\n")
    done = await take_folder(embedded, path, BEST, tmp_path / "rejects")
    assert not done.outcome.stored
    assert not done.rejects
    assert [(each.line, each.column) for each in done.outcome.problems] == [
        (1, "type"),
        (1, "valid_from"),
    ]
    assert totals(done.outcome) == [0, 0, 0, 1]


async def test_rejects_overwrite_nothing(embedded: Embedded, tmp_path: Path):
    path = folder(tmp_path / "books")
    old = written(tmp_path / "old", {"links.csv": ""})
    for rejects, reason in (
        (path, "is the folder to import"),
        (old, r"holds links\.csv of an earlier import"),
        (old / "links.csv", "is a file"),
    ):
        with pytest.raises(FolderUnreadable, match=reason):
            await take_folder(embedded, path, BEST, rejects)
    assert await ledger.revision(embedded) == 0


async def test_an_end_now_filled_in_supersedes_the_open_interval(
    embedded: Embedded, tmp_path: Path
):
    await take_folder(embedded, folder(tmp_path))
    path = folder(tmp_path, links=GOOD["links.csv"].replace("2018-01-10,", "2018-01-10,2018-03-16"))
    later = replace(TERMS, at=TERMS.at.replace(year=2027))
    outcome = (await take_folder(embedded, path, later)).outcome
    assert totals(outcome) == [0, 1, ROWS - 1, 0]
    opened, closed = (await facts.world(embedded)).links
    assert (opened.valid_to, opened.superseded_at) == (None, later.at)
    assert (str(closed.valid_to), closed.recorded_at, closed.version) == ("2018-03-16", later.at, 2)
    assert totals((await take_folder(embedded, path, later)).outcome) == [0, 0, ROWS, 0]
    assert totals((await take_folder(embedded, folder(tmp_path))).outcome) == [0, 0, ROWS, 0]


async def test_another_content_is_refused_and_with_corrections_supersedes(
    embedded: Embedded, tmp_path: Path
):
    await take_folder(embedded, folder(tmp_path))
    path = folder(tmp_path, payments=GOOD["payments.csv"].replace("100.00", "90.00"))
    (problem,) = (await take_folder(embedded, path)).outcome.problems
    assert problem.code == "CONFLICTING_FACT"
    mended = (await take_folder(embedded, path, replace(TERMS, corrections=True))).outcome
    assert totals(mended) == [0, 1, ROWS - 1, 0]
    assert [paid.fen for paid in (await facts.world(embedded)).payments] == [10_000, 9_000]
