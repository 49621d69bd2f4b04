"""What a streamed import holds does not grow with its file: a process takes in two sizes of one.

Few rows in the suite, a million with `--deep`; what is compared is the most memory that it took.
"""

import resource
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from graph.store.embedded import Embedded
from tests.cli import here
from tests.exchange.folders import folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sizes are told in other units")

ROOM = 1.1
"""By how much the larger file may take more: allocators are not exact."""


def written(path: Path, rows: int) -> Path:
    """A file of so many payments, each with an id of its own."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id,account,paid_at,amount\n")
        for number in range(rows):
            day, cents = number % 28 + 1, number % 97 + 1
            file.write(f"{path.stem}-{number},u3,2018-03-{day:02}T08:00:00,{cents}.25\n")
    return path


def taken(path: Path, settings: dict[str, str], told: Callable[[object], None]) -> None:
    """Import a file, and tell how it went and the most memory, in KB."""
    done = here.run(["import", str(path)], path.parent, **settings)
    told((done.exit_code, done.stdout, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def peak(path: Path, rows: int, settings: dict[str, str]) -> int:
    """The most memory of a process of its own that takes in so many payments, in KB."""
    spawning = get_context("spawn")
    ours, theirs = spawning.Pipe(duplex=False)
    process = spawning.Process(target=taken, args=(written(path, rows), settings, theirs.send))
    process.start()
    code, said, most = ours.recv()
    process.join()
    assert code == 0, said
    assert f"{rows:,} rows: {rows:,} new" in said
    return most


@pytest.mark.usefixtures("anyio_backend")
def test_a_larger_file_takes_no_more_memory(
    throwaway: Embedded, tmp_path: Path, deep: bool, remark: Callable[[str, str], None]
):
    settings = here.store(throwaway)
    assert (
        here.run(["import", str(folder(tmp_path / "books"))], tmp_path, **settings).exit_code == 0
    )
    few, many = (100_000, 1_000_000) if deep else (10_000, 80_000)
    small = peak(tmp_path / "small.csv", few, settings)
    large = peak(tmp_path / "large.csv", many, settings)
    remark("memory", f"{small // 1024} MB for {few:,} rows, {large // 1024} MB for {many:,}")
    assert large < small * ROOM
