"""A client that does not answer a ping is gone, and is told so in case it is not."""

import pytest

from tests.live.small import served, until
from tests.live.test_floods import upgraded

pytestmark = pytest.mark.anyio


async def test_whoever_does_not_answer_a_ping_is_told_for_how_long_it_was_waited_for():
    async with served(live_ping_seconds=0.1) as door:
        silent = await upgraded(door)
        heard = await silent.heard()
        assert b"No answer to a ping within 0.1 seconds. Connect again." in heard
        await until(lambda: not door.live.caps.open)
