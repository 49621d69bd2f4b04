"""Sight on random worlds: nothing of its own is kept from a viewer, nothing else is told.

300 worlds; `--deep` asks 10,000. What a root answers from what it may see is what it answers from
everything, and whoever looks at what it was shown, in its place, is shown no less and no more.
"""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from graph.model import (
    AccountHistory,
    FactId,
    Obligation,
    ObligationHistory,
    PartyId,
    Payment,
    Role,
    Uid,
    Viewer,
)
from graph.rules import attribution, claims, performance, sight
from graph.rules.sight import Days, Sight
from graph.rules.standing import Known
from tests.property.questions import Case, agree, asked, blocks, obligations_of
from tests.property.test_against_oracle import MONTHS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that takes a block of seeds is asked about all of them."""
    if "block" in metafunc.fixturenames:
        blocks(metafunc)


class Shown:
    """What a viewer at some roots sees of a case."""

    def __init__(self, case: Case, roots: tuple[Uid, ...]) -> None:
        histories = case.histories
        self.viewer = Viewer("somebody", Role.VIEWER, roots)
        owned: dict[PartyId, tuple[Uid, ...]] = {}
        for uid, each in histories.items():
            owned[each.account.owner] = (*owned.get(each.account.owner, ()), uid)
        self.sight = Sight(self.viewer, histories, owned, case.moment)
        self.histories: Mapping[Uid, AccountHistory] = {
            uid: found for uid in histories if (found := sight.history(self.sight, uid))
        }
        paid: dict[FactId, tuple[Payment, ...]] = {}
        for each in case.world.payments:
            paid[each.id] = (*paid.get(each.id, ()), each)
        self.payments = sight.payments(self.sight, case.world.payments, paid)
        debts = obligations_of(case.world).items()
        self.debts: dict[FactId, ObligationHistory] = {
            id_: seen for id_, debt in debts if (seen := sight.debt(self.sight, debt))
        }

    def looked_at_again(self, case: Case) -> "Shown":
        """What the same viewer is shown of what it was shown."""
        world = replace(
            case.world,
            payments=self.payments,
            obligations=tuple(v for debt in self.debts.values() for v in debt.versions),
            settlements=tuple(v for debt in self.debts.values() for v in debt.settlements),
            findings=tuple(v for debt in self.debts.values() for v in debt.findings),
        )
        again = Case(case.seed, world, case.moment, case.seen, dict(self.histories), case.random)
        return Shown(again, self.viewer.roots)


def roots(case: Case) -> list[tuple[Uid, ...]]:
    """One account of each kind, and now and then two."""
    some = [uid for uid in case.histories if uid != "aliyun"]
    return [(each,) for each in case.random.sample(some, min(1, len(some)))] + [
        tuple(case.random.sample(some, min(2, len(some))))
    ]


def test_its_own_month_is_the_one_that_everybody_sees(block: range):
    for case in asked(block):
        originals = {FactId(row.id): row for row in case.seen.known(case.world.payments)}
        for some in roots(case):
            shown, month = Shown(case, some), case.random.choice(MONTHS)
            for uid in some:
                whole, part = (
                    performance.statement(every, paid, originals, month, case.moment, uid)
                    for every, paid in (
                        (case.histories, case.world.payments),
                        (shown.histories, shown.payments),
                    )
                )
                what = f"{month} of {uid}, seen by {some}"
                agree(
                    case, what, (part.total, part.direct_total), (whole.total, whole.direct_total)
                )
                agree(case, what, part.balanced, True)


def test_on_the_days_on_which_it_is_seen_an_account_is_what_it_is(block: range):
    for case in asked(block):
        for some in roots(case):
            shown = Shown(case, some)
            for uid in case.histories:
                for day in case.days(uid, 3):
                    if day in shown.sight.below(uid):
                        _check_credit(case, shown, uid, day)


def _check_credit(case: Case, shown: Shown, uid: Uid, day: object) -> None:
    moment = replace(case.moment, as_of=day)
    one = attribution.credited(Known(shown.histories, moment), uid, moment.as_of)
    other = attribution.credited(Known(case.histories, moment), uid, moment.as_of)
    found = (one.status, one.direct, one.holder)
    agree(case, f"{uid} on {day}", found, (other.status, other.direct, other.holder))


def test_of_a_debt_that_is_seen_its_own_share_is_told_and_within_its_days_everybodys(block: range):
    for case in asked(block):
        for some in roots(case):
            shown = Shown(case, some)
            for id_, debt in shown.debts.items():
                _check_debt(case, shown, id_, debt)


def _check_debt(case: Case, shown: Shown, id_: FactId, debt: ObligationHistory) -> None:
    known = case.moment.known(debt.versions)
    if not known or _reaches_elsewhere(shown, known[0]):
        return
    whole = _shares(case, case.histories, obligations_of(case.world)[id_])
    part = _shares(case, shown.histories, debt)
    if not all(day in _days(shown, known[0]) for day in known[0].occurred.days()):
        own = {shown.histories[uid].account.owner for uid in shown.viewer.roots}
        whole, part = (
            found and {key: fen for key, fen in found.items() if key[0] in own}
            for found in (whole, part)
        )
    agree(case, f"{id_}, seen by {shown.viewer.roots}", part, whole)


def _days(shown: Shown, owed: Obligation) -> Days:
    days = Days()
    if owed.account is not None:
        days |= shown.sight.below(owed.account)
    if owed.party is not None:
        days |= shown.sight.owned_by(owed.party)
    return days


def _reaches_elsewhere(shown: Shown, owed: Obligation) -> bool:
    """Whether a debt of the viewer's own party has obligors above an account that is no root."""
    return owed.party is not None and shown.sight.hangs_elsewhere(owed.party, owed.occurred)


def _shares(
    case: Case, histories: Mapping[Uid, AccountHistory], debt: ObligationHistory
) -> dict[tuple[str, str], int] | None:
    parties = {version.party for version in debt.versions} - {None}
    owned = tuple(uid for uid, each in histories.items() if each.account.owner in parties)
    found = claims.traced(Known(histories, case.moment), debt, owned)
    if found is None:
        return None
    return {(each.party, str(each.role)): each.fen for each in found.shares}


def test_whoever_looks_again_is_shown_the_same(block: range):
    for case in asked(block):
        for some in roots(case):
            shown = Shown(case, some)
            again = shown.looked_at_again(case)
            agree(case, f"histories seen by {some}", again.histories, shown.histories)
            agree(case, f"payments seen by {some}", again.payments, shown.payments)
            agree(case, f"debts seen by {some}", again.debts, shown.debts)
