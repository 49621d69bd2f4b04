"""The memory of a process that answers for a long time stays where it was."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import orjson
import pytest
from starlette.types import Message, Scope

from gateway.app import create_app
from gateway.bench.rows import OPERATIONS, SCHEMA, now, sit
from gateway.settings import Settings

pytestmark = pytest.mark.anyio

SCOPE = {"type": "http", "http_version": "1.1", "method": "POST", "path": "/graphql"}
HEAD = [(b"host", b"door"), (b"content-type", b"application/json"), (b"accept", b"*/*")]
GROWN = 6_000
"""KiB that the process may grow after it has answered a while."""


class Door:
    """The door over rows at hand, with room for a few hundred texts; asked without a connection."""

    def __init__(self) -> None:
        settings = Settings(documents=40_000, kept_answers=1_000_000)
        self._app: Any = create_app(settings, cast("Any", None), SCHEMA, sit, now)
        self.ways = self._app.endpoint.compiled.ways

    async def ask(self, query: str, variables: dict[str, Any]) -> int:
        """The status of an answer."""
        body, told = orjson.dumps({"query": query, "variables": variables}), list[Message]()

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            told.append(message)

        scope: Scope = {**SCOPE, "headers": HEAD}
        await self._app({**scope, "query_string": b"", "client": ("127.0.0.1", 1)}, receive, send)
        return told[0]["status"]


async def question(door: Door, number: int) -> None:
    """One of a stream: most are known, a few are new or wrong, and variables differ."""
    text, variables = OPERATIONS["a"]
    match number % 20:
        case 0:
            text = text.replace("query", f"query Q{number}")
        case 1:
            text = f"{{ nothing{number} }}"
        case 2:
            variables = {"uid": number}
        case _:
            variables = {"uid": f"u{number % 5_000}"}
    assert await door.ask(text, variables) == 200


def resident() -> int:
    """KiB of memory that this process has now."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


async def test_memory_is_flat_over_many_requests(remark: Callable[[str, str], None], deep: bool):
    door, step = Door(), 100_000 if deep else 1_000
    seen: list[int] = []
    for number in range(10 * step):
        await question(door, number)
        if number % step == step - 1:
            gc.collect()
            seen.append(resident())
    shown = " ".join(f"{each / 1024:.0f}" for each in seen)
    remark("memory", f"{shown} MB at each {step:,} of {10 * step:,} requests")
    assert max(seen[4:]) - seen[3] < GROWN, shown
    assert door.ways.ways["compiled"] > step
