"""The oracle itself is right: the worked scenarios of the contracts, answered by it alone."""

from collections import Counter
from datetime import UTC, date, datetime

import msgspec
import pytest

from graph.model import Fact, FactId, Month, PartyId, Uid
from tests.property import oracle
from tests.property.fixture import CUT, found, owe, pay, seen, settled, world
from tests.property.oracle import Seen
from tests.property.oracle_cash import paid, statement
from tests.property.oracle_cut import release, standing_lost
from tests.property.oracle_debt import exposure, liability

MARCH = Month(2018, 3)
ASKED = date(2018, 5, 1)
RELEASED = {"tier c1": CUT}
UNATTRIBUTED = (None, None, "UNATTRIBUTED")


def held(of: Seen) -> dict[str, int]:
    """Yuan a fee holder, and what has none."""
    total: Counter[str] = Counter()
    for (_, holder, status), fen in statement(of, MARCH).items():
        total[holder or status] += fen
    return {who: fen // 100 for who, fen in total.items()}


def direct(of: Seen) -> dict[str, int]:
    """Yuan a direct partner."""
    total: Counter[str] = Counter()
    for (who, _, status), fen in statement(of, MARCH).items():
        total[who or status] += fen
    return {who: fen // 100 for who, fen in total.items()}


def answers(of: Seen, name: str, as_of: date = ASKED) -> dict[tuple[str, str], int]:
    """Yuan by party and role."""
    owed = liability(of, FactId(name), as_of)
    assert owed
    return {(str(who), role): fen // 100 for (who, role), fen in owed.sums().items()}


def test_s01_each_tier1_holds_its_branch():
    of = seen(world())
    assert held(of) == {"t1": 10700, "t2": 1100, "p3": 1200, "UNATTRIBUTED": 1300}
    assert {k: v for k, v in direct(of).items() if k[0] in "tc"} == {
        "t1": 6000,
        "c1": 2800,
        "c2": 1900,
        "t2": 1100,
    }
    assert paid(of, MARCH) == 14_300_00


@pytest.mark.parametrize(
    "ends",
    [RELEASED, {**RELEASED, "standing c1": CUT, "link u3": CUT, "link u4": CUT, "link u5": CUT}],
    ids=["the tier link alone is ended", "the cascade is written"],
)
def test_s02_a_release_ends_the_branch_below(ends: dict[str, date]):
    of = seen(world(ends=ends))
    assert held(of) == {"t1": 8900, "t2": 1100, "p3": 1200, "UNATTRIBUTED": 3100}
    assert direct(of)["c1"] == 1000


def test_s02_exactly_these_edges_end():
    cut = release(seen(world()), Uid("c1"), CUT)
    assert cut.edges == {
        ("PARTNER", "c1"),
        ("CITY", "c1"),
        ("TIER", "c1"),
        ("LINK", "u3"),
        ("LINK", "u4"),
        ("LINK", "u5"),
    }


def test_s03_the_day_begins_at_sixteen_hours_utc():
    night = [pay("a", "u3", "2018-03-15T23:59:59", 1), pay("b", "u3", "2018-03-16T00:00:00", 2)]
    of = seen(world(*night, ends=RELEASED, march=False))
    assert held(of) == {"t1": 1, "UNATTRIBUTED": 2}


def test_s04_a_tier1_loses_standing_and_all_is_let_go():
    day = date(2018, 3, 20)
    cut = standing_lost(seen(world()), Uid("t1"), day)
    kinds = Counter(kind for kind, _ in cut.edges)
    assert kinds == {"PARTNER": 3, "CITY": 2, "TIER": 2, "LINK": 7}
    ordinary = {uid for uid, state in cut.accounts.items() if state == "ORDINARY"}
    waiting = {uid for uid, state in cut.accounts.items() if state == "PENDING_CONVERSION"}
    assert (ordinary, waiting) == ({"u1", "u3", "u5", "u6"}, {"u2", "u4", "u7"})
    assert held(cut.after) == {"t1": 8850, "t2": 1100, "p3": 1200, "UNATTRIBUTED": 3150}
    assert direct(cut.after)["c1"] == 1900


def test_q7_between_loss_and_release_nobody_holds_the_fee():
    ends = {"standing t1": date(2018, 3, 20)}
    later = seen(world(ends=ends))
    assert oracle.credit(later, Uid("u7"), date(2018, 3, 21)) == ("NO_FEE_HOLDER", "c2", None)
    assert held(later)["NO_FEE_HOLDER"] == 950 + 300 + 600
    at_once = seen(world(ends=ends), Q7="AUTOMATIC")
    assert oracle.credit(at_once, Uid("u7"), date(2018, 3, 21)) == UNATTRIBUTED[::-1]


def test_s06_a_voucher_is_no_cash():
    of = seen(world(pay("a", "u3", "2018-03-02", 300, voucher_fen=20000), march=False))
    assert held(of) == {"t1": 300}


def test_s07_a_refund_follows_the_link_of_what_it_refunds():
    both = [
        pay("a", "u3", "2018-03-02", 1000),
        pay("b", "u3", "2018-03-20", -400, refund_of=FactId("a")),
    ]
    assert held(seen(world(*both, ends=RELEASED, march=False))) == {"t1": 600}


def test_s08_by_use_or_by_payment():
    used = pay(
        "a",
        "u3",
        "2018-03-25",
        250,
        consumed_from=date(2018, 3, 10),
        consumed_to=date(2018, 3, 11),
    )
    of = world(used, ends=RELEASED, march=False)
    assert held(seen(of)) == {"UNATTRIBUTED": 250}
    assert held(seen(of, Q14="CONSUMED")) == {"t1": 250}


def test_s10_a_release_recorded_late_changes_what_is_known_later_only():
    learnt = datetime(2018, 4, 11, 16, tzinfo=UTC)
    of = world(ends=RELEASED)
    old, other = of.tier_links
    shut = msgspec.structs.replace(old, version=2, recorded_at=learnt)
    gone = msgspec.structs.replace(old, valid_to=None, superseded_at=learnt)
    of = msgspec.structs.replace(of, tier_links=(gone, shut, other))
    before = seen(of, datetime(2018, 4, 10, tzinfo=UTC))
    after = seen(of, datetime(2018, 4, 12, tzinfo=UTC))
    assert (held(before)["t1"], held(after)["t1"]) == (10700, 8900)
    day = date(2018, 3, 18)
    assert oracle.above(before, Uid("u3"), day) == ("c1", "t1")
    assert oracle.above(after, Uid("u3"), day) == ()


O1 = owe("o1", "u3", date(2018, 3, 10), 12000)
O2 = owe("o2", "u4", date(2018, 3, 12), 8000)
O3 = owe("o3", "u5", date(2018, 3, 13), 3000)


def test_s22_joint_liability_survives_the_release():
    of = seen(world(O1, ends=RELEASED))
    assert answers(of, "o1") == {
        ("cust:u3", "PRIMARY"): 12000,
        ("c1", "JOINT"): 12000,
        ("t1", "JOINT_CONTINGENT"): 12000,
    }
    owed = liability(of, O1.id, ASKED)
    assert owed
    assert owed.outstanding == 12_000_00


CASES: dict[str, tuple[Fact, dict[tuple[str, str], int]]] = {
    "s23": (owe("o", "u3", CUT, 100), {("cust:u3", "PRIMARY"): 100}),
    "s24": (
        owe("o", "u4", date(2018, 3, 12), 8000),
        {("c1", "SOLE"): 8000, ("t1", "JOINT_CONTINGENT"): 8000},
    ),
    "s26": (
        owe("o", "u4", date(2018, 3, 20), 600),
        {("c1", "UNRESOLVED"): 600, ("cust:u4", "UNRESOLVED"): 600},
    ),
    "s27 agency": (owe("o", "u1", CUT, 5), {("cust:u1", "PRIMARY"): 5, ("t1", "JOINT"): 5}),
    "s27 resale": (owe("o", "u2", CUT, 5), {("t1", "SOLE"): 5}),
    "s28": (owe("o", "d0", CUT, 5), {("cust:d0", "PRIMARY"): 5}),
}


@pytest.mark.parametrize(("fact", "expected"), CASES.values(), ids=CASES)
def test_who_answers_after_the_release(fact: Fact, expected: dict[tuple[str, str], int]):
    assert answers(seen(world(fact, ends=RELEASED)), "o") == expected


def test_q9_reads_the_time_in_between_otherwise():
    of = world(owe("o", "u4", date(2018, 3, 20), 600), ends=RELEASED)
    assert answers(seen(of, Q9="CUSTOMER"), "o") == {("cust:u4", "PRIMARY"): 600}
    assert answers(seen(of, Q9="FORMER_PARTNER"), "o") == {("c1", "SOLE"): 600}


def test_s32_debts_are_counted_once():
    bad = found("o3", "t1", date(2018, 4, 20), bad=True)
    of = seen(world(O1, O2, O3, bad, ends=RELEASED))
    parties = [PartyId(name) for name in ("c1", "cust:u3", "cust:u5", "t1")]
    asked = exposure(of, parties, [O1.id, O2.id, O3.id], ASKED)
    assert {who: fen // 100 for who, fen in asked.gross.items()} == {
        "c1": 23000,
        "cust:u3": 12000,
        "cust:u5": 3000,
        "t1": 3000,
    }
    assert (asked.distinct, sum(asked.gross.values())) == (23_000_00, 41_000_00)


def test_a_finding_counts_from_its_day_and_the_latest_prevails():
    facts = [
        found("o1", "c1", date(2018, 4, 20), bad=True),
        found("o1", "t1", date(2018, 4, 25), bad=False),
    ]
    of = seen(world(O1, *facts, ends=RELEASED))
    roles = [dict(answers(of, "o1", date(2018, 4, day))).keys() for day in (19, 20, 25)]
    assert [{role for who, role in each if who == "t1"} for each in roles] == [
        {"JOINT_CONTINGENT"},
        {"JOINT"},
        set(),
    ]


def test_a_settlement_reduces_the_whole_from_its_day():
    of = seen(world(O1, settled("o1", "c1", date(2018, 4, 1), 4000)))
    left = [liability(of, O1.id, day) for day in (date(2018, 3, 31), date(2018, 4, 1))]
    assert [owed.outstanding for owed in left if owed] == [12_000_00, 8_000_00]


def test_a_debt_over_a_release_is_split_by_day():
    long = msgspec.structs.replace(
        O1, occurred_from=date(2018, 3, 15), occurred_to=date(2018, 3, 18)
    )
    owed = liability(seen(world(long, ends=RELEASED)), O1.id, ASKED)
    assert owed
    assert owed.sums()[PartyId("cust:u3"), "PRIMARY"] == 12_000_00
    assert owed.sums()[PartyId("c1"), "JOINT"] == 4_000_00


def test_a_debt_that_has_not_begun_is_nobodys():
    assert liability(seen(world(O1)), O1.id, date(2018, 3, 9)) is None
