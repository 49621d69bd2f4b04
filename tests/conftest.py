"""What all tests share: the engines (see `engines.py`)."""

from tests.engines import (
    anyio_backend,
    embedded,
    engine,
    posted,
    session_embedded,
    session_engine,
    session_neo4j,
    throwaway,
)
from tests.ways import both_ways

__all__ = [
    "anyio_backend",
    "both_ways",
    "embedded",
    "engine",
    "posted",
    "session_embedded",
    "session_engine",
    "session_neo4j",
    "throwaway",
]
