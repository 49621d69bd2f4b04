"""A folder too big for one commit is stored in several, whoever writes in between."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gateway.exchange.portions import CutShort
from gateway.exchange.reading import Unwatched
from gateway.exchange.taking import Outcome, take
from graph.store import facts, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine, Row, Work
from graph.store.errors import StoreUnavailable
from tests.engines import wipe
from tests.exchange.folders import (
    AT,
    TERMS,
    batch,
    exported,
    files,
    folder,
    ladder,
    said,
    take_folder,
    totals,
)
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio

SMALL = replace(TERMS, portion=4)
ROWS = 14


class Interrupted:
    """An engine before whose n-th commit something happens."""

    def __init__(
        self, engine: Engine, number: int, happens: Callable[[], Coroutine[Any, Any, object]]
    ) -> None:
        self._engine = engine
        self._left = number
        self._happens = happens
        self.name, self.address, self.version = engine.name, engine.address, engine.version

    async def run(self, statement: Any, /, **params: object) -> list[Row]:
        return await self._engine.run(statement, **params)

    async def commit(self, work: Work[Any]) -> Any:
        self._left -= 1
        if self._left == 0:
            await self._happens()
        return await self._engine.commit(work)

    async def close(self) -> None:
        await self._engine.close()


async def taken(engine: Engine, path: Path) -> Outcome:
    return await take(engine, batch(path), SMALL, Unwatched())


async def test_portions_store_what_one_commit_stores(embedded: Embedded, tmp_path: Path):
    for seed in range(3):
        await wipe(embedded)
        given = exported(replace(random_world(seed), findings=()), tmp_path / f"{seed}-given")
        await take_folder(embedded, given)
        once = exported(await facts.world(embedded), tmp_path / f"{seed}-once")
        await wipe(embedded)
        outcome = (await take_folder(embedded, given, replace(TERMS, portion=20))).outcome
        assert outcome.revision == await ledger.revision(embedded) > 2
        assert files(exported(await facts.world(embedded), tmp_path / f"{seed}-many")) == files(
            once
        )


async def test_a_dry_run_and_a_refused_row_store_no_portion(embedded: Embedded, tmp_path: Path):
    dry = (await take_folder(embedded, folder(tmp_path), replace(SMALL, dry_run=True))).outcome
    assert (totals(dry)[0], dry.stored) == (ROWS, False)
    refused = folder(
        tmp_path, findings="obligation,party,mismanaged,found_on\nx,c1,true,2018-01-01\n"
    )
    assert not (await taken(embedded, refused)).stored
    assert await ledger.revision(embedded) == 0


async def test_a_store_that_fails_in_between_keeps_what_it_has_and_gets_the_rest_later(
    embedded: Embedded, tmp_path: Path
):
    async def fail() -> None:
        raise StoreUnavailable("gone")

    path = folder(tmp_path)
    with pytest.raises(CutShort, match="gone; 8 rows are not stored yet, the others are: import"):
        await taken(Interrupted(embedded, 3, fail), path)
    assert await ledger.revision(embedded) == 2
    outcome = await taken(embedded, path)
    assert (totals(outcome), said(outcome)) == ([8, 0, 6, 0], [])
    assert totals(await taken(embedded, path)) == [0, 0, ROWS, 0]


@pytest.mark.parametrize(
    ("theirs", "codes"),
    [
        ("new is partner from 2018-01-01", []),
        ("u3 is partner from 2018-01-01", ["ACCOUNT_IS_PARTNER", "PARTY_NOT_INVOLVED"]),
    ],
)
async def test_what_somebody_writes_in_between_is_judged_beside_the_rest(
    embedded: Embedded, tmp_path: Path, theirs: str, codes: list[str]
):
    async def write() -> None:
        world = ladder(theirs) if not codes else replace(ladder(theirs), parties=(), accounts=())
        await ledger.plant(embedded, world, ledger.Author("they", AT))

    outcome = await taken(Interrupted(embedded, 3, write), folder(tmp_path))
    assert [problem.code for problem in outcome.problems] == codes
    assert outcome.stored
    assert len((await facts.world(embedded)).links) == (0 if codes else 1)
