"""The gateway, then its engine, are killed at random moments while clients act; nothing is lost.

What was told as done is there, nothing is half done, and every key gives its first result again. A
gateway whose engine dies goes on with another.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest

from tests.cli import here
from tests.cli.programme import Serving, all_gone, children
from tests.storm.acting import Client, acts, answered
from tests.storm.weather import CALM, all_answered, in_order, one_winner_each, outcome, planted, won

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
CLIENTS = 8
ROUND = 1.5
"""Seconds between two deaths at the most."""


class Ground:
    """A gateway that is started again whenever it is gone, at the same address."""

    def __init__(self, folder: Path) -> None:
        """On a folder's store."""
        self.folder, self.port = folder, ""
        self.served = self.start()

    def start(self) -> Serving:
        """Serve, from the second time on at the port of the first."""
        found = Serving(self.folder, *(("--port", self.port) if self.port else ()), **CALM)
        self.port = found.url.split(":")[2].split("/")[0]
        return found

    def die(self, which: str) -> None:
        """Kill the gateway and have another serve, or kill its engine, which it starts again."""
        (engine,) = children(self.served.process.pid)
        os.kill(self.served.process.pid if which == "gateway" else engine, signal.SIGKILL)
        assert all_gone([engine], within=20)
        if which == "engine":
            return
        self.served.__exit__()
        self.served = self.start()


def test_what_was_told_as_done_outlives_every_death(
    tmp_path: Path, deep: bool, remark: Callable[[str, str], None]
):
    planted(tmp_path)
    rounds, rng = 20 if deep else 3, Random(7)
    ground, done = Ground(tmp_path), list[dict[str, Any]]()
    began, seconds = monotonic(), rounds * (ROUND + 4.0)

    def client(number: int) -> None:
        done.extend(acts(ground.served.url, f"k{number}", began, seconds))

    threads = [Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for number in range(rounds):
        sleep(0.5 + rng.random() * (ROUND - 0.5))
        ground.die("engine" if number % 2 else "gateway")
    for thread in threads:
        thread.join()
    all_answered(done)
    assert one_winner_each(done) > 0
    cut_off = [each for each in done if each["tries"] > 1]
    assert cut_off
    before = sum(outcome(each).get("replayed", False) for each in cut_off)
    figures = f"{len(won(done))} acts done, {len(cut_off)} sent again, {before} were done before"
    remark("storm", f"{rounds} kills: {figures}")
    again = Client(ground.served.url)
    for act in won(done)[-400:]:
        found = outcome(answered(again, act["name"], act["given"]))
        assert found["replayed"], act
        assert (found["revision"], found["events"]) == (
            outcome(act)["revision"],
            outcome(act)["events"],
        )
    again.close()
    assert ground.served.stop(signal.SIGINT) == 0
    ground.served.__exit__()
    with here.folder(tmp_path) as folder:
        in_order(folder, done)
