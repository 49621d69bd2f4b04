"""Bad payments by every way in: each is refused, with its code and place, and nothing else is lost.

The ways are files (CSV, NDJSON, packed, by standard input, in a folder), `importBatch` and
`recordPayments`. A payment for a month whose statement was drawn up is none of them: months are not
closed, and the difference shows (S10).
"""

import csv
import gzip
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from msgspec import Struct

from graph.store.embedded import Embedded
from resolvers.context import Context
from resolvers.schema import schema
from tests.exchange.folders import folder
from tests.resolvers.changing import Desk, at

Gateway = Callable[..., Result]
COLUMNS = ("id", "account", "paid_at", "amount", "refund_of")
Cells = tuple[str, str, str, str, str]


class Bad(Struct, frozen=True):
    """A row, the column that is wrong with it, and the code that files and mutations tell."""

    cells: Cells
    column: str
    code: str
    said: str = "MALFORMED"


MORNING = "2018-03-15T10:00:00"
BAD = (
    Bad(("x1", "nobody", MORNING, "5", ""), "account", "ACCOUNT_UNKNOWN", "ACCOUNT_UNKNOWN"),
    Bad(("x2", "u3", MORNING, "USD 5", ""), "amount", "expected"),
    Bad(("x3", "u3", MORNING, "5.125", ""), "amount", "expected"),
    Bad(("x4", "u3", "2999-01-01T00:00:00", "5", ""), "paid_at", "DAY_NOT_COME", "DAY_NOT_COME"),
    Bad(("x5", "u3", "2018-03-15T23:59:58", "-5", "p1"), "paid_at", "OUT_OF_ORDER", "OUT_OF_ORDER"),
    Bad(("x6", "u3", MORNING, "90071992547409.93", ""), "amount", "expected"),
    Bad(("x7", "u3", MORNING, "-90071992547409.93", "p1"), "amount", "expected"),
    Bad(("x8", "u3", MORNING, "-5", ""), "amount", "AMOUNT_NOT_POSITIVE", "AMOUNT_NOT_POSITIVE"),
)
GOOD: tuple[Cells, ...] = tuple(
    (f"q{n}", "u3", f"2018-03-{n:02}T08:00:00", f"{n}.50", "") for n in range(1, 10)
)
ROWS = (*GOOD, *(each.cells for each in BAD))
CUT = 7
"""Characters of a last row that came, in the middle of its second cell."""
LAST = datetime(2018, 7, 1, 4, tzinfo=UTC)
PAID = """{ performanceStatement(month: "2018-03") { conservation { paid { amount } } } }"""


def as_csv(rows: Sequence[Cells]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    return file.getvalue()


def as_ndjson(rows: Sequence[Cells]) -> str:
    objects = (dict(zip(COLUMNS, row, strict=True)) for row in rows)
    return "".join(json.dumps({k: v for k, v in each.items() if v}) + "\n" for each in objects)


class Way(Struct, frozen=True):
    """A file as it is taken in: its name, how it is written, and whether it lies in a folder."""

    name: str
    written: Callable[[Sequence[Cells]], str] = as_csv
    packed: bool = False
    piped: bool = False
    in_folder: bool = False

    @property
    def first(self) -> int:
        """The line of the first row."""
        return 1 if self.written is as_ndjson else 2

    def take(self, gateway: Gateway, at: Path, text: str, *words: str) -> Result:
        """Take a text in by this way."""
        if self.piped:
            where = ("--rejects", at / "rejects") if words else ()
            return gateway("import", "-", *words, *where, text=text)
        path = at / self.name
        path.write_bytes(gzip.compress(text.encode()) if self.packed else text.encode())
        return gateway("import", at if self.in_folder else path, *words)


WAYS = (
    Way("march.csv"),
    Way("march.ndjson", as_ndjson),
    Way("march.csv.gz", packed=True),
    Way("march.ndjson.gz", as_ndjson, packed=True),
    Way("stdin", piped=True),
    Way("stdin", as_ndjson, piped=True),
    Way("payments.csv", in_folder=True),
    Way("payments.ndjson", as_ndjson, in_folder=True),
    Way("payments.csv.gz", packed=True, in_folder=True),
)


@pytest.fixture
def books(gateway: Gateway, tmp_path: Path) -> Path:
    """A store with an account u3 below c1 and a payment p1 of 100 yuan, and an empty folder."""
    assert gateway("import", folder(tmp_path / "books")).exit_code == 0
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def paid(gateway: Gateway) -> str:
    """All cash of March, as the store has it."""
    answer = json.loads(gateway("ask", PAID).stdout)
    return answer["data"]["performanceStatement"]["conservation"]["paid"]["amount"]


@pytest.mark.usefixtures("anyio_backend")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.name}-{way.written.__name__}")
def test_a_file_says_where_each_stands_and_loses_none(gateway: Gateway, books: Path, way: Way):
    text = way.written(ROWS) + way.written([ROWS[0]]).splitlines()[-1][:CUT]
    strict = way.take(gateway, books, text)
    assert (strict.exit_code, paid(gateway)) == (1, "100.00"), strict.output
    kept = way.take(gateway, books, text, "--best-effort")
    assert kept.exit_code == 1, kept.output
    assert paid(gateway) == "149.50"
    at = way.first + len(GOOD)
    for line, bad in enumerate(BAD, at):
        assert f"{way.name}:{line}: {bad.column}: {bad.code}" in kept.stderr, kept.stderr
    assert f"{way.name}:{at + len(BAD)}: expected" in kept.stderr, kept.stderr
    (rejects,) = (books / "rejects").iterdir()
    again = read(rejects)
    assert [row.get("id", "") for row in again[: len(BAD)]] == [each.cells[0] for each in BAD]
    assert len(again) == len(BAD) + 1
    assert all(row["error"] for row in again)


