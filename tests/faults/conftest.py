"""A genuine Redis that a test may kill."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.loaders.genuine_redis import Redis, genuine_redis


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[Redis]:
    """A Redis of the test's own."""
    async with genuine_redis(tmp_path) as redis:
        yield redis
