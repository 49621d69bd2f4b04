"""`gateway tick`: what became due, attended to by hand (Q16)."""

from pathlib import Path

import pytest

from tests.cli.programme import gateway

LADDER = """
east   is partner from 2017-04-01
acme   under east as agency from 2018-01-10
acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST notice received 2018-02-13 as r1
"""


def test_it_tells_what_it_did_and_does_it_once(tmp_path: Path):
    (tmp_path / "facts.ladder").write_text(LADDER, encoding="utf-8")
    assert gateway("plant", "facts.ladder", cwd=tmp_path).returncode == 0
    tried = gateway("tick", "--day", "2018-02-24", "--dry-run", cwd=tmp_path)
    assert tried.returncode == 0, tried.stderr
    assert "2 deeds would be done as of 2018-02-24." in tried.stdout
    done = gateway("tick", "--day", "2018-02-24", cwd=tmp_path)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["r1", "acme", "MARKED", "2"] in rows
    assert ["r1", "acme", "EXECUTED", "3"] in rows
    assert rows[-1] == ["2", "deeds", "done", "as", "of", "2018-02-24."]
    again = gateway("tick", "--day", "2018-02-24", cwd=tmp_path)
    assert again.stdout == "Nothing to do as of 2018-02-24.\n"


@pytest.mark.parametrize(
    ("day", "told"),
    [("24.2.2018", "expected a day as YYYY-MM-DD"), ("2999-01-01", "expected a day up to today")],
)
def test_a_day_that_can_not_be_is_wrong_use(tmp_path: Path, day: str, told: str):
    done = gateway("tick", "--day", day, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
