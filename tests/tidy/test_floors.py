"""A room that is covered less than its floor is an error in the closing line of a whole run."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.tree import ROOMS, ROOT

SIGN = "def sign(number):\n    if number < 0:\n        return -1\n    return 1\n"
HALF = "from {room}.sign import sign\n\n\ndef test_{room}():\n    assert sign(2) == 1\n"
WHOLE = f"{HALF}    assert sign(-2) == -1\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The four rooms, each with one function of two branches, all covered by tests."""
    for room in ROOMS:
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
        (tmp_path / room / "sign.py").write_text(SIGN, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    for room in ROOMS:
        cover(tmp_path, room, WHOLE)
    for each in ("pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / each, tmp_path)
    return tmp_path


def cover(project: Path, room: str, test: str) -> None:
    (project / "tests" / f"test_{room}.py").write_text(test.format(room=room), encoding="utf-8")


WORKERS = [(), ("-p", "xdist.plugin", "-n", "2")]
"""One process, or two that the tests are dealt out to."""


def run(project: Path, *options: str) -> tuple[int, str]:
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "pytest_cov", *options],
        cwd=project,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return result.returncode, result.stdout


@pytest.mark.parametrize("workers", WORKERS, ids=["one", "two"])
@pytest.mark.parametrize(
    ("room", "said"),
    [
        ("graph", "graph/: 66.67 % is covered, 100 % is the floor"),
        ("loaders", "gateway/, resolvers/ and loaders/: 88.89 % is covered, 95 % is the floor"),
    ],
)
def test_a_room_below_its_floor_is_an_error_of_the_run(
    project: Path, room: str, said: str, workers: tuple[str, ...]
):
    cover(project, room, HALF)
    status, output = run(project, "--cov", "--cov-report=", "--floors", *workers)
    assert status == 1
    assert said in output
    assert "4 passed, 1 error in" in output.splitlines()[-1]


@pytest.mark.parametrize("workers", WORKERS, ids=["one", "two"])
def test_rooms_at_their_floors_pass(project: Path, workers: tuple[str, ...]):
    status, output = run(project, "--cov", "--cov-report=", "--floors", *workers)
    assert status == 0
    assert "4 passed in" in output.splitlines()[-1]


def test_what_workers_remark_on_is_told_at_the_end(project: Path):
    test = "def test_{room}(remark):\n    remark('heard', 'from {room}')\n"
    for room in ROOMS:
        cover(project, room, test)
    _, output = run(project, "-p", "xdist.plugin", "-n", "2")
    told = output.partition("= heard =")[2].splitlines()[1:5]
    assert sorted(told) == sorted(f"from {room}" for room in ROOMS)


def test_a_run_of_a_part_is_not_held_to_the_floors(project: Path):
    status, output = run(project, "tests/test_graph.py")
    assert status == 0
    assert "1 passed in" in output.splitlines()[-1]
