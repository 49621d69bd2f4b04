"""How long an answer may take, through whichever door it was asked."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from gateway.http.errors import ErrorCode, Rejected

T = TypeVar("T")


async def in_time(work: Awaitable[T], seconds: float, *, writes: bool) -> T:
    """Wait for work so long; Rejected with DEADLINE_EXCEEDED, and the work cancelled, after."""
    deadline = asyncio.timeout(seconds)
    try:
        async with deadline:
            return await work
    except TimeoutError:
        if not deadline.expired():
            raise
        raise too_late(seconds, writes=writes) from None


def too_late(seconds: float, *, writes: bool) -> Rejected:
    """What is told whom an answer took too long for."""
    hint = "Send it again with the same idempotency key." if writes else "Ask less."
    message = f"The answer took more than {seconds:g} s. {hint}"
    return Rejected(503, ErrorCode.DEADLINE_EXCEEDED, message, retry_after="1")
