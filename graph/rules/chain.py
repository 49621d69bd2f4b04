"""The ways from a debt to everyone who answers for it, to be drawn and to be defended.

Each day of a debt goes by its own links (R50, FA 8.4.1): from the account that owes up to its
partner (R40, R41) and on to the tier-1 (R45), and from each account that answers to its owner.
What `claims.trace` decided is only led back here to the facts it went by; nothing is decided anew.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import Dated, Fen, Interval, PartyId, Uid
from graph.model.time import ONE_DAY
from graph.rules.claims import Liability, Portion, debtor_on
from graph.rules.liability import Obligor, ObligorRole
from graph.rules.lifecycle import unconverted
from graph.rules.standing import Effect, Known
from graph.rules.standing import on as holding


class Place(StrEnum):
    """What stands at a node; of an account the highest that it was on a day of the debt."""

    OBLIGATION = "OBLIGATION"
    ACCOUNT = "ACCOUNT"
    PARTNER = "PARTNER"
    CITY_PARTNER = "CITY_PARTNER"
    TIER1 = "TIER1"
    PARTY = "PARTY"


class Tie(StrEnum):
    """What an edge rests on."""

    OWES = "OWES"
    LINK = "LINK"
    FORMER_LINK = "FORMER_LINK"
    TIER_LINK = "TIER_LINK"
    ANSWERS = "ANSWERS"


class Node(Struct, frozen=True):
    """A debt, an account or a party, by its own id, and how many edges lie before it at least."""

    id: str
    place: Place
    key: str
    depth: int


class Answer(Struct, frozen=True):
    """How an owner answers through an account: a claim on the whole (R51), amounts in fen."""

    role: ObligorRole
    fen: Fen
    outstanding: Fen
    clauses: tuple[str, ...]
    requires_tier1_agreement: bool


class Edge(Struct, frozen=True):
    """One step: between which nodes, on which days of the debt, by which fact or in which role."""

    id: str
    tie: Tie
    source: str
    target: str
    days: tuple[Interval, ...]
    effect: Effect[Dated] | None
    answer: Answer | None


class Path(Struct, frozen=True):
    """One way from the debt to a party that answers: its nodes, the edges between, and its days."""

    party: PartyId
    role: ObligorRole
    nodes: tuple[str, ...]
    edges: tuple[str, ...]
    days: tuple[Interval, ...]


class Chain(Struct, frozen=True):
    """All of it, in the order in which the ways are gone."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    paths: tuple[Path, ...]


class _Hop(Struct, frozen=True):
    """A step as it is taken on one day."""

    id: str
    tie: Tie
    source: str
    target: str
    effect: Effect[Dated] | None = None
    obligor: Obligor | None = None


_Way = tuple[_Hop, ...]


def drawn(known: Known, liability: Liability, accounts: tuple[Uid, ...] = ()) -> Chain:
    """The ways of a debt that was traced from the same facts (R40, R41, R45, R50).

    `accounts` are the accounts of the debtor where the debtor is a party.
    """
    ways = defaultdict[_Way, dict[date, Portion]](dict)
    for portion in liability.portions:
        for day in portion.interval.days():
            for obligor in portion.obligors:
                ways[_way(known, liability, accounts, day, obligor)][day] = portion
    return Chain(
        tuple(_nodes(known, ways)),
        tuple(_edges(ways)),
        tuple(_path(way, days) for way, days in ways.items()),
    )


def _way(
    known: Known, liability: Liability, accounts: tuple[Uid, ...], day: date, obligor: Obligor
) -> _Way:
    """From the debt by the links of a day to one who answers."""
    at = f"{Place.OBLIGATION}:{liability.obligation.id}"
    debtor = debtor_on(known, liability.obligation, accounts, day)
    hops = list[_Hop]()
    if debtor is not None:
        hops.append(_hop(Tie.OWES, at, _at(debtor)))
        hops += _climbed(known, debtor, day, obligor.account)
    source, party = hops[-1].target if hops else at, f"{Place.PARTY}:{obligor.party}"
    name = f"{Tie.ANSWERS}:{source}:{obligor.role}:{party}"
    return (*hops, _Hop(name, Tie.ANSWERS, source, party, obligor=obligor))


def _climbed(known: Known, debtor: Uid, day: date, account: Uid) -> list[_Hop]:
    """The steps from a debtor's account up to one that answers for it."""
    hops, at = list[_Hop](), debtor
    for tie, above, effect in _rungs(known, debtor, day):
        if at == account:
            break
        hops.append(_hop(tie, _at(at), _at(above), effect))
        at = above
    return hops


