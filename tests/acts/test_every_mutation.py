"""Every mutation: tried without storing, done, sent again, and refused in each way there is.

A dry run gives what the real run gives and stores nothing; the same key gives the first result
again, with another input it is refused; and a refusal stores nothing and leaves its key unused
(S49, S53, S54, S55, S58).
"""

from collections.abc import Iterator
from typing import Any, cast

import msgspec
import pytest

from graph.ladder import parse
from graph.store import facts, ledger
from graph.store.engine import Engine
from loaders.shared import Shared
from tests.acts.every import TABLE
from tests.acts.payload import APART, selection
from tests.acts.plans import settled
from tests.acts.table import Given, Rows
from tests.resolvers.asking import AUTHOR
from tests.resolvers.changing import Desk
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

MARKS = " ".join(sorted(APART))
KEY = "the key of this test"


async def staged(engine: Engine, rows: Rows) -> Desk:
    """Somebody at the worked example, with what the mutation needs beside it."""
    await ledger.plant(engine, parse(ladder(rows.example, *rows.lines)), AUTHOR)
    desk = Desk(Shared(engine), rows.day)
    for name, given in rows.before:
        await desk.change(name, "... on Act { revision }", **await settled(desk, given))
    return desk


async def checksum(engine: Engine) -> tuple[int, bytes, int]:
    """All that a store holds of facts and events."""
    world = await facts.world(engine)
    return (
        await ledger.revision(engine),
        msgspec.json.encode(world),
        (await ledger.cursor(engine)).seq,
    )


async def sent(
    desk: Desk, name: str, given: Given, **more: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answer to a mutation, and how it was done."""
    text = f"... on Act {{ {MARKS} }} {selection(name)}"
    input_ = {"idempotencyKey": KEY, **await settled(desk, given), **more}
    result = await desk.put(name, text, **input_)
    assert result.errors is None, result.errors
    answer = result.data[name]
    marks = {mark: answer.pop(mark) for mark in APART}
    return answer, marks


@pytest.mark.parametrize("name", TABLE)
async def test_a_dry_run_tells_what_is_done_once_and_told_again(engine: Engine, name: str):
    rows = TABLE[name]
    desk = await staged(engine, rows)
    good = await settled(desk, rows.good)
    before = await checksum(engine)
    dry, marks = await sent(desk, name, good, dryRun=True)
    assert marks == {"dryRun": True, "replayed": False}
    assert await checksum(engine) == before
    done, marks = await sent(desk, name, good)
    assert marks == {"dryRun": False, "replayed": False}
    assert _fixed(dry, rows) == _fixed(done, rows)
    stored = await checksum(engine)
    assert stored[0] == before[0] + 1
    assert stored[2] > before[2]
    again, marks = await sent(desk, name, good)
    assert marks == {"dryRun": False, "replayed": True}
    assert _fixed(again, rows) == _fixed(done, rows)
    other = {**good, "idempotencyKey": KEY, "reason": "Another reason."}
    assert await desk.refused(name, **other) == "IDEMPOTENCY_KEY_REUSED"
    assert await checksum(engine) == stored


@pytest.mark.parametrize("name", TABLE)
async def test_what_is_refused_stores_nothing_and_leaves_its_key_unused(engine: Engine, name: str):
    rows = TABLE[name]
    desk = await staged(engine, rows)
    before, found = await checksum(engine), list[tuple[str, Given]]()
    for each in rows.refusals():
        at = desk.on(each.day) if each.day else desk
        given = await settled(at, {**rows.good, **each.given})
        for dry in (True, False):
            code = await at.refused(name, **given, idempotencyKey=KEY, dryRun=dry)
            found.append((code, each.given))
    expected = [(each.code, each.given) for each in rows.refusals() for _ in range(2)]
    assert found == expected
    assert await checksum(engine) == before
    _, marks = await sent(desk, name, await settled(desk, rows.good))
    assert marks == {"dryRun": False, "replayed": False}


def _fixed(answer: dict[str, Any], rows: Rows) -> dict[str, Any]:
    """What is the same each time, by its path, so that a difference is told by its place."""
    return dict(_leaves({name: each for name, each in answer.items() if name not in rows.apart}))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, each in cast("dict[str, Any]", value).items():
            yield from _leaves(each, f"{path}.{name.rpartition('_')[2]}")
    elif isinstance(value, list):
        yield path, len(cast("list[Any]", value))
        for at, each in enumerate(cast("list[Any]", value)):
            yield from _leaves(each, f"{path}.{at}")
    else:
        yield path, value
