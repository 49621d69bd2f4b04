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
        hint = "Send it again with the same idempotency key." if writes else "Ask less."
        message = f"The answer took more than {seconds:g} s. {hint}"
        raise Rejected(503, ErrorCode.DEADLINE_EXCEEDED, message) from None
