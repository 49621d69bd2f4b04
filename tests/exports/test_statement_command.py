"""`gateway statement`: the files that it writes, and why it writes none."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result

from gateway.exports import sheets
from graph.store.embedded import Embedded
from tests.cli import here
from tests.exchange.folders import folder

pytestmark = pytest.mark.usefixtures("anyio_backend")  # so that the engine can be asked for

Gateway = Callable[..., Result]

EVIL = "=1+1"
PAID = """id,account,paid_at,amount,refund_of
p1,u3,2018-03-15T23:59:59,100.00,
p2,u3,2018-03-16T08:00:00,-25.50,p1
p3,t1,2018-02-01T00:00:00,7,
"""


@pytest.fixture
def gateway(embedded: Embedded, tmp_path: Path) -> Gateway:
    """Runs a command on the store of the session's engine, in which there are some books."""

    def run(*words: object) -> Result:
        settings = here.store(embedded) | {"COLUMNS": "120"}
        return here.run([str(word) for word in words], tmp_path, **settings)

    accounts = f"uid,owner,name\nt1,t1,East\nc1,c1,Harbor\nu3,cust:u3,{EVIL}\n"
    changed = {"accounts": accounts, "payments": PAID}
    assert run("import", folder(tmp_path / "books", **changed)).exit_code == 0
    return run


def test_csv_has_a_row_an_account_and_a_total_and_no_formula(gateway: Gateway):
    out = gateway("statement", "2018-03", "--partner", "t1")
    assert out.exit_code == 0, out.output
    assert out.stdout.splitlines() == [
        "month,account,name,direct_partner,fee_holder,status,amount,payments",
        "2018-03,u3,'=1+1,c1,t1,ATTRIBUTED,74.50,2",
        "TOTAL,,,,,,74.50,2",
    ]
    assert "1 rows, 2 payments, 74.50 paid: 74.50 as fee holder (0.00 as direct" in out.stderr


def test_ndjson_has_every_month_of_a_quarter_and_names_as_they_are(gateway: Gateway):
    out = gateway("statement", "2018-Q1", "--format", "ndjson")
    found = [json.loads(line) for line in out.stdout.splitlines()]
    assert [(row["month"], row["account"], row["amount"]) for row in found[:-1]] == [
        ("2018-02", "t1", "7.00"),
        ("2018-03", "u3", "74.50"),
    ]
    assert found[1]["name"] == EVIL
    assert found[-1] == {"total": True, "amount": "81.50", "payments": 3}


def test_a_workbook_has_texts_as_texts_and_amounts_as_numbers(gateway: Gateway, tmp_path: Path):
    path = tmp_path / "march.xlsx"
    out = gateway("statement", "2018-03", "--format", "xlsx", "--out", path)
    assert (out.exit_code, out.stdout) == (0, "")
    assert read(path)[1:] == [
        ["2018-03", "u3", EVIL, "c1", "t1", "ATTRIBUTED", 74.5, 2.0],
        ["TOTAL", 74.5, 2.0],
    ]


def read(path: Path) -> list[list[Any]]:
    """The cells of the first sheet, row by row; a formula would be no text."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        tree = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    assert not list(tree.iter(f"{name}f"))
    cells = [[cell for cell in row if len(cell)] for row in tree.iter(f"{name}row")]
    return [
        ["".join(c.itertext()) if c.get("t") else float("".join(c.itertext())) for c in row]
        for row in cells
    ]


def test_by_line_and_by_product_add_up_to_the_same(gateway: Gateway):
    lines = gateway("statement", "2018-03", "--partner", "t1", "--by", "line").stdout
    assert lines.splitlines()[1:] == [
        "2018-03,c1,t1,ATTRIBUTED,0.00,74.50,74.50,2",
        "TOTAL,,,,,,74.50,2",
    ]
    products = gateway("statement", "2018-03", "--partner", "t1", "--by", "product").stdout
    assert products.splitlines()[1:] == ["2018-03,,74.50,0.00,74.50,2", "TOTAL,,,,74.50,2"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2018-03", "--partner", "nobody"), 1, "there is no account 'nobody'"),
        (("2018-3",), 2, "expected a period as 2018, 2018-Q1"),
        (("2018-03", "--format", "xlsx"), 2, "expected --out FILE for a workbook"),
        (("2018-03", "--reading", "Q14"), 2, "expected a reading as Q7=AUTOMATIC, not 'Q14'"),
        (("2018-03", "--reading", "Q99=X"), 2, "expected a question from Q1"),
        (("2018-03", "--out", "no/where.csv"), 2, "no/where.csv can't be written"),
    ],
)
def test_what_can_not_be_written_is_told_and_nothing_is(
    gateway: Gateway, words: tuple[str, ...], code: int, said: str
):
    out = gateway("statement", *words)
    assert (out.exit_code, out.stdout) == (code, "")
    assert said in out.stderr


def test_a_reading_and_a_moment_are_those_of_the_answer(gateway: Gateway):
    """Before anything was recorded there is no cash."""
    words = "statement", "2018-03", "--reading", "Q14=CONSUMED", "--known-at", "2018-01-01"
    out = gateway(*words)
    assert out.stdout.splitlines()[1:] == ["TOTAL,,,,,,0.00,0"]


def test_a_statement_too_long_for_a_sheet_leaves_the_old_file(
    gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    path = tmp_path / "march.xlsx"
    path.write_text("old")
    out = gateway("statement", "2018-03", "--format", "xlsx", "--out", path)
    assert out.exit_code == 1
    assert "a sheet of a workbook has 2 rows at the most" in out.stderr
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.glob("*.part")] == []
