"""Sixteen clients of four processes want the same few accounts: one wins each, nothing is lost."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.store.engine import Engine
from tests.cli import here
from tests.cli.programme import Serving
from tests.engines import NEO4J, connection, wipe
from tests.storm.weather import (
    CALM,
    Act,
    all_answered,
    in_order,
    made_again,
    one_winner_each,
    planted,
    storm,
    won,
)

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
FOUGHT = 2
"""Accounts that are wanted by two at least, on a slow machine too."""


Remark = Callable[[str, str], None]


def held(urls: list[str], seconds: float, remark: Remark) -> list[Act]:
    acts = storm(urls, seconds)
    counts = all_answered(acts)
    asked, done = len(acts) / seconds, len(won(acts)) / seconds
    remark("storm", f"{len(urls)} gateways, 16 clients: {asked:.0f} acts a second, {done:.0f} done")
    remark("storm", ", ".join(f"{what} {n}" for what, n in counts.most_common(12)))
    assert one_winner_each(acts) >= FOUGHT
    assert len(counts) > FOUGHT, counts
    return acts


def test_each_contest_has_one_winner_on_the_embedded_engine(
    tmp_path: Path, deep: bool, remark: Remark
):
    planted(tmp_path)
    with Serving(tmp_path, **CALM) as served:
        acts = held([served.url], 60 if deep else 8, remark)
        assert served.stop(signal.SIGINT) == 0
    with here.folder(tmp_path) as folder:
        in_order(folder, acts)
        made_again(folder)


@pytest.mark.anyio
@pytest.mark.skipif(not NEO4J, reason="a Neo4j of several gateways; scripts/neo4j run starts one")
async def test_each_contest_has_one_winner_with_two_gateways_on_neo4j(
    session_neo4j: Engine, tmp_path: Path, deep: bool, remark: Remark
):
    await wipe(session_neo4j)
    uri, user, password = connection()
    store, settings = ("--store", uri, "--store-user", user), {"GATEWAY_STORE_PASSWORD": password}
    planted(tmp_path, *store, **settings)
    with ExitStack() as stack:
        folders = [tmp_path / name for name in ("one", "two")]
        for folder in folders:
            folder.mkdir()
        both = [
            stack.enter_context(Serving(folder, *store, **CALM, **settings)) for folder in folders
        ]
        acts = held([each.url for each in both], 60 if deep else 8, remark)
        for each in both:
            assert each.stop(signal.SIGINT) == 0

    def looked_into() -> None:
        with here.folder(tmp_path) as folder:
            in_order(folder, acts, *store, **settings)
            made_again(folder, *store, **settings)

    await asyncio.to_thread(looked_into)  # commands have a loop of their own
