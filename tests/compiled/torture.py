"""A schema with all that makes an executor's life hard, over values made up from a seed."""

import asyncio
from datetime import date, timedelta
from typing import Annotated, Any

import strawberry
from strawberry import UNSET, Parent, field
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission
from strawberry.schema.config import StrawberryConfig

from tests.compiled.chaos import Chaos
from tests.compiled.creatures import (
    Blob,
    Cat,
    Color,
    Creature,
    Day,
    Dog,
    Mood,
    Odd,
    Page,
    Rows,
    Seed,
    Stray,
    odd,
    pet,
    pets,
)
from tests.compiled.gathered import Gathered

Pet = Annotated[Cat | Dog | Stray, strawberry.union("Pet")]
Info = strawberry.Info[Chaos, None]


@strawberry.input
class Filter:
    least: int = 3
    most: int | None = None
    colors: list[Color] | None = UNSET
    tags: list[str | None] = strawberry.field(default_factory=list)
    inner: "Filter | None" = None
    day: Day | None = None


@strawberry.input(one_of=True)
class Either:
    uid: strawberry.Maybe[str]
    number: strawberry.Maybe[int]


class Allowed(BasePermission):
    message = "not allowed"

    def has_permission(self, source: Any, info: Any, **_: Any) -> bool:
        return Seed.of(source, "allowed").random() > info.context.rate


class AllowedLater(BasePermission):
    message = "not allowed later"

    async def has_permission(self, source: Any, info: Any, **_: Any) -> bool:
        await asyncio.sleep(0)
        return Seed.of(source, "later").random() > info.context.rate


