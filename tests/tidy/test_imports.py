"""The import contracts hold, and each of them bites when it is broken."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.tidy.tree import ROOMS, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
BREACHES = [
    ("rooms", "graph/model/stray.py", "import loaders"),
    ("rooms", "loaders/stray.py", "import resolvers"),
    ("rooms", "resolvers/stray.py", "import gateway"),
    ("graph", "graph/model/stray.py", "import graph.changes"),
    ("graph", "graph/readings/stray.py", "import graph.calendar"),
    ("graph", "graph/store/stray.py", "import graph.rules"),
    ("graph", "graph/stray.py", "ANSWER = 42"),
    ("pure", "graph/rules/stray.py", "import asyncio"),
    ("pure", "graph/model/stray.py", "import neo4j"),
    ("speech", "graph/store/stray.py", "import strawberry"),
    ("driver", "loaders/stray.py", "import neo4j"),
    ("cache", "loaders/stray.py", "import aiocache"),
]


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-cache", "--no-logo", *options],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in result.stdout


@pytest.mark.parametrize(("contract", "place", "line"), BREACHES)
def test_a_contract_bites_when_it_is_broken(copy: Path, contract: str, place: str, line: str):
    (copy / place).write_text(f"{line}\n", encoding="utf-8")
    result = lint(copy, "--contract", contract)
    assert result.returncode == 1
    assert "0 kept, 1 broken." in result.stdout
    assert "stray" in result.stdout


def test_every_contract_is_broken_once():
    assert {each["id"] for each in CONTRACTS} == {contract for contract, _, _ in BREACHES}
