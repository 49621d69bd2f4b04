"""The work list of the whole programme: every open request, looked at in portions.

What came about is worked out anew each time and nothing of it is kept: a due day depends on the
calendar, on readings and on what else is known. The store only knows which requests are open.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence

from graph.model import Request
from graph.rules import workflow
from graph.rules.standing import Known
from graph.rules.workflow import Due
from loaders.scope import Scope

PAGE = 1_000
"""Open requests read at a time."""

TURN = 200
"""Requests looked at before others of the process have their turn: some 40 ms."""


async def due(scope: Scope, page: int = PAGE) -> AsyncIterator[Due]:
    """What became due or lapsed by the day of the moment (R112, Q7, Q16), in portions by id.

    Three statements a page, one where its requests and accounts are warm. A request that ends
    meanwhile may be told still, and one that is made meanwhile be missed: whoever acts on it looks
    again in the transaction of the act.
    """
    async for requests, known in _pages(scope, page):
        for some in _turns(requests):
            yield workflow.due(some, known)
            await asyncio.sleep(0)


async def _pages(scope: Scope, page: int) -> AsyncIterator[tuple[Sequence[Request], Known]]:
    after, more = "", True
    while more:
        found, more = await scope.facts.open_requests(after, page)
        requests = [each for some in found.values() for each in scope.moment.known(some)]
        named = {each.account for each in requests}
        named |= {each.other for each in requests if each.other is not None}
        yield requests, await scope.known(named)
        after = max(found, default=after)


def _turns(requests: Sequence[Request]) -> Iterator[Sequence[Request]]:
    return (requests[at : at + TURN] for at in range(0, len(requests), TURN))
