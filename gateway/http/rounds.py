"""A look at all connections now and then, so that none needs a timer of its own."""

import asyncio
from typing import Protocol

MOST = 1.0
"""Seconds between two looks, at the most."""


class Looked(Protocol):
    """What is looked at."""

    def look(self, now: float) -> None:
        """Do what is to be done at an instant of the loop's clock."""
        ...


class Rounds:
    """Goes round while there is anything to look at."""

    def __init__(self, shortest: float) -> None:
        """Look several times within the shortest patience."""
        self._pause = min(MOST, shortest / 4)
        self._all = set[Looked]()
        self._next: asyncio.TimerHandle | None = None

    def join(self, one: Looked) -> None:
        """Look at one more."""
        self._all.add(one)
        if self._next is None:
            self._later()

    def leave(self, one: Looked) -> None:
        """Look at one less."""
        self._all.discard(one)

    def _later(self) -> None:
        self._next = asyncio.get_running_loop().call_later(self._pause, self._round)

    def _round(self) -> None:
        self._next = None
        now = asyncio.get_running_loop().time()
        for each in list(self._all):
            each.look(now)
        if self._all:
            self._later()
