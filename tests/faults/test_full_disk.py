"""A store on a disk that is full: changes are refused with a code, and taken once there is room."""

import asyncio
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import pytest

from tests.cli.programme import Serving
from tests.faults.asked import QUESTIONS, once

ROOM = "80m"
OWN = ("unshare", "--map-root-user", "--mount")
"""Runs a command with mounts of its own, which anybody may have where the kernel lets them."""

MOUNTED = f'mkdir -p data && mount -t tmpfs -o size={ROOM} none data && exec "$@"'


def allowed() -> bool:
    """Whether a small disk of our own can be had here."""
    try:
        mount = [*OWN, "mount", "-t", "tmpfs", "none", "/mnt"]
        return subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not allowed(), reason="no mounts of its own for a process of ours here"),
]


class Cramped(Serving):
    """A gateway whose data folder is a small disk of its own."""

    before: ClassVar[tuple[str, ...]] = (*OWN, "sh", "-c", MOUNTED, "sh")


def change(number: int) -> str:
    return (
        f'mutation {{ registerAccounts(input: {{idempotencyKey: "k{number}", rows: '
        f'[{{uid: "n{number}", owner: "p{number}", ownerName: "N"}}]}}) {{ __typename }} }}'
    )


NEW_KIND = """
mutation { renameAccount(input: {idempotencyKey: "k", account: "elm", name: "Elm"}) {
  __typename
} }
"""
"""Has a statement keep the first former version of an account, for which the engine makes files."""


def fill(file: Path) -> None:
    """Write until no room is left."""
    with file.open("wb", buffering=0) as full, suppress(OSError):
        while full.write(bytes(65_536)):
            pass


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_full_disk_is_told_by_its_code_and_harms_nothing(tmp_path: Path, workers: str):
    with Cramped(tmp_path, "--workers", workers) as served:
        seen = Path(f"/proc/{served.process.pid}/root{tmp_path}/data")
        fill(seen / "ballast")
        told = await asyncio.gather(*(once(served.url, change(number)) for number in range(5)))
        told.append(await once(served.url, NEW_KIND))
        for answer in told:
            assert (answer.body["data"], answer.code) == (None, "STORE_UNWRITABLE")
            assert answer.seconds < 5
        for query, right in QUESTIONS.items():
            assert (await once(served.url, query)).body["data"] == right
        (seen / "ballast").unlink()
        for number in range(5):
            again = await once(served.url, change(number))
            assert again.body["data"] == {"registerAccounts": {"__typename": "RowsDone"}}
        again = await once(served.url, NEW_KIND)
        assert again.body["data"] == {"renameAccount": {"__typename": "FactsWritten"}}
        log = served.log.read_text("utf-8")
    assert "Traceback" not in log
    assert "STORE_UNWRITABLE" in log