def read(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    if ".ndjson" in path.name:
        return [json.loads(line) for line in text.splitlines()]
    return list(csv.DictReader(io.StringIO(text)))


ROWS_OF = "rows { index facts refusal { ... on Refusal { code message path } } }"
SELECTION = f"""... on Refusal {{ code message path nextStep }}
... on RowsDone {{ written refused {ROWS_OF} }} ... on RowsRefused {{ {ROWS_OF} }}"""


@pytest.fixture
async def desk(embedded: Embedded) -> Desk:
    """Somebody at a store with an account u3 and a payment p1 of 100 yuan."""
    return await at(embedded, "2018-04-10", "u3 paid 100.00 at 2018-03-15T23:59:59 as p1")


async def all_paid(desk: Desk) -> str:
    """All cash of March, as the store has it."""
    found = await asked(desk, PAID)
    return found["performanceStatement"]["conservation"]["paid"]["amount"]


async def asked(desk: Desk, question: str, **variables: object) -> Any:
    """What is answered when all has been recorded."""
    context = Context(await desk.shared.facts(), LAST)
    found = await schema.execute(question, variable_values=variables, context_value=context)
    assert found.errors is None, found.errors
    return found.data


@pytest.mark.anyio
@pytest.mark.parametrize("written", [as_csv, as_ndjson])
async def test_a_batch_says_where_each_stands_and_loses_none(
    desk: Desk, written: Callable[[Sequence[Cells]], str]
):
    before = await all_paid(desk)
    first = 2 if written is as_csv else 1
    text = written(ROWS) + written([ROWS[0]]).splitlines()[-1][:CUT]
    form = "CSV" if written is as_csv else "NDJSON"
    tables = [{"table": "payments", "text": text, "notation": form}]
    strict = await desk.put("importBatch", SELECTION, tables=tables)
    assert strict.data["importBatch"]["code"] is not None
    assert await all_paid(desk) == before
    found = await desk.put("importBatch", SELECTION, tables=tables, mode="BEST_EFFORT")
    told = found.data["importBatch"]
    assert (told["written"], told["refused"]) == (len(GOOD), len(BAD) + 1)
    refused = [row["refusal"] for row in told["rows"][len(GOOD) :]]
    for line, (bad, refusal) in enumerate(zip(BAD, refused, strict=False), first + len(GOOD)):
        assert (refusal["code"], refusal["path"]) == (bad.said, f"payments.{line}.{bad.column}")
    assert refused[-1]["path"] == f"payments.{first + len(ROWS)}"
    assert float(await all_paid(desk)) == float(before) + 49.5


@pytest.mark.anyio
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.cells[0])
async def test_a_mutation_says_what_is_wrong_and_stores_the_good_or_nothing(desk: Desk, bad: Bad):
    before = await all_paid(desk)
    rows = [payment(GOOD[0]), payment(bad.cells)]
    camel = {"paid_at": "paidAt"}.get(bad.column, bad.column)
    for mode in ("ALL_OR_NOTHING", "BEST_EFFORT"):
        found = await desk.put("recordPayments", SELECTION, rows=rows, mode=mode)
        if found.errors:  # what is no amount is no request
            (error,) = found.errors
            assert error.extensions["code"] == "INVALID_ARGUMENT", error
            assert bad.cells[3] in error.message
            assert "two decimals, at the most 90071992547409.92, got" in error.message
            assert await all_paid(desk) == before
            continue
        told = found.data["recordPayments"]
        row = told["rows"][-1]
        refusal = row["refusal"]
        assert (row["index"], refusal["path"].rpartition(".")[2]) == (1, camel)
        assert refusal["code"] == bad.said if bad.said != "MALFORMED" else "INVALID_ARGUMENT"
        gained = 1.5 if mode == "BEST_EFFORT" else 0
        assert float(await all_paid(desk)) == float(before) + gained


def payment(cells: Cells) -> dict[str, Any]:
    """A row as `recordPayments` takes it."""
    id_, account, paid_at, amount, refund = cells
    more = {"refundOf": refund} if refund else {}
    return {
        "id": id_,
        "account": account,
        "paidAt": f"{paid_at}+08:00",
        "amount": amount,
        **more,
    }


@pytest.mark.anyio
async def test_a_late_payment_restates_a_month_whose_statement_was_drawn_up(desk: Desk):
    """S10: no month is closed. What was known before is answered as before, with the difference."""
    before = datetime(2018, 5, 20, tzinfo=UTC).isoformat()
    drawn_up = await all_paid(desk)
    later = desk.on("2018-06-01")
    await later.change(
        "recordPayments", f"... on RowsDone {{ {ROWS_OF} }}", rows=[payment(GOOD[8])]
    )
    question = """query ($then: DateTime!) {
      then: performanceStatement(month: "2018-03", knownAt: $then) {
        conservation { paid { amount } }
      }
      now: performanceStatement(month: "2018-03") {
        conservation { paid { amount } }
        restated(knownBefore: $then) { change { amount } }
      }
    }"""
    found = await asked(desk, question, then=before)
    assert found["then"]["conservation"]["paid"]["amount"] == drawn_up
    assert float(found["now"]["conservation"]["paid"]["amount"]) == float(drawn_up) + 9.5
    told = found["now"]["restated"]
    assert told["change"]["amount"] == "9.50"
