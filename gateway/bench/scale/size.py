"""How large a world is, and what its accounts are called: all of it worked out from numbers."""

from msgspec import Struct

from graph.model import Uid

SPREAD = 9 * 10**15
STRIDE = 7_919_777_777_771
"""Shares no factor with `SPREAD`, so that no two numbers give one uid."""

FIRST: tuple[str, ...] = (
    "Willow",
    "Harbor",
    "Linden",
    "Cedar",
    "Kestrel",
    "Orchard",
    "Tarn",
    "Aster",
    "Birch",
)
SECOND: tuple[str, ...] = (
    "Cloud",
    "Media",
    "Trading",
    "Textiles",
    "Robotics",
    "Foods",
    "Logistics",
    "Games",
)
THIRD: tuple[str, ...] = (
    "Hangzhou",
    "Chengdu",
    "Xiamen",
    "Qingdao",
    "Suzhou",
    "Foshan",
    "Harbin",
    "Kunming",
)


class Size(Struct, frozen=True):
    """How many there are of what: `crowd` customers hang from the first tier-1 itself.

    The second tier-1 has `branch` customers below it, by which a detachment is measured; the rest
    hangs from all the others. A tier-1 has its customers itself or, four of five, by its cities.
    """

    name: str
    tier1s: int
    cities: int
    accounts: int
    payments: int
    crowd: int
    branch: int

    @property
    def partners(self) -> int:
        """Tier-1s and city partners; the accounts with these numbers are theirs."""
        return self.tier1s + self.cities

    @property
    def every(self) -> int:
        """Accounts in all, but for Aliyun's."""
        return self.partners + self.accounts


FULL = Size("full", 200, 2_000, 200_000, 1_000_000, 10_000, 1_000)
HUNDREDTH = Size("1/100", 4, 20, 2_000, 10_000, 100, 1_000)
TINY = Size("tiny", 4, 4, 60, 120, 12, 10)
"""For a test."""

SIZES = {size.name: size for size in (FULL, HUNDREDTH, TINY)}


def uid(number: int) -> Uid:
    """Sixteen digits that say nothing of the number, as those of a platform do."""
    return Uid(str(10**15 + (number + 1) * STRIDE % SPREAD))


def name(number: int) -> str:
    """Three words and a number, `Willow Cloud Hangzhou 4711`."""
    first, second, third = number, number // 7, number // 49
    words = FIRST[first % len(FIRST)], SECOND[second % len(SECOND)], THIRD[third % len(THIRD)]
    return f"{' '.join(words)} {number}"


def partner_of(size: Size, number: int) -> int:
    """The number of the partner from which a customer hangs."""
    at = number - size.partners
    if at < size.crowd:
        return 0
    if at < size.crowd + size.branch:
        return _below(size, 1, at)
    return _below(size, 2 + at % (size.tier1s - 2), at // (size.tier1s - 2))


def _below(size: Size, tier1: int, at: int) -> int:
    """A tier-1 itself for one customer of five, else one of its cities in turn."""
    cities = size.cities // size.tier1s
    return tier1 if at % 5 == 0 else size.tier1s + tier1 + size.tier1s * ((at - at // 5) % cities)


def tier1_of(size: Size, city: int) -> int:
    """The number of the tier-1 above a city partner."""
    return (city - size.tier1s) % size.tier1s
