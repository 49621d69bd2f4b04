"""A mistake that somebody could make with these rules, as an edit that the tests must notice."""

from typing import NamedTuple


class Mutant(NamedTuple):
    """In `file`, `text`, which stands there once, is replaced; `tests` must fail then."""

    mistake: str
    file: str
    text: str
    replacement: str
    tests: str
