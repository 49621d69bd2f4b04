"""The facts of a world of some size, in portions that are commits: the same ones each time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeAlias

from msgspec import Struct

from gateway.bench.scale import money, structure
from gateway.bench.scale.size import Size
from graph.model import Fact
from graph.store.ledger.plant import ROOT

Make: TypeAlias = Callable[[Size, int], Iterator[Fact]]

PORTION = 5_000
"""Facts in one commit."""


class Portion(Struct, frozen=True):
    """Facts of a kind, which are one commit."""

    stage: str
    facts: tuple[Fact, ...]


def portions(size: Size) -> Iterator[Portion]:
    """All facts of a world, those that others name before these."""
    for stage, facts in _stages(size).items():
        left = iter(facts)
        while some := tuple(islice(left, PORTION)):
            yield Portion(stage, some)


def _stages(size: Size) -> dict[str, Iterable[Fact]]:
    numbers = range(size.every)
    customers = numbers[size.partners :]
    return {
        "Aliyun": (structure.mark(size), *ROOT),
        "parties": map(structure.party, numbers),
        "accounts": map(structure.account, numbers),
        "partners": _each(structure.places, size, numbers[: size.partners]),
        "links": _each(structure.links, size, customers),
        "debts": _each(money.debts, size, customers[::7]),
        "payments": (money.payment(size, number) for number in range(size.payments)),
    }


def _each(make: Make, size: Size, numbers: Iterable[int]) -> Iterable[Fact]:
    return chain.from_iterable(make(size, number) for number in numbers)
