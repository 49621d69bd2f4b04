"""How many values there are in variables: each is looked at, and made something of."""

from itertools import chain
from typing import Any, Final

HOLDING: Final = frozenset({list, dict})
"""Types of values that hold others."""


def many(variables: dict[str, Any], most: int) -> bool:
    """Whether there are more than that, members of lists and objects counted; level by level."""
    if len(variables) <= most and HOLDING.isdisjoint(map(type, variables.values())):
        return False
    level, left = list(variables.values()), most - len(variables)
    while left >= 0:
        lists: list[list[Any]] = [each for each in level if type(each) is list]
        objects: list[dict[str, Any]] = [each for each in level if type(each) is dict]
        held = sum(map(len, lists)) + sum(map(len, objects))
        if not held:
            return False
        left -= held
        level = list(chain(*lists, *(each.values() for each in objects))) if left >= 0 else []
    return True
