"""`gateway deadlines`: a table, iCalendar text, and what is refused."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.cli import main
from graph.store.embedded import Embedded

pytestmark = pytest.mark.usefixtures("anyio_backend")  # so that the engine can be asked for

BOOKS = """
east   is partner from 2017-04-01
acme   under east as agency from 2018-01-10
east   signed FA on 2018-01-05 as fa1
acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST notice received 2018-02-13 as r1
acme   must "call; them" since 2018-02-01 under FA 8.4.3 as t1
"""


@pytest.fixture
def run(embedded: Embedded):
    """Runs a command on a store with these books."""
    store = {
        "GATEWAY_STORE": embedded.uri,
        "GATEWAY_STORE_USER": "root",
        "GATEWAY_STORE_PASSWORD_FILE": str(embedded.password_file),
    }

    def command(*words: str, text: str = "") -> Result:
        return CliRunner(env=store).invoke(main, list(words), input=text)

    assert command("plant", "-", text=BOOKS).exit_code == 0
    return command


def test_they_are_a_table_with_the_nearest_first(run):
    out = run("deadlines", "--party", "east", "--as-of", "2018-02-13")
    assert (out.exit_code, out.stderr) == (0, "")
    heading, first, second, third = out.stdout.splitlines()
    assert heading.split() == ["by", "what", "clause", "account", "since", "paper"]
    assert first.split()[:2] == ["2018-01-12", "overdue"]
    assert "The partner answers; then the link is to be cut." in second
    assert second.split()[-4:] == ["4.3.1.6", "acme", "2018-02-13", "r1"]
    assert third.startswith("–")
    assert run("deadlines", "--party", "cust:acme", "--as-of", "2018-01-01").stdout == (
        "cust:acme has no open deadline.\n"
    )


def test_they_are_text_for_a_calendar_program(run, tmp_path: Path):
    asked = ("deadlines", "--party", "east", "--as-of", "2018-02-13", "--ics")
    out = run(*asked, "--known-at", "2030-01-01")
    assert out.exit_code == 0
    assert out.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert b"UID:CUSTOMER_REQUEST_ANSWER/r1/east@partner-gateway\r\n" in out.stdout_bytes
    file = tmp_path / "east.ics"
    assert run(*asked, "--known-at", "2030-01-01", "--out", str(file)).stdout == ""
    assert file.read_bytes() == out.stdout_bytes


def test_a_party_that_does_not_exist_and_a_year_that_is_not_published_are_told(run):
    out = run("deadlines", "--party", "nobody")
    assert out.exit_code == 1
    assert "expected parties that exist, got 'nobody' [PARTY_UNKNOWN]" in out.stderr
    late = BOOKS + "east violated MR 6.2.7.3 as class 2 noticed 2026-12-30 as v2\n"
    assert run("plant", "-", text=late).exit_code == 0
    asked = ("--as-of", "2026-12-31", "--known-at", "2027-01-01")
    out = run("deadlines", "--party", "east", *asked)
    assert out.exit_code == 1
    assert "gateway calendar add 2027.json" in out.stderr
    assert "[CALENDAR_NOT_PUBLISHED]" in out.stderr


def test_a_gateway_that_is_not_there_is_told():
    out = CliRunner().invoke(main, ["deadlines", "--party", "east", "--url", "http://127.0.0.1:1"])
    assert out.exit_code == 3
