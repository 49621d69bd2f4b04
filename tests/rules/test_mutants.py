"""Each known mistake, made in a copy of the tree, is noticed by the tests that are named for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.mutants.admitted import ADMITTED
from tests.rules.mutants.agreed import AGREED
from tests.rules.mutants.asking import ASKED
from tests.rules.mutants.breaches import BREACHES
from tests.rules.mutants.cash import CASH, LINKS
from tests.rules.mutants.charged import CHARGED
from tests.rules.mutants.cuts import CUTS
from tests.rules.mutants.days import DAYS
from tests.rules.mutants.debts import DEBTS
from tests.rules.mutants.fees import FEES
from tests.rules.mutants.mutant import Mutant
from tests.rules.mutants.papers import PAPERS
from tests.rules.mutants.periods import PERIODS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("gateway", "resolvers", "loaders", "graph", "tests")
FILES = ("conftest.py", "pyproject.toml")
MUTANTS = (
    *(*DAYS, *CASH, *LINKS, *DEBTS, *CUTS, *PERIODS, *ADMITTED),
    *(*PAPERS, *CHARGED, *AGREED, *FEES, *ASKED, *BREACHES),
)
names = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.mistake)


@names
def test_a_mistake_stands_where_it_is_looked_for(mutant: Mutant):
    source = (ROOT / mutant.file).read_text("utf-8")
    assert source.count(mutant.text) == 1
    assert mutant.text != mutant.replacement
    compile(source.replace(mutant.text, mutant.replacement), mutant.file, "exec")
    assert (ROOT / f"tests/rules/{mutant.tests}.py").is_file()


GUARDED = {
    "closed interval end": "closed interval end",
    "open start": "open interval start",
    "UTC dates": "days of UTC",
    "ignoring recorded time": "recorded time ignored",
    "fee to the city partner": "fee to the city partner",
    "tier-1 without standing still paid": "tier-1 without standing still paid",
    "no cascade to city partners": "no cascade to city partners",
    "links left behind": "links left behind by a plan",
    "agency partner not joint": "agency partner not joint",
    "resale customer liable": "resale customer liable",
    "tier-1 always joint": "tier-1 always joint",
    "tier-1 never joint": "tier-1 never joint",
    "unconverted resale falls on the customer": "unconverted resale falls on the customer",
    "link taken at query time": "links of the day asked about instead of the day of occurrence",
    "tier taken at query time": "tier link of the day asked about",
    "start day counted": "start day counted",
    "weekends never work": "weekends never work",
    "holidays ignored": "holidays ignored",
    "effect on the deadline day": "effect on the last day of a period of working days",
    "month = 30 days": "month of 30 days",
    "month-end overflow": "month-end overflow",
    "violations never expire": "violations never expire",
    "violations expire a day early": "violations expire a day early",
    "threshold > 3": "threshold above three",
    "refund at refund date": "refund by the link of the day of the refund",
    "joint exposure summed": "joint exposure summed",
    "partial payment ignored": "partial payment ignored",
    "wrong set-off order": "wrong order of a set-off",
    "overlap allowed": "overlap of links allowed",
    "depth unlimited": "depth unlimited upwards",
    "calendar guessed": "calendar guessed",
    "IP summed": "the three amounts of the integrity penalty added up",
}
"""Mistakes that were made with these agreements before, each with the one planted for it."""


def test_every_mistake_to_guard_against_is_planted():
    assert set(GUARDED.values()) <= {each.mistake for each in MUTANTS}


def test_no_mistake_is_named_twice():
    assert len({each.mistake for each in MUTANTS}) == len(MUTANTS)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the tests need, in which they pass."""
    copy = tmp_path_factory.mktemp("tree")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy(ROOT / file, copy)
    passed = run(copy, *sorted({each.tests for each in MUTANTS}))
    assert passed.returncode == 0, passed.stdout
    return copy


@pytest.fixture
def mistaken(tree: Path, mutant: Mutant) -> Iterator[Path]:
    """The copy while the mistake stands in it."""
    file = tree / mutant.file
    source = file.read_text("utf-8")
    file.write_text(source.replace(mutant.text, mutant.replacement), "utf-8")
    yield tree
    file.write_text(source, "utf-8")


def run(copy: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run some tests of the copy, with no byte code kept of a file that is about to change."""
    paths = [f"tests/rules/{each}.py" for each in tests]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *paths],
        cwd=copy,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.deep
@names
def test_a_mistake_is_noticed(mistaken: Path, mutant: Mutant):
    found = run(mistaken, mutant.tests)
    assert found.returncode == pytest.ExitCode.TESTS_FAILED, found.stdout
