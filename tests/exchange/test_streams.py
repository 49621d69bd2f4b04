"""A file of payments that streams in: what is new, again, refused, cut off; nothing is lost."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.exchange.folders import folder

pytestmark = pytest.mark.usefixtures("anyio_backend")  # so that the engine can be asked for

Gateway = Callable[..., Result]

HEAD = "id,account,paid_at,amount,refund_of\n"
GOOD = "".join(f"q{n},u3,2018-03-{n:02}T08:00:00,{n}.50,\n" for n in range(1, 10))


@pytest.fixture
def books(gateway: Gateway, tmp_path: Path) -> Path:
    """A store with an account u3 below c1 and one payment, and an empty folder."""
    assert gateway("import", folder(tmp_path / "books")).exit_code == 0
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_a_refund_may_stand_before_its_payment_even_in_another_chunk(gateway: Gateway, books: Path):
    many = "".join(f"m{n},u3,2018-03-15T08:00:00,{n % 97 + 1},\n" for n in range(5_100))
    path = put(books / "back.csv", "b1,u3,2018-03-16T08:00:00,-1,m5099\n" + many)
    out = gateway("import", path)
    assert "5,101 rows: 5,101 new" in out.stdout
    assert "5,101 rows: 0 new, 0 superseded, 5,101 unchanged" in gateway("import", path).stdout


def put(path: Path, rows: str, head: str = HEAD) -> Path:
    path.write_text(head + rows, encoding="utf-8")
    return path


def test_a_file_is_taken_in_and_again_changes_nothing(gateway: Gateway, books: Path):
    path = put(books / "march.csv", GOOD)
    first = gateway("import", path)
    assert first.exit_code == 0, first.output
    assert "9 rows: 9 new, 0 superseded, 0 unchanged, 0 duplicate, 0 refused" in first.stdout
    again = gateway("import", path)
    assert "9 rows: 0 new, 0 superseded, 9 unchanged" in again.stdout
    assert "Nothing changed." in again.stdout


def test_ndjson_and_gzip_come_by_standard_input_too(gateway: Gateway, books: Path):
    line = '{"id": "n1", "account": "u3", "paid_at": "2018-03-15T10:00:00", "amount": "8.00"}\n'
    assert "1 rows: 1 new" in gateway("import", "-", text=line).stdout
    packed = books / "payments.csv.gz"
    packed.write_bytes(gzip.compress((HEAD + GOOD).encode()))
    assert "9 rows: 9 new" in gateway("import", packed).stdout


def test_rows_without_ids_are_told_apart_by_what_they_say(gateway: Gateway, books: Path):
    rows = "u3,2018-03-15T10:00:00,5\n" * 2 + "u3,2018-03-15T10:00:00,6\n"
    path = put(books / "bare.csv", rows, "account,paid_at,amount\n")
    assert "3 rows: 3 new" in gateway("import", path).stdout
    assert "0 new, 0 superseded, 3 unchanged" in gateway("import", path).stdout


def test_a_row_said_twice_is_counted_as_a_duplicate(gateway: Gateway, books: Path):
    out = gateway("import", put(books / "twice.csv", GOOD + GOOD.splitlines()[0] + "\n"))
    assert "10 rows: 9 new, 0 superseded, 0 unchanged, 1 duplicate, 0 refused" in out.stdout


BAD = {
    "x1,nobody,2018-03-15T10:00:00,5,": "account: ACCOUNT_UNKNOWN",
    "x2,u3,2018-03-15T10:00:00,USD 5,": "amount: expected",
    "x3,u3,2018-03-15T10:00:00,5.125,": "amount: expected",
    "x4,u3,2999-03-15T10:00:00,5,": "paid_at: DAY_NOT_COME",
    "x5,u3,2018-03-15T10:00:00,90071992547409.93,": "amount: expected",
    "x6,u3,2018-03-15T10:00:00,5,nowhere": "refund_of: PAYMENT_UNKNOWN",
    "x7,u3,2018-03-15T10:00:00,-5,nowhere": "refund_of",
    "x8,u3,someday,5,": "paid_at: expected",
    "x9,u3": "expected 5 cells",
}


def test_every_bad_row_is_located_and_kept_and_the_others_are_stored(gateway: Gateway, books: Path):
    path = put(books / "bad.csv", GOOD + "".join(f"{row}\n" for row in BAD))
    out = gateway("import", path, "--best-effort")
    assert out.exit_code == 1
    assert "18 rows: 9 new, 0 superseded, 0 unchanged, 0 duplicate, 9 refused" in out.stdout
    for at, said in enumerate(BAD.values(), 11):
        assert f"bad.csv:{at}: {said}" in out.stderr
    kept = (books / "rejects" / "payments.csv").read_text(encoding="utf-8").splitlines()
    assert kept[0] == "id,account,paid_at,amount,refund_of,error"
    assert sorted(row.split(",")[0] for row in kept[1:]) == [f"x{n}" for n in range(1, 10)]


def test_of_many_problems_the_first_are_told_and_how_many_more_there_are(
    gateway: Gateway, books: Path
):
    rows = "".join(f"y{n},nobody,2018-03-15T10:00:00,5,\n" for n in range(130))
    path = put(books / "many.csv", GOOD + rows)
    out = gateway("import", path, "--best-effort")
    assert out.stderr.count("ACCOUNT_UNKNOWN") == 100
    assert f"… and 30 more; all are in {books / 'rejects' / 'payments.csv'}" in out.stderr
    assert "139 rows: 9 new" in out.stdout


def test_without_best_effort_it_stops_before_the_rows_of_the_refused_one(
    gateway: Gateway, books: Path
):
    path = put(books / "bad.csv", GOOD + "x1,nobody,2018-03-15T10:00:00,5,\n")
    out = gateway("import", path)
    assert out.exit_code == 1
    assert "0 new" in out.stdout
    assert "Error: stopped: nothing new is stored. Mend the file" in out.stderr
    assert "bad.csv:11: account: ACCOUNT_UNKNOWN" in out.stderr
    assert "Mend the file and import it again" in out.stderr
    assert "9 rows: 9 new" in gateway("import", put(path, GOOD)).stdout


@pytest.mark.parametrize("last", ["q10,u3,2018-03-20T08:00:00,1,", "q10,u3,2018-", '"q10'])
def test_a_row_that_is_cut_off_is_refused_and_the_rest_kept(
    gateway: Gateway, books: Path, last: str
):
    path = put(books / "cut.csv", GOOD + last)
    out = gateway("import", path, "--best-effort")
    assert "10 rows: 9 new, 0 superseded, 0 unchanged, 0 duplicate, 1 refused" in out.stdout
    assert "cut.csv:11: expected a line end, found the end of the file, perhaps" in out.stderr
    assert "Error: 1 row is refused; the others are stored" in out.stderr


LINE = '{"id": "n1", "account": "u3", "paid_at": "2018-03-15T10:00:00", "amount": "8.00"}'


def test_an_object_that_is_cut_off_is_refused_and_one_that_is_whole_needs_no_line_end(
    gateway: Gateway, books: Path
):
    cut = gateway("import", put(books / "cut.ndjson", f"{LINE}\n{LINE[:-9]}", ""))
    assert "cut.ndjson:2: expected a line end, found the end of the file, perhaps" in cut.stderr
    assert "1 rows: 1 new" in gateway("import", put(books / "whole.ndjson", LINE, "")).stdout


def test_a_gzip_file_that_is_damaged_is_told_from_one_that_is_cut_off(
    gateway: Gateway, books: Path
):
    rows = "".join(f"z{n},u3,2018-03-15T08:00:00,{n % 97 + 1}.{n % 89:02},\n" for n in range(9_000))
    packed = bytearray(gzip.compress((HEAD + rows).encode()))
    packed[-8] ^= 255
    (path := books / "torn.csv.gz").write_bytes(packed)
    out = gateway("import", path, "--best-effort")
    assert "can't be read on: the gzip file is damaged; fetch or pack it anew" in out.stderr


def test_what_was_stored_before_it_stopped_is_told_however_often_it_is_imported(
    gateway: Gateway, books: Path
):
    many = "".join(f"m{n},u3,2018-03-15T08:00:00,1,\n" for n in range(5_000))
    back = "b1,u3,2018-03-16T08:00:00,-1,nowhere\nb2,u3,2018-03-16T08:00:00,-1,gone\n"
    path = put(books / "many.csv", back + many + "x1,nobody,2018-03-15T10:00:00,5,\n")
    told = (
        "stopped: all is stored that stands up to line 5001, and nothing after it, nor the refund"
        " on line 2 and 1 more, whose payment had not come. Mend the file"
    )
    for new in (4_998, 0):
        out = gateway("import", path)
        assert f" {new:,} new" in out.stdout
        assert told in out.stderr
        assert out.stderr.endswith("--best-effort stores all rows that are good\n")


def test_a_refund_of_nothing_keeps_only_the_refunds_away(gateway: Gateway, books: Path):
    out = gateway("import", put(books / "back.csv", "b1,u3,2018-03-16T08:00:00,-1,no\n" + GOOD))
    assert "10 rows: 9 new, 0 superseded, 0 unchanged, 0 duplicate, 1 refused" in out.stdout
    assert "up to line 11, and nothing after it, nor the refund on line 2, whose" in out.stderr


def test_a_gzip_file_that_is_cut_off_says_where_and_keeps_what_it_gave(
    gateway: Gateway, books: Path
):
    rows = "".join(f"z{n},u3,2018-03-15T08:00:00,{n % 97 + 1}.{n % 89:02},\n" for n in range(3_000))
    whole = gzip.compress((HEAD + rows).encode())
    path = books / "cut.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    out = gateway("import", path, "--best-effort")
    assert out.exit_code == 1
    assert "can't be read on: the gzip file ends too soon; fetch or pack it anew" in out.stderr
    assert "stopped: all is stored that stands up to line" in out.stderr
    path.write_bytes(whole)
    assert "3,000 rows: " in (done := gateway("import", path)).stdout
    assert "0 duplicate, 0 refused" in done.stdout
    assert "0 new" not in done.stdout


def test_what_is_no_stream_of_payments_is_wrong_use(gateway: Gateway, books: Path):
    links = put(books / "links.csv", "", "account,partner,type,valid_from\n")
    assert "is the table links; import its folder" in gateway("import", links).stderr
    path = put(books / "payments.csv", GOOD)
    assert "--dry-run needs all rows at once" in gateway("import", path, "--dry-run").stderr
    headless = gateway("import", put(books / "odd.csv", "1,2\n", "what,is\n"))
    assert headless.exit_code == 2
    assert "there is no column 'what'" in headless.stderr
    torn = books / "torn.csv.gz"
    torn.write_bytes(b"\x1f\x8bnothing")
    assert gateway("import", torn).exit_code == 2
