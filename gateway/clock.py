"""The only place that asks what time it is; everything below is handed a moment as a value."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeAlias

from graph.model import day_of

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present instant in UTC. A test hands in one that stands still."""


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def today(at: datetime) -> date:
    """The civil day in Asia/Shanghai on which an instant falls."""
    return day_of(at)