class Exclaim(FieldExtension):
    def resolve(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> Any:
        return f"{next_(source, info, **kwargs)}!"


@strawberry.type
class Thing(Gathered):
    """Every kind of field, on a value made from a seed."""

    number: int
    maybe_number: int | None
    ratio: float
    flag: bool
    maybe_flag: bool | None
    code: strawberry.ID
    color: Color
    mood: Mood | None
    day: Day
    maybe_day: Day | None
    blob: Blob
    maybe_odd: Odd | None
    words: list[str]
    maybe_words: list[str | None] | None
    grid: list[list[int]]
    maybe_grid: list[list[int | None] | None] | None
    colors: list[Color]
    cat: Cat | None
    dogs: list[Dog]
    held: Creature | None
    pet_at_hand: Pet | None
    page: Page[str]
    deep: list[list[Cat | None]] | None

    renamed: str | None = field(name="class", default=None)

    @field
    def shout(self) -> str:
        self.met("shout")
        self.chaos.strike(Seed.of(self, "shout"), "sync raised")
        return self.bent("shout", self.name.upper() if type(self.name) is str else "?")

    @field
    async def whisper(self) -> str | None:
        self.met("whisper")
        self.chaos.strike(Seed.of(self, "whisper"), "async raised")
        return self.bent("whisper", "psst")

    @field
    async def later(self) -> str:
        self.met("later")
        await asyncio.sleep(0)
        self.chaos.strike(Seed.of(self, "later"), "raised later")
        return self.bent("later", "later")

    @field
    def where(self, info: Info) -> str:
        self.met("where")
        return "/".join(map(str, info.path.as_list())) + f":{info.field_name}"

    @field
    async def where_later(self, info: Info, mark: str = "#") -> str:
        await asyncio.sleep(0)
        return mark.join(map(str, info.path.as_list()))

    @field
    @staticmethod
    def parental(parent: Parent[Any], times: int = 1) -> str | None:
        return "p" * min(max(times, 0), 9) + str(parent.seed)

    @field
    @staticmethod
    async def kin(parent: Parent[Any], first: int = 2) -> "list[Thing]":
        parent.met("kin", first)
        await asyncio.sleep(0)
        parent.chaos.strike(Seed.of(parent, "kin"), "raised after waiting")
        return [thing(parent.chaos, f"{parent.seed}k{n}") for n in range(first % 3)]

    @field
    def child(self, which: str = "c") -> "Thing":
        self.met("child", which)
        return self.bent(f"child{which}", thing(self.chaos, f"{self.seed}{len(which)}"))

    @field
    async def maybe_child(self) -> "Thing | None":
        self.met("maybe_child")
        self.chaos.strike(Seed.of(self, "maybe_child"), "async raised")
        return self.bent("maybe_child", thing(self.chaos, f"{self.seed}m"))

    @field
    def pets(self, first: int = 2) -> list[Pet]:
        self.met("pets", first)
        return self.bent("pets", pets(self.chaos, self.seed, first % 4))

    @field
    async def maybe_pets(self) -> list[Pet | None] | None:
        self.met("maybe_pets")
        return self.bent("maybe_pets", [*pets(self.chaos, f"{self.seed}+", 2), None])

    @field
    def creatures(self) -> list[list[Creature]]:
        one, *found = [pet(self.chaos, f"{self.seed}c{n}", ("Cat", "Dog")) for n in range(3)]
        return self.bent("creatures", [[one], found])

    @field(permission_classes=[Allowed])
    def guarded(self) -> str | None:
        return "secret"

    @field(permission_classes=[AllowedLater])
    async def guarded_later(self) -> str:
        return "secret"

    @field(extensions=[Exclaim()])
    def exclaimed(self, word: str = "oh") -> str:
        return word

    @field
    def stranger(self) -> Stray:
        return self.bent("stranger", Rows(self.chaos, f"{self.seed}s"))

    @field
    def echo(
        self,
        sieve: Filter | None = None,
        either: Either | None = None,
        day: Day | None = None,
        color: Color = Color.RED,
        ids: list[strawberry.ID] | None = None,
        ratio: float | None = UNSET,
    ) -> str:
        return repr((sieve, either, day, color, ids, "unset" if ratio is UNSET else ratio))

    @field
    def numbers(self, of: list[int | None] | None = None) -> list[int | None] | None:
        if of is not None:
            of.append(len(of))
        return of

    @field
    def blobs(self, blob: Blob | None = None) -> Blob | None:
        return self.bent("blobs", blob)


def thing(chaos: Chaos, seed: str) -> Thing:
    """A thing with all its attributes made from its seed; some of them go wrong."""
    rng = Seed.from_text(seed, "thing")
    small = str(sum(map(ord, seed)) % 50)

    def bent(value: Any) -> Any:
        return chaos.bend(rng, value)

    return Thing(
        chaos=chaos,
        seed=seed,
        name=bent(f"thing {small} ✓"),
        number=bent(rng.randint(-5, 5)),
        maybe_number=bent(rng.choice([None, 1, 2**31 - 1])),
        ratio=bent(rng.choice([0.1, 1.0, -2.5e-7, 1e15, 1e16, 123456.789])),
        flag=bent(rng.random() < 0.5),
        maybe_flag=bent(rng.choice([None, True])),
        code=strawberry.ID(small) if rng.random() > chaos.rate else bent(7),
        color=bent(rng.choice(list(Color))),
        mood=bent(rng.choice([None, *Mood])),
        day=bent(date(2018, 1, 1) + timedelta(days=rng.randint(0, 400))),
        maybe_day=bent(rng.choice([None, date(2018, 2, 3)])),
        blob=bent(rng.choice(["b", 3, 2.5, {"k": [1, None, "v"]}, [], True])),
        maybe_odd=bent(rng.choice([None, 1, 2])),
        words=bent([bent(word) for word in ("uno", "due", "\u2028")]),
        maybe_words=bent(rng.choice([None, ["a", None]])),
        grid=bent([[bent(1), 2], [], bent([3])]),
        maybe_grid=bent([[1, None], None]),
        colors=bent([bent(Color.RED), Color.BLUE]),
        cat=bent(rng.choice([None, pet(chaos, seed, ("Cat",))])),
        dogs=bent([bent(pet(chaos, f"{seed}d{n}", ("Dog",))) for n in range(rng.randint(0, 2))]),
        held=bent(rng.choice([None, pet(chaos, f"{seed}h", ("Cat", "Dog"))])),
        pet_at_hand=bent(rng.choice([None, pet(chaos, f"{seed}p", ("Cat", "Dog", "Stray"))])),
        page=bent(Page(items=bent(["x", bent("y")]), total=bent(2), next_page=None)),
        deep=bent([[pet(chaos, f"{seed}e", ("Cat",)), None], []]),
    )


@strawberry.type
class Query:
    @field
    def thing(self, info: Info, seed: str = "s") -> Thing:
        info.context.met("thing", seed)
        return info.context.bend(Seed.from_text(seed, "root"), thing(info.context, seed[:9]))

    @field
    async def things(self, info: Info, first: int = 2, seed: str = "t") -> list[Thing | None]:
        info.context.met("things", seed, first)
        await asyncio.sleep(0)
        return [thing(info.context, f"{seed[:9]}{n}") for n in range(first % 4)]

    @field
    async def maybe(self, info: Info, seed: str = "m") -> Thing | None:
        info.context.strike(Seed.from_text(seed, "maybe"), "root raised")
        return thing(info.context, seed[:9])

    @field
    def constant(self) -> str:
        return "constant"

    @field
    def pet_pages(self, info: Info) -> list[Page[Annotated[Cat | Dog, strawberry.union("Both")]]]:
        both = [pet(info.context, f"g{n}", ("Cat", "Dog")) for n in range(2)]
        return [Page(items=both, total=2, next_page=None)]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def change(self) -> str:
        return "changed"


SCHEMA = strawberry.Schema(
    Query,
    Mutation,
    types=[Cat, Dog],
    config=StrawberryConfig(
        scalar_map={
            Day: strawberry.scalar(
                name="Day", serialize=date.isoformat, parse_value=date.fromisoformat
            ),
            Blob: strawberry.scalar(name="Blob", serialize=lambda v: v, parse_value=lambda v: v),
            Odd: strawberry.scalar(name="Odd", serialize=odd, parse_value=lambda v: v),
        }
    ),
)
