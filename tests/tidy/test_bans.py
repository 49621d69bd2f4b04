"""What ruff refuses everywhere: asking the time outside the clock, and mocks."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tidy.tree import ROOT

CLOCK = [
    "from datetime import date\n\nTODAY = date.today()\n",
    "from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n",
    "import time\n\nNOW = time.time()\n",
]
MOCK = "from unittest.mock import Mock\n\nDOUBLE = Mock()\n"


def banned(source: str, place: str) -> bool:
    """Whether ruff would refuse the source in this place for using something banned."""
    result = subprocess.run(
        [Path(sys.executable).with_name("ruff"), "check", "--stdin-filename", place, "-"],
        cwd=ROOT,
        input=source,
        check=False,
        capture_output=True,
        text=True,
    )
    return "TID251" in result.stdout


@pytest.mark.parametrize("source", CLOCK)
@pytest.mark.parametrize("place", ["graph/rules/x.py", "loaders/x.py", "gateway/x.py"])
def test_nobody_asks_the_time(source: str, place: str):
    assert banned(source, place)


@pytest.mark.parametrize("source", CLOCK)
def test_only_the_clock_asks_the_time(source: str):
    assert not banned(source, "gateway/clock.py")


@pytest.mark.parametrize("place", ["tests/rules/test_x.py", "gateway/x.py"])
def test_nothing_is_mocked(place: str):
    assert banned(MOCK, place)
