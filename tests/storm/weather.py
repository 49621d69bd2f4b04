"""Storms over a gateway: who acts, and what must hold afterwards."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from tests.cli import here
from tests.cli.programme import ROOT, environment, gateway
from tests.resolvers.ladders import ladder
from tests.storm.acting import FEW, PARTNERS, WANTED

PROCESSES = 4

PLANTED = 1
"""The revision of the world that was planted."""
CALM = {"GATEWAY_SCHEDULER": "off"}
"""Settings by which the clients of a gateway are the only ones who write."""

Act = dict[str, Any]
Store = Sequence[str]
"""The options that name a store."""
HERE = ("--store", "data")
"""The store of a folder, which a gateway serves there."""


def world() -> str:
    """The worked example; every customer lets every partner take it over; accounts to fight for."""
    lets = [f"{uid} lets {partner} transfer from 2018-01-01" for uid in FEW for partner in PARTNERS]
    return "\n".join(
        [ladder("fixture"), *lets, *(f"x{n} owned by cust:x{n}" for n in range(WANTED))]
    )


def planted(folder: Path, *store: str, **settings: str) -> None:
    """The world in a store."""
    done = gateway("plant", "-", *store, cwd=folder, stdin=world(), **settings)
    assert done.returncode == 0, done.stderr


def storm(urls: Sequence[str], seconds: float, processes: int = PROCESSES) -> list[Act]:
    """What the clients of some processes did, all of it answered."""
    began = monotonic() + 0.5
    command = [sys.executable, "-m", "tests.storm.acting", ",".join(urls)]
    running = [
        subprocess.Popen(
            [*command, f"s{number}", str(began), str(seconds)],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    return [act for each in running for act in _output(each, seconds)]


def _output(process: "subprocess.Popen[str]", seconds: float) -> list[Act]:
    out, told = process.communicate(timeout=seconds + 150)
    assert process.returncode == 0, told
    return [json.loads(line) for line in out.splitlines()]


def outcome(act: Act) -> dict[str, Any]:
    """What a mutation answered: a success or a refusal."""
    (found,) = act["answer"]["data"].values()
    return found


def won(acts: Iterable[Act]) -> list[Act]:
    """Those that were done."""
    return [act for act in acts if "code" not in outcome(act)]


def all_answered(acts: Sequence[Act]) -> Counter[str]:
    """How often each thing was answered; every one is a success or a refusal with a next step."""
    wrong = [act for act in acts if act["status"] != 200 or "errors" in act["answer"]]
    assert wrong == []
    for act in acts:
        assert outcome(act).get("nextStep", "it was done"), act
    return Counter(f"{act['name']} {outcome(act).get('code', 'done')}" for act in acts)


def one_winner_each(acts: Sequence[Act]) -> int:
    """Of those who wanted the same account one has it; how many were fought for."""
    wanted = Counter(act["given"]["account"] for act in acts if _fought(act))
    have = Counter(act["given"]["account"] for act in won(acts) if _fought(act))
    assert have == dict.fromkeys(wanted, 1)
    return sum(number > 1 for number in wanted.values())


def _fought(act: Act) -> bool:
    return act["given"].get("account", "").startswith("x")


def in_order(folder: here.Folder, acts: Sequence[Act], *store: str, **settings: str) -> None:
    """The store keeps its invariants, and its feed has no gap.

    After the world that was planted, the feed tells of what was told as done, once, and of nothing
    else: no act was done for somebody who was refused, or done twice for somebody who sent again.
    """
    told, store = _teller(folder, settings), store or HERE
    told("doctor", "--audit", *store)
    feed = [json.loads(line) for line in told("feed", *store).splitlines()]
    assert [each["seq"] for each in feed] == list(range(1, len(feed) + 1))
    seqs = [event["seq"] for act in won(acts) for event in outcome(act)["events"]]
    assert len(seqs) == len(set(seqs))
    assert set(seqs) == {each["seq"] for each in feed if each["revision"] > PLANTED}


def made_again(folder: here.Folder, *store: str, **settings: str) -> None:
    """An export shows no drift from the store, and the feed alone makes the same store again."""
    told, store = _teller(folder, settings), store or HERE
    told("export", "there", *store)
    told("reconcile", "there", "--as-of", "2018-06-15", *store)
    told("feed", "--out", "feed.ndjson", *store)
    told("replay", "feed.ndjson", "--to", "copy")
    told("export", "again", "--store", "copy")
    for file in sorted((folder.path / "there").iterdir()):
        assert (folder.path / "again" / file.name).read_bytes() == file.read_bytes(), file.name


def _teller(folder: here.Folder, settings: Mapping[str, str]) -> Callable[..., str]:
    def told(*arguments: str) -> str:
        done = folder.run(*arguments, **settings)
        assert done.exit_code == 0, (arguments, done.stdout[-2_000:], done.stderr[-2_000:])
        return done.stdout

    return told
