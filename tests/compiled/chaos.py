"""Values gone wrong, in every way that a resolver or an attribute can go wrong."""

import asyncio
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from graphql import GraphQLError, Undefined


class Soon:
    """Can be awaited, again and again."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "soon"

    def __await__(self) -> Generator[Any, None, Any]:
        yield from asyncio.sleep(0).__await__()
        return self.value


class Loud(str):
    """A text that is not exactly one."""

    __slots__ = ()


class Broken(Exception):
    """What a broken resolver raises."""


class Unsayable:
    def __str__(self) -> str:
        msg = "no words"
        raise Broken(msg)


WRONG: dict[str, Callable[[Any], Any]] = {
    "null": lambda _: None,
    "undefined": lambda _: Undefined,
    "error returned": lambda _: Broken("returned"),
    "graphql error returned": lambda _: GraphQLError("said", extensions={"code": "SAID"}),
    "awaitable": Soon,
    "awaitable null": lambda _: Soon(None),
    "awaitable error": lambda _: Soon(Broken("later")),
    "text": lambda _: "17",
    "loud text": lambda _: Loud("loud"),
    "whole number": lambda _: 41,
    "large number": lambda _: 2**40,
    "huge number": lambda _: 2**70,
    "boolean": lambda _: True,
    "float": lambda _: 2.5,
    "whole float": lambda _: 3.0,
    "large float": lambda _: 1e22,
    "tiny float": lambda _: 1e-9,
    "nan": lambda _: float("nan"),
    "infinite": lambda _: float("-inf"),
    "decimal": lambda _: Decimal("1.5"),
    "bytes": lambda _: b"raw",
    "object": lambda _: object(),
    "unsayable": lambda _: Unsayable(),
    "mapping": lambda _: {"name": "mapped", "items": 1},
    "list": lambda value: [value, None],
    "tuple": lambda value: tuple(value) if isinstance(value, list) else (value,),
    "set": lambda _: {1},
    "generator": lambda value: (each for each in (value if isinstance(value, list) else [value])),
    "surrogate": lambda _: "\ud800",
    "type": lambda _: Broken,
}


@dataclass
class Chaos:
    """How often something goes wrong, and what went wrong so far."""

    rate: float = 0.0
    seen: Counter[str] = field(default_factory=Counter)
    calls: Counter[tuple[Any, ...]] = field(default_factory=Counter)

    def bend(self, rng: Random, value: Any) -> Any:
        """The value, or something else in its place."""
        if rng.random() >= self.rate:
            return value
        name = rng.choice(list(WRONG))
        self.seen[name] += 1
        return WRONG[name](value)

    def strike(self, rng: Random, name: str) -> None:
        """Raise now and then."""
        if rng.random() < self.rate:
            self.seen[name] += 1
            if rng.random() < 0.3:
                raise GraphQLError(name, extensions={"code": "STRUCK"})
            raise Broken(name)

    def met(self, *call: Any) -> None:
        """Count a call."""
        self.calls[call] += 1
