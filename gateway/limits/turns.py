"""How many questions are answered at once: the others wait for their turn, a bounded number."""

import asyncio
from collections import deque
from time import perf_counter

from gateway.http.errors import ErrorCode, Rejected
from gateway.watch.requests import Spread


class Turns:
    """Lets so many at once do their work; first come, first served."""

    def __init__(self, most: int, room: int) -> None:
        """At most `most` under way, and `room` waiting."""
        self.most, self._room = most, room
        self.under_way = 0
        self.waited = Spread()
        """How long those waited whose turn came; whoever had one at once, for no time."""
        self._line: deque[asyncio.Future[None]] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line)

    def begin(self) -> bool:
        """Take a turn if there is one now; whoever has one ends it by `end`."""
        if self.under_way >= self.most:
            return False
        self.under_way += 1
        self.waited.buckets[0] += 1
        return True

    async def wait(self) -> None:
        """Wait for a turn and take it; raises Rejected when the line is full."""
        if len(self._line) >= self._room:
            raise _overloaded(self.most, self._room)
        mine = asyncio.get_running_loop().create_future()
        self._line.append(mine)
        began = perf_counter()
        try:
            await mine
        except asyncio.CancelledError:
            self._leave(mine)
            raise
        self.waited.add(perf_counter() - began)

    def _leave(self, mine: asyncio.Future[None]) -> None:
        """Leave the line; whoever had its turn already passes it on."""
        if mine in self._line:
            self._line.remove(mine)
        elif not mine.cancelled():
            self.end()

    def end(self) -> None:
        """Give the turn to the first that still waits."""
        while self._line:
            first = self._line.popleft()
            if not first.done():
                first.set_result(None)
                return
        self.under_way -= 1


def _overloaded(most: int, room: int) -> Rejected:
    message = f"{most} requests are under way and {room} wait, which is all. Try again in a moment."
    return Rejected(503, ErrorCode.OVERLOADED, message, retry_after="1")
