"""Random worlds of any size that keep the invariants: for trying out, for tests and benchmarks.

Tier-1s, city partners and customers who come, move and go; releases with all that fell with them;
payments and refunds; debts, settlements and findings; ends that were learnt late. The same seed
gives the same world. Every name is invented.
"""

from gateway.exchange.worlds.book import Size
from gateway.exchange.worlds.world import FEWEST, MOST, world

__all__ = ["FEWEST", "MOST", "Size", "world"]
