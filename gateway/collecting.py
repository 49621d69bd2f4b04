"""Python's collector of cycles: how often it looks through what has come to live.

By itself it looks after every 700 objects, and has little to find here. An import spent four tenths
of its own processor time in it, and spends a twelfth at this pace.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager

SETTLED = 50_000, 20, 50
"""Objects after which the newest are looked through; and how often before older ones are too."""

SELDOM = 50_000, 5, 5
"""The same for long work, which lets go of much that has lived for a while: a file's chunks."""


def settle() -> None:
    """Have the collector leave alone what is there by now, and look seldom at what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SETTLED)


@contextmanager
def seldom() -> Generator[None]:
    """Have it look seldom for as long as a long piece of work takes."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
