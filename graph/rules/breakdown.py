"""The cash of a month by account: what stands behind the lines of a performance statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from graph.model import FactId, Fen, Histories, Moment, Month, Payment, Uid
from graph.rules.attribution import Status
from graph.rules.performance import Booked, Place, booked
from graph.rules.standing import Known


class AccountCash(Struct, frozen=True):
    """What one account paid in a month to one direct partner and fee holder, in fen."""

    account: Uid
    direct: Uid | None
    holder: Uid | None
    status: Status
    fen: Fen
    payments: int

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Where it stands in the order: by account, direct partner, fee holder and status."""
        return self.account, self.direct or "", self.holder or "", self.status.value


def by_account(
    histories: Histories,
    payments: Iterable[Payment],
    originals: Mapping[FactId, Payment],
    month: Month,
    moment: Moment,
) -> tuple[AccountCash, ...]:
    """Each account's cash of a month under all it counts to, in the order of `key` (R20–R23).

    An account that changes its partner within the month stands there once for each.
    """
    places: dict[tuple[Uid, Place], list[Booked]] = defaultdict(list)
    for part in booked(Known(histories, moment), payments, originals, month):
        places[part.payment.account, part.place].append(part)
    found = (_cash(account, place, parts) for (account, place), parts in places.items())
    return tuple(sorted(found, key=lambda cash: cash.key))


def _cash(account: Uid, place: Place, parts: list[Booked]) -> AccountCash:
    fen = Fen(sum(part.fen for part in parts))
    return AccountCash(account, *place, fen, len({part.payment.id for part in parts}))
