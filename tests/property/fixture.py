"""The worked example of the contracts: two tier-1s, two city partners, nine customers."""

from datetime import UTC, date, datetime

from graph.model import (
    Account,
    Fact,
    FactId,
    Fen,
    Finding,
    LinkType,
    Obligation,
    Party,
    PartyId,
    Payment,
    Settlement,
    Uid,
    World,
)
from graph.readings import choose
from tests.property.lives import link, standing, tier_link
from tests.property.oracle import Seen

LATER = datetime(2019, 1, 1, tzinfo=UTC)
CUT = date(2018, 3, 16)
A, R = LinkType.AGENCY, LinkType.RESALE

STANDINGS = {
    "t1": date(2017, 4, 1),
    "t2": date(2017, 4, 1),
    "p3": date(2017, 4, 1),
    "c1": date(2018, 1, 5),
    "c2": date(2017, 6, 1),
}
TIERS = [("c1", "t1", date(2018, 1, 5)), ("c2", "t1", date(2017, 6, 1))]
LINKS = [
    ("u1", "t1", A, date(2017, 5, 1)),
    ("u2", "t1", R, date(2017, 5, 1)),
    ("u3", "c1", A, date(2018, 1, 10)),
    ("u4", "c1", R, date(2018, 1, 10)),
    ("u5", "c1", A, date(2018, 2, 1)),
    ("u6", "c2", A, date(2017, 6, 10)),
    ("u7", "c2", R, date(2017, 6, 10)),
    ("u8", "t2", A, date(2017, 5, 1)),
    ("u9", "p3", A, date(2017, 5, 1)),
]
KINDS = {
    Payment: "payments",
    Obligation: "obligations",
    Finding: "findings",
    Settlement: "settlements",
}
MARCH = """
t1 05 1000 · u1 06 2000 · u2 07 3000 · c1 10 500 · u3 15T23:59:59 100 · u3 16T00:00:00 200
u3 28 300 · u4 12 400 · u4 20 600 · u5 16 700 · u6 09 800 · u7 21 950 · c2 02 150 · u8 03 1100
u9 04 1200 · d0 08 1300
"""


def payments() -> list[Payment]:
    """The payments of March 2018, in fen."""
    words = MARCH.replace("·", " ").split()
    rows = zip(words[::3], words[1::3], words[2::3], strict=True)
    return [
        pay(f"m{at}", uid, f"2018-03-{when}", int(yuan))
        for at, (uid, when, yuan) in enumerate(rows)
    ]


def pay(name: str, uid: str, when: str, yuan: int, **more: object) -> Payment:
    """A payment; `when` a day or a Shanghai time."""
    at = datetime.fromisoformat(when if "T" in when else f"{when}T12:00:00")
    at = datetime.fromisoformat(f"{at.isoformat()}+08:00")
    return Payment(id=FactId(name), account=Uid(uid), paid_at=at, fen=Fen(yuan * 100), **more)  # type: ignore[arg-type]


def owe(name: str, uid: str, day: date, yuan: int) -> Obligation:
    """A debt of an account on a day."""
    return Obligation(
        id=FactId(name),
        account=Uid(uid),
        occurred_from=day,
        occurred_to=date.fromordinal(day.toordinal() + 1),
        fen=Fen(yuan * 100),
    )


def found(name: str, party: str, day: date, *, bad: bool) -> Finding:
    """A finding on an obligation."""
    row = FactId(f"finding:{name}:{party}:{day}")
    return Finding(
        id=row, obligation=FactId(name), party=PartyId(party), mismanaged=bad, found_on=day
    )


def settled(name: str, party: str, day: date, yuan: int) -> Settlement:
    """A payment on an obligation."""
    row = FactId(f"settlement:{name}:{day}:{party}:1")
    return Settlement(
        id=row, obligation=FactId(name), by=PartyId(party), on=day, fen=Fen(yuan * 100)
    )


def world(*extra: Fact, ends: dict[str, date] | None = None, march: bool = True) -> World:
    """The example; `ends` names rows (`tier c1`, `link u3`, `standing t1`) that end on a day."""
    over = ends or {}
    uids = [*STANDINGS, *(row[0] for row in LINKS), "d0"]
    owners = {uid: PartyId(uid if uid in STANDINGS else f"cust:{uid}") for uid in uids}
    kinds = {
        Payment: "payments",
        Obligation: "obligations",
        Finding: "findings",
        Settlement: "settlements",
    }
    more = {name: tuple(f for f in extra if type(f) is kind) for kind, name in kinds.items()}
    return World(
        parties=tuple(Party(id=FactId(owner), name=owner) for owner in owners.values()),
        accounts=tuple(Account(id=FactId(uid), owner=own) for uid, own in owners.items()),
        standings=tuple(
            standing(Uid(u), day, over.get(f"standing {u}")) for u, day in STANDINGS.items()
        ),
        tier_links=tuple(
            tier_link(Uid(c), Uid(t), day, over.get(f"tier {c}")) for c, t, day in TIERS
        ),
        links=tuple(
            link(Uid(u), Uid(p), form, day, over.get(f"link {u}")) for u, p, form, day in LINKS
        ),
        **{**more, "payments": (*(payments() if march else ()), *more["payments"])},  # type: ignore[arg-type]
    )


def seen(of: World, known_at: datetime = LATER, **readings: str) -> Seen:
    """The oracle on a world, by default readings or others (`Q9="CUSTOMER"`)."""
    return Seen(of, known_at, choose(readings))
