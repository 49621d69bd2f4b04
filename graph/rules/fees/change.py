"""A fee before and after something: facts learnt later, or a link that is cut (S10, S39, R24)."""

from msgspec import Struct

from graph.model import Fen, Month, Uid
from graph.rules.fees.entitlement import Fee


class FeeChange(Struct, frozen=True):
    """One month's fee of one partner, before and after; differences are after less before."""

    before: Fee
    after: Fee

    @property
    def partner(self) -> Uid:
        """Whose fee it is."""
        return self.after.partner

    @property
    def month(self) -> Month:
        """Of which month."""
        return self.after.month

    @property
    def base(self) -> Fen:
        """By how much the base changes."""
        return Fen(self.after.base - self.before.base)

    @property
    def fen(self) -> Fen:
        """By how much the fee changes."""
        return Fen(self.after.fen - self.before.fen)

    @property
    def loses_tier(self) -> bool:
        """Whether a standard that was reached no longer is, so that more goes than its cash."""
        return _start(self.after) < _start(self.before)


def _start(fee: Fee) -> int:
    return -1 if fee.tier is None else fee.tier.start