def _rungs(known: Known, debtor: Uid, day: date) -> Iterable[tuple[Tie, Uid, Effect[Dated]]]:
    """What stands above an account on a day, as `liability` goes by it: own standing first."""
    partner = debtor
    if holding(known.standings(debtor), day) is None:
        link = holding(known.links(debtor), day)
        tie, held = (Tie.LINK, link) if link else (Tie.FORMER_LINK, unconverted(known, debtor, day))
        if held is None:
            return
        partner = held.fact.partner
        yield tie, partner, held
    tier = holding(known.tier_links(partner), day)
    if tier is not None:
        yield Tie.TIER_LINK, tier.fact.tier1, tier


def _hop(tie: Tie, source: str, target: str, effect: Effect[Dated] | None = None) -> _Hop:
    by = target if effect is None else effect.fact.id
    return _Hop(f"{tie}:{by}", tie, source, target, effect)


def _at(uid: Uid) -> str:
    return f"{Place.ACCOUNT}:{uid}"


def _nodes(known: Known, ways: dict[_Way, dict[date, Portion]]) -> Iterable[Node]:
    depths, places = dict[str, int](), dict[str, Place]()
    for way, days in ways.items():
        for depth, id_ in enumerate((way[0].source, *(hop.target for hop in way))):
            depths[id_] = min(depth, depths.get(id_, depth))
        for hop in way:
            _place(places, hop, known, days)
    for id_, depth in depths.items():
        kind, _, key = id_.partition(":")
        yield Node(id_, places.get(id_, Place(kind)), key, depth)


def _place(places: dict[str, Place], hop: _Hop, known: Known, days: Iterable[date]) -> None:
    """What the account at the end of a step is: above others, or by its own standing."""
    kind, _, uid = hop.target.partition(":")
    if kind != Place.ACCOUNT:
        return
    order, found = list(Place), Place.ACCOUNT
    if hop.tie is Tie.TIER_LINK:
        found = Place.TIER1
    elif any(holding(known.tier_links(Uid(uid)), day) for day in days):
        found = Place.CITY_PARTNER
    elif hop.tie is not Tie.OWES or any(holding(known.standings(Uid(uid)), day) for day in days):
        found = Place.PARTNER
    places[hop.target] = max(found, places.get(hop.target, found), key=order.index)


def _edges(ways: dict[_Way, dict[date, Portion]]) -> Iterable[Edge]:
    """Each step once, with all the days on which some way goes by it."""
    gone = defaultdict[str, dict[date, tuple[_Hop, Portion]]](dict)
    for way, days in ways.items():
        for hop in way:
            gone[hop.id] |= {day: (hop, portion) for day, portion in days.items()}
    for id_, steps in gone.items():
        hops = [hop for hop, _ in steps.values()]
        answer = _answer([(hop.obligor, at) for hop, at in steps.values() if hop.obligor])
        first = hops[0]
        days = spans(steps)
        yield Edge(id_, first.tie, first.source, first.target, days, first.effect, answer)


def _answer(found: list[tuple[Obligor, Portion]]) -> Answer | None:
    """A role with what its portions come to, each once."""
    if not found:
        return None
    portions = {portion.interval.start: portion for _, portion in found}.values()
    return Answer(
        role=found[0][0].role,
        fen=Fen(sum(each.fen for each in portions)),
        outstanding=Fen(sum(each.outstanding for each in portions)),
        clauses=tuple(dict.fromkeys(name for each, _ in found for name in each.clauses)),
        requires_tier1_agreement=any(each.requires_tier1_agreement for each, _ in found),
    )


def _path(way: _Way, days: Iterable[date]) -> Path:
    obligor = way[-1].obligor
    assert obligor is not None  # noqa: S101 (the last step of a way is to one who answers)
    nodes = (way[0].source, *(hop.target for hop in way))
    return Path(obligor.party, obligor.role, nodes, tuple(hop.id for hop in way), spans(days))


def spans(days: Iterable[date]) -> tuple[Interval, ...]:
    """Days as intervals, those that follow each other in one.

    >>> [each.start.day for each in spans([date(2018, 3, 2), date(2018, 3, 1), date(2018, 3, 5)])]
    [1, 5]
    """
    found = list[Interval]()
    for day in sorted(days):
        start = found.pop().start if found and found[-1].end == day else day
        found.append(Interval(start, day + ONE_DAY))
    return tuple(found)
