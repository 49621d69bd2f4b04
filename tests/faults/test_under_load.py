"""Clients that stay connected and ask without a pause, while the engine is killed in the middle."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL
from statistics import median

import pytest

from tests.cli.programme import Serving, children
from tests.faults.asked import Heard, resident, well_again

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform != "linux", reason="it looks at processes in /proc"),
]
FULL = 0.7
"""Share of the rate before that counts as the full rate: one machine is never quite even."""


async def test_an_engine_killed_in_the_middle_is_no_wrong_answer_and_no_lasting_harm(
    tmp_path: Path, deep: bool, remark: Callable[[str, str], None]
):
    clients, seconds = (200, 60) if deep else (20, 6)
    with Serving(tmp_path) as served:
        await well_again(served.url, 10)
        heard = Heard()
        asking = [heard.keep_asking(served.url, seconds) for _ in range(clients)]
        work = asyncio.gather(*asking)
        killed = seconds // 2 if deep else 2
        await asyncio.sleep(killed)
        (engine,) = children(served.process.pid)
        before = resident(served.process.pid)
        os.kill(engine, SIGKILL)
        await work
        after = resident(served.process.pid)
        await well_again(served.url, 15)
    assert not heard.wrong
    usual = median(heard.right[second] for second in range(1, killed))
    rates = [heard.right[second] for second in range(killed, seconds)]
    back = next((at for at, rate in enumerate(rates) if at and rate >= FULL * usual), None)
    told = (
        f"{clients} clients for {seconds} s, engine killed after {killed}: {usual:.0f} right"
        f" answers a second before, full rate again after {back} s, coded"
        f" {dict(heard.coded)}, slowest {heard.slowest:.1f} s,"
        f" memory {before / 2**20:.0f} → {after / 2**20:.0f} MB; {rates}"
    )
    remark("under load with the engine killed", told)
    assert after < 1.2 * before, told
    if deep:
        assert back is not None, told
        assert back <= 10, told
