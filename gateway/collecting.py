"""Python's collector of cycles: how often it looks through what has come to live.

By itself it looks after every 700 objects, and has little to find here. An import spent four tenths
of its own processor time in it, and spends a twelfth at this pace.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager

SELDOM = 50_000, 20, 50
"""Objects after which the newest are looked through; and how often before older ones are too."""


def settle() -> None:
    """Have the collector leave alone what is there by now, and look seldom at what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


@contextmanager
def seldom() -> Generator[None]:
    """Have it look seldom for as long as a long piece of work takes."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
