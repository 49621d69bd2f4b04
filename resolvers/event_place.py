"""Where an entry stands in the change feed, as a cursor."""

from resolvers.errors import invalid
from resolvers.paging import cursor, position

LIST = "changes"


def place(seq: int) -> str:
    """The cursor of an entry by its number; 0 stands before the first."""
    return cursor(LIST, str(seq))


def number(after: str | None) -> int:
    """The number of an entry by its cursor, 0 without one; INVALID_CURSOR, INVALID_ARGUMENT."""
    (given,) = position(LIST, after)
    if given and not (given.isascii() and given.isdigit()):
        raise invalid("the cursor of an entry", given)
    return int(given or 0)
