"""What a cut means to each fee holder in all: the months' money effects summed by holder."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from graph.model import Fen, Uid
from graph.rules.attribution import Status
from graph.rules.detachment.effects import MoneyEffect


class HolderEffect(Struct, frozen=True):
    """What a fee holder loses and gains, in fen; without a holder the status says why (I12)."""

    status: Status
    holder: Uid | None
    lost: Fen
    gained: Fen

    @property
    def change(self) -> Fen:
        """What it has more (or less) after the cut; over all holders the sum is nought."""
        return Fen(self.gained - self.lost)


def by_holder(effects: Iterable[MoneyEffect]) -> tuple[HolderEffect, ...]:
    """Money effects by who held the cash before or holds it after (R23, R105), holders first."""
    sums: dict[tuple[Status, Uid | None], list[int]] = defaultdict(lambda: [0, 0])
    for each in effects:
        sums[each.before_status, each.before][0] += each.fen
        sums[each.after_status, each.after][1] += each.fen
    ordered = sorted(sums.items(), key=lambda item: (item[0][1] or "~", item[0][0]))
    return tuple(
        HolderEffect(status, holder, Fen(lost), Fen(gained))
        for (status, holder), (lost, gained) in ordered
    )
