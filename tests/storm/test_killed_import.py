"""A stream of payments whose import is killed at any point: again, it comes to the same totals."""

import csv
from collections import Counter
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen
from time import sleep

import pytest

from tests.cli.programme import COMMAND, all_gone, children, environment, gateway

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")

ROWS = 23_000
"""Some commits: when the last row has gone into the pipe, the first rows are stored."""

LADDER = """east is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05
acme under harbor as agency from 2018-01-10
birch under east as resale from 2018-01-10
"""


def drawn(random: Random) -> list[tuple[str, str, str, int]]:
    """Id, account, day and yuan; every tenth has no id, and some of these say what another says."""
    return [
        (
            "" if number % 10 == 0 else f"p{number}",
            random.choice(["acme", "birch", "harbor"]),
            f"2018-0{random.randint(2, 4)}-{random.randint(1, 28):02}",
            random.randint(1, 9),
        )
        for number in range(ROWS)
    ]


def told(rows: list[tuple[str, str, str, int]]) -> str:
    lines = (f"{id_},{uid},{day}T08:00:00,{yuan}.00\n" for id_, uid, day, yuan in rows)
    return "id,account,paid_at,amount\n" + "".join(lines)


def summed(rows: list[tuple[str, str, str, int]]) -> Counter[tuple[str, str]]:
    """Yuan by month and account."""
    found = Counter[tuple[str, str]]()
    for _, uid, day, yuan in rows:
        found[day[:7], uid] += yuan
    return found


def stated(text: str) -> Counter[tuple[str, str]]:
    """The same as an exported statement has it."""
    rows = list(csv.DictReader(text.splitlines()))
    assert rows.pop()["month"] == "TOTAL"
    return Counter({(row["month"], row["account"]): int(float(row["amount"])) for row in rows})


def killed(folder: Path, text: str, after: float) -> None:
    """Import from standard input, and kill it some seconds after the last row was sent."""
    command = [*COMMAND, "import", "-"]
    with Popen(command, cwd=folder, env=environment(), stdin=PIPE, stdout=PIPE, stderr=PIPE) as one:
        assert one.stdin is not None
        one.stdin.write(text.encode())
        one.stdin.flush()
        sleep(after)
        engines = children(one.pid)
        one.kill()
    assert all_gone(engines, within=20)


def test_whatever_was_killed_the_same_stream_again_comes_to_the_same(tmp_path: Path, deep: bool):
    random = Random(11)
    rows = drawn(random)
    (tmp_path / "books.ladder").write_text(LADDER)
    (tmp_path / "payments.csv").write_text(text := told(rows))
    assert gateway("plant", "books.ladder", cwd=tmp_path).returncode == 0
    for _ in range(10 if deep else 1):
        killed(tmp_path, text, random.uniform(0, 0.8))
    again = gateway("import", "payments.csv", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert f"{ROWS:,} rows: " in again.stdout
    assert f"{ROWS:,} new" not in again.stdout
    assert ", 0 duplicate, 0 refused" in again.stdout
    found = gateway("statement", "2018-02/2018-04", cwd=tmp_path)
    assert stated(found.stdout) == summed(rows)
    doctor = gateway("doctor", cwd=tmp_path)
    assert doctor.returncode == 0, doctor.stdout
