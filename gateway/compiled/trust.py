"""Types whose values are what they seem, and what to do with a value that may not be.

graphql-core asks of every value whether it can be awaited and whether it is an exception. Both are
questions about its type, unless the type makes up its attributes; so they are asked once a type.
"""

from typing import Final

from graphql import Undefined
from strawberry.execution import optimized_is_awaitable

MOST_TYPES = 4_096


class Abandoned(BaseException):
    """The compiled answer is given up, and graphql-core asked; no `except Exception` stops it."""


TRUSTED: Final[set[type]] = {str, int, float, bool, list, tuple, dict}
"""Types whose values can't be awaited, are no exceptions, and have no attributes made up."""


def judged(value: object) -> None:
    """Raise Abandoned for a value that graphql-core would not take as it is; remember its type."""
    if (
        value is None
        or value is Undefined
        or isinstance(value, Exception)
        or optimized_is_awaitable(value)
    ):
        raise Abandoned(f"unexpected {type(value).__name__}")
    kind = type(value)
    if not _makes_up(kind):
        if len(TRUSTED) >= MOST_TYPES:
            TRUSTED.clear()
        TRUSTED.add(kind)


def awaits(value: object) -> bool:
    """Whether a value is to be awaited."""
    return type(value) not in TRUSTED and optimized_is_awaitable(value)


def _makes_up(kind: type) -> bool:
    """Whether instances may have attributes, or a class, that their type does not show."""
    if kind.__getattribute__ is not object.__getattribute__:
        return True
    return any(
        "__getattr__" in vars(each) or "__class__" in vars(each)
        for each in kind.__mro__
        if each is not object
    )
