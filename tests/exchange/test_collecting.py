"""While an import takes its time, Python's collector of cycles looks seldom at what it makes."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from gateway.collecting import SELDOM, seldom
from tests.exchange.folders import GOOD, folder

pytestmark = pytest.mark.usefixtures("anyio_backend")

ROWS = 5_000
PAID = "".join(f"m{n},u3,2018-03-15T08:00:00,{n % 97 + 1}\n" for n in range(ROWS))


@pytest.fixture
def looks() -> Iterator[list[int]]:
    """The generations that were looked through."""
    found = list[int]()

    def note(phase: str, info: dict[str, Any]) -> None:
        if phase == "stop":
            found.append(info["generation"])

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


@pytest.mark.parametrize("streams", [True, False])
def test_the_newest_rows_are_looked_through_a_few_times_alone(
    gateway: Callable[..., Result], tmp_path: Path, looks: list[int], streams: bool
):
    before = gc.get_threshold()
    books = folder(tmp_path / "books", payments=GOOD["payments.csv"] + ("" if streams else PAID))
    (path := tmp_path / "march.csv").write_text(GOOD["payments.csv"] + PAID, "utf-8")
    if streams:
        assert gateway("import", books).exit_code == 0
    looks.clear()
    assert gateway("import", path if streams else books).exit_code == 0
    assert len(looks) < ROWS / 250
    assert gc.get_threshold() == before


def test_what_fails_leaves_the_pace_as_it_was():
    def fail() -> None:
        with seldom():
            assert gc.get_threshold() == SELDOM
            raise LookupError

    before = gc.get_threshold()
    with pytest.raises(LookupError):
        fail()
    assert gc.get_threshold() == before != SELDOM
