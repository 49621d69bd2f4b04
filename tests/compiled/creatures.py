"""What the torture schema is about: an interface, its kinds, rows that are no kinds, scalars."""

import hashlib
from enum import Enum, StrEnum
from random import Random
from typing import Any, Generic, NewType, TypeVar

import strawberry
from strawberry import Parent, Private, field

from tests.compiled.chaos import Broken, Chaos

T = TypeVar("T")
Day = NewType("Day", object)
Blob = NewType("Blob", object)
Odd = NewType("Odd", object)


class Seed:
    """Random numbers that are the same for the same value and purpose."""

    @staticmethod
    def from_text(seed: str, purpose: str) -> Random:
        digest = hashlib.blake2b(f"{seed}/{purpose}".encode("utf-8", "replace"), digest_size=8)
        return Random(digest.digest())

    @staticmethod
    def of(value: Any, purpose: str) -> Random:
        return Seed.from_text(getattr(value, "seed", "none"), purpose)


@strawberry.enum
class Color(Enum):
    RED = 1
    BLUE = "blue"
    GREEN = (0, 255, 0)


@strawberry.enum
class Mood(StrEnum):
    GLAD = "GLAD"
    SAD = "sad"


@strawberry.interface
class Creature:
    chaos: Private[Chaos]
    seed: Private[str]
    name: str

    def met(self, *call: Any) -> None:
        self.chaos.met(self.seed, *call)

    def bent(self, purpose: str, value: Any) -> Any:
        return self.chaos.bend(Seed.of(self, f"{purpose}!"), value)

    @field
    def legs(self) -> int:
        self.met("legs")
        self.chaos.strike(Seed.of(self, "legs"), "sync raised")
        return self.bent("legs", 4)


@strawberry.type
class Cat(Creature):
    lives: int | None

    @field
    async def meow(self) -> str:
        self.met("meow")
        return self.bent("meow", "meow")


@strawberry.type
class Dog(Creature):
    tricks: list[str]

    @field
    def friend(self) -> Creature | None:
        self.met("friend")
        return self.bent("friend", pet(self.chaos, f"{self.seed}f", ("Cat", "Dog")))


class Rows:
    """A row that makes up its attributes, as those of a store may do."""

    def __init__(self, chaos: Chaos, seed: str) -> None:
        self.chaos, self.seed = chaos, seed

    def __getattr__(self, name: str) -> Any:
        if name in ("title", "size"):
            return self.chaos.bend(Seed.of(self, name), {"title": "row", "size": 2}[name])
        raise AttributeError(name)


@strawberry.type
class Stray:
    """Reads `Rows`."""

    title: str
    size: int | None

    @field
    @staticmethod
    def home(parent: Parent[Rows]) -> str | None:
        return f"home of {parent.seed}"

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        return isinstance(value, Rows)


@strawberry.type
class Page(Generic[T]):
    items: list[T]
    total: int
    next_page: str | None

    @field
    def reversed(self) -> list[T]:
        return list(reversed(self.items))


def pet(chaos: Chaos, seed: str, kinds: tuple[str, ...]) -> Any:
    """One of some kinds, by its seed."""
    rng = Seed.from_text(seed, "pet")
    match rng.choice(kinds):
        case "Cat":
            lives = chaos.bend(rng, 9)
            return Cat(chaos=chaos, seed=seed, name=chaos.bend(rng, "Tom"), lives=lives)
        case "Dog":
            tricks = chaos.bend(rng, ["sit", chaos.bend(rng, "roll")])
            return Dog(chaos=chaos, seed=seed, name="Rex", tricks=tricks)
        case _:
            return Rows(chaos, seed)


def pets(chaos: Chaos, seed: str, number: int) -> list[Any]:
    """Some pets of any kind, now and then a thing that is none."""
    found = [pet(chaos, f"{seed}{n}", ("Cat", "Dog", "Stray")) for n in range(number)]
    return [
        chaos.bend(Seed.from_text(f"{seed}{n}", "in list"), each) for n, each in enumerate(found)
    ]


def odd(value: Any) -> Any:
    """A scalar that can't say even numbers."""
    if value == 2:
        msg = "even"
        raise Broken(msg)
    return {1: 2**53, 17: None}.get(value, value)
