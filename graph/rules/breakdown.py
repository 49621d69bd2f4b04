"""The cash of a month by account and by product: what stands behind a performance statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

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


def added(months: Iterable[tuple[AccountCash, ...]]) -> tuple[AccountCash, ...]:
    """Cash of several months by account, added up, in the order of `key` (R24).

    A payment that is shared over days of use (Q14) counts as one in each month it falls in.
    """
    sums: dict[tuple[str, str, str, str], AccountCash] = {}
    for cash in (each for month in months for each in month):
        sums[cash.key] = _together(sums.get(cash.key), cash)
    return tuple(sums[key] for key in sorted(sums))


def _together(one: AccountCash | None, other: AccountCash) -> AccountCash:
    if one is None:
        return other
    payments = one.payments + other.payments
    return replace(one, fen=Fen(one.fen + other.fen), payments=payments)


class ProductCash(Struct, frozen=True):
    """What was paid for one product, in fen; None: payments that name no product.

    `total` counts to the partner as fee holder, `direct_total` as direct partner (of the programme:
    to any); `paid` is all of it, wherever it counts.
    """

    product: str | None
    total: Fen
    direct_total: Fen
    paid: Fen
    payments: int


def by_product(
    parts: Iterable[Booked], partner: Uid | None, earlier: Iterable[ProductCash] = ()
) -> tuple[ProductCash, ...]:
    """Cash by product, those without a name last (R21, R22, MR 5.1.2).

    `earlier` is added: cash of other accounts or of other months.
    """
    found = {each.product: each for each in earlier}
    groups: dict[str | None, list[Booked]] = defaultdict(list)
    for part in parts:
        groups[part.payment.product].append(part)
    for product, some in groups.items():
        found[product] = _with(found.get(product), _product(product, some, partner))
    return tuple(sorted(found.values(), key=lambda each: (each.product is None, each.product)))


def _product(product: str | None, parts: list[Booked], partner: Uid | None) -> ProductCash:
    held = (part.fen for part in parts if _counts(part.credit.holder, partner))
    direct = (part.fen for part in parts if _counts(part.credit.direct, partner))
    paid = Fen(sum(part.fen for part in parts))
    number = len({part.payment.id for part in parts})
    return ProductCash(product, Fen(sum(held)), Fen(sum(direct)), paid, number)


def _counts(to: Uid | None, partner: Uid | None) -> bool:
    return to is not None and partner in (None, to)


def _with(one: ProductCash | None, other: ProductCash) -> ProductCash:
    if one is None:
        return other
    return ProductCash(
        one.product,
        Fen(one.total + other.total),
        Fen(one.direct_total + other.direct_total),
        Fen(one.paid + other.paid),
        one.payments + other.payments,
    )
