"""`gateway reconcile`: the drift between a folder and the store, by the command itself."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gateway.cli import main
from tests.exchange.folders import GOOD, folder, written

pytestmark = pytest.mark.usefixtures("anyio_backend")  # so that the engine can be asked for

Gateway = Callable[..., Result]
LINKS = "account,partner,type,valid_from,valid_to\n"


def ndjson(out: Result) -> list[dict[str, Any]]:
    """The rows that were printed."""
    return [json.loads(line) for line in out.stdout.splitlines()]


def told(out: Result) -> list[str]:
    """`links u3 DATES: 1 endCustomerLink`, a line for each row."""
    return [
        f"{row['table']} {row['about']} {row['drift']}: "
        + ", ".join(f"{mend['step']} {mend['mutation']}" for mend in row["mend"])
        for row in ndjson(out)
    ]


@pytest.fixture
def books(gateway: Gateway, tmp_path: Path) -> Path:
    """The good folder, imported."""
    path = folder(tmp_path / "books")
    assert gateway("import", path).exit_code == 0
    return path


def test_a_folder_that_was_imported_does_not_drift(gateway: Gateway, books: Path):
    out = gateway("reconcile", books, "--as-of", "2018-04-25")
    assert (out.exit_code, out.stderr) == (0, "")
    assert out.stdout.startswith("No drift on 2018-04-25, as known at 20")
    assert out.stdout.endswith(": 14 rows compared.\n")
    lines = gateway("reconcile", books, "--format", "ndjson")
    assert (lines.exit_code, lines.stdout) == (0, "")
    assert "No drift on 20" in lines.stderr


def test_drift_is_a_table_with_the_mutations_that_mend_it(gateway: Gateway, books: Path):
    path = folder(books, links=LINKS + "u3,t1,代理,2018-03-16,\n")
    out = gateway("reconcile", path, "--as-of", "2018-04-01", "--known-at", "2030-01-01")
    assert out.exit_code == 1
    heading, row = out.stdout.splitlines()
    assert heading.split() == ["table", "about", "drift", "there", "here", "mend"]
    for part in ("links", "u3", "PARTNER", "partner=t1", "partner=c1", "2 linkCustomerAccount"):
        assert part in row
    assert (
        "Error: 1 drift (1 PARTNER) on 2018-04-01, as known at 2030-01-01T00:00:00+08:00"
        in out.stderr
    )


def test_each_kind_of_drift_is_an_object_a_line(gateway: Gateway, books: Path):
    path = folder(
        books,
        parties="id,name,kind\nt1,East,\nc1,Harbour,\ncust:u3,Acme,\ncust:u4,Willow,\n",
        accounts="uid,owner\nt1,t1\nc1,c1\nu3,cust:u3\nu4,cust:u4\n",
        tier_links="city,tier1,valid_from\nc1,t1,2018-01-08\n",
        links=LINKS + "u4,t1,RESALE,2018-02-01,\n",
        payments="id,account,paid_at,amount\np1,u3,2018-03-15T23:59:59,90\n"
        "p2,u4,2018-03-16T00:00:00,10.00\n",
        settlements="obligation,by,settled_on,amount\n",
        findings="obligation,party,mismanaged,found_on\no1,c1,false,2018-04-20\n",
    )
    out = gateway("reconcile", path, "--as-of", "2018-05-01", "--format", "ndjson")
    assert out.exit_code == 1
    assert told(out) == [
        "parties c1 CONTENT: 4 correctFact",
        "parties cust:u4 MISSING: 5 importBatch",
        "accounts u4 MISSING: 6 registerAccounts",
        "tier_links c1 DATES: 3 correctFact",
        "links u3 EXTRA: 2 endCustomerLink",
        "links u4 MISSING: 7 linkCustomerAccount",
        "payments p1 CONTENT: 8 correctFact",
        "payments p2 MISSING: 9 recordPayments",
        "settlements o1 c1 2018-04-01 EXTRA: 1 retractFact",
        "findings finding:o1:c1:2018-04-20 CONTENT: 10 correctFact",
    ]


def test_a_row_says_where_it_stands_on_either_side(gateway: Gateway, books: Path):
    path = folder(books, links=LINKS + "u3,c1,AGENCY,2018-01-10,2018-03-16\n")
    (row,) = ndjson(gateway("reconcile", path, "--as-of", "2018-04-01", "--format", "ndjson"))
    assert row["fields"] == [{"field": "valid_to", "there": "2018-03-16", "here": None}]
    assert row["there"] == {
        "id": "link:u3:c1:2018-01-10", "account": "u3", "partner": "c1", "type": "AGENCY",
        "valid_from": "2018-01-10", "valid_to": "2018-03-16", "source": "links.csv:2",
    }  # fmt: skip
    assert row["here"]["id"] == "link:u3:c1:2018-01-10"
    assert "valid_to" not in row["here"]


def test_a_table_that_is_not_there_is_not_compared(gateway: Gateway, books: Path):
    for name in GOOD:
        if name != "links.csv":
            (books / name).unlink()
    assert gateway("reconcile", books).exit_code == 0
    out = gateway("reconcile", books, "--only", "conditions")
    assert out.exit_code == 2
    assert "expected conditions in" in out.stderr
    assert "but it holds links; export that table too" in out.stderr


def test_only_the_tables_that_are_named_are_compared(gateway: Gateway, books: Path):
    path = folder(books, links=LINKS, findings="nonsense\n")
    out = gateway("reconcile", path, "--only", "standings", "--only", "tier_links")
    assert out.exit_code == 0
    assert ": 3 rows compared." in out.stdout


def test_what_was_known_earlier_is_compared_with_what_was_known(gateway: Gateway, books: Path):
    assert gateway("reconcile", books, "--known-at", "2018-04-01").exit_code == 1


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ("u3,c1,x,2018-01-10,\n", "links.csv:2: type: expected one of AGENCY, RESALE"),
        (
            "u3,c1,AGENCY,2018-01-10,\nu3,t1,AGENCY,2018-02-10,\n",
            "links.csv:3: expected one row of u3 in links on 2018-03-01, found another at links",
        ),
    ],
)
def test_rows_that_cannot_be_compared_end_with_2(tmp_path: Path, links: str, said: str):
    path = folder(tmp_path / "books", links=LINKS + links)
    out = bare("reconcile", path, "--as-of", "2018-03-01")
    assert (out.exit_code, out.stdout) == (2, "")
    assert said in out.stderr
    assert "1 problem in" in out.stderr


def test_a_row_that_stands_twice_says_nothing_more(gateway: Gateway, books: Path):
    path = folder(books, links=GOOD["links.csv"] + GOOD["links.csv"].splitlines()[1] + "\n")
    assert gateway("reconcile", path).exit_code == 0


def test_a_folder_or_store_that_cannot_be_used_is_told(tmp_path: Path):
    out = bare("reconcile", tmp_path / "nowhere")
    assert out.exit_code == 2
    assert "expected a folder, but there is no" in out.stderr
    assert bare("reconcile", folder(tmp_path / "books")).exit_code == 3
    assert bare("reconcile", tmp_path, "--as-of", "soon").exit_code == 2


def test_many_drifts_are_counted_and_some_of_them_shown(gateway: Gateway, tmp_path: Path):
    rows = "".join(f"party-{number:03},,\n" for number in range(250))
    path = written(tmp_path / "books", {"parties.csv": f"id,name,kind\n{rows}"})
    out = gateway("reconcile", path)
    assert out.exit_code == 1
    assert "… and 50 more; --format ndjson prints all of them" in out.stdout
    assert "250 drifts (250 MISSING)" in out.stderr


def bare(*words: object) -> Result:
    """Runs the command without a store."""
    return CliRunner(env={"GATEWAY_STORE": "bolt://127.0.0.1:1"}).invoke(
        main, [str(word) for word in words]
    )
