"""What ends with a cut, edge by edge (R105–R108, the effects matrix of the agreements)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from graph.changes import Change, End, Retract
from graph.model import ALIYUN, Dated, Link, Standing, TierLink, Trace, Uid, cite
from graph.readings import Q7, Q8
from graph.rules.detachment.cut import Cut, Ground
from graph.rules.standing import Effect, Known, cut_trace, on

D = TypeVar("D", bound=Dated)


class Edge(StrEnum):
    """Kinds of edges that end; CITY standing is derived from the tier link (I5)."""

    PARTNER = "PARTNER"
    CITY = "CITY"
    TIER = "TIER"
    LINK = "LINK"


class Ended(Struct, frozen=True):
    """One edge that ends, of which account towards which, with its fact and clause.

    `cancelled` marks a fact that was to begin on or after the day: it never takes effect.
    """

    edge: Edge
    account: Uid
    towards: Uid
    fact: Dated
    on: date
    clause: str
    cancelled: bool = False


class Cascade:
    """Collects what ends; each method is one rule of the effects matrix."""

    def __init__(self, known: Known, day: date) -> None:
        """`known` must hold all accounts below those that are cut."""
        self.known = known
        self.day = day
        self.ended: list[Ended] = []
        self.traces: list[Trace] = []
        self.waiting: list[Uid] = []
        """City partners left under a tier-1 without standing, until their release (Q7)."""
        self.kept: list[Uid] = []
        """Customers left linked to an account without standing (Q8)."""
        self._added: set[tuple[Edge, str]] = set()
        self._released: set[Uid] = set()
        self._customers, self._cities = _downward(known, day)

    def cities(self, uid: Uid) -> list[Uid]:
        """City partners under an account on the day."""
        below = self._cities.get(uid, ())
        return [tier.fact.city for tier in below if tier.interval.start < self.day]

    def today(self, effects: Iterable[Effect[D]]) -> list[Effect[D]]:
        """Those of the effects that hold on the day."""
        return [each for each in effects if self.day in each.interval]

    def release(self, city: Uid, tier: Effect[TierLink]) -> None:
        """A released city partner loses standing, tier link and all customers (R105, R106).

        Tier links that only carry this one on fall with it; a new entry stands by itself (R116).
        """
        clause = "CA 2.3.2②"
        self._standings(city, clause)
        if tier.fact.valid_from < self.day:
            self._released.add(city)
        self._add(Edge.CITY, city, tier.fact.tier1, tier, clause)
        for each in self.known.tier_links(city):
            if _falls(self.known, each, city, self.day):
                self._add(Edge.TIER, city, each.fact.tier1, each, "CA 2.3.1")
        self._links(city, clause)
        self._cite("R105", "R106", clauses=("CA 2.3.2①", clause))

    def lose(self, uid: Uid, cut: Cut) -> None:
        """A partner that loses its standing; the rest is what Aliyun may decide (R102, R108)."""
        automatic = self.known.moment.readings.of(Q7)
        released = cut.release_city_partners or automatic is Q7.AUTOMATIC
        tier = on(self.known.tier_links(uid), self.day)
        if tier is not None and released:
            self.release(uid, tier)
            return
        self._standings(uid, "MR 7.3.1")
        for each in self._cities.get(uid, ()):
            self._cite("R102", "R104", clauses=("CA 2.3.1③",), readings=(automatic,))
            if each.interval.start >= self.day:  # it never takes effect, so nobody is released
                self._add(Edge.CITY, each.fact.city, uid, each, "CA 2.1")
                self._add(Edge.TIER, each.fact.city, uid, each, "CA 2.1")
            elif released:
                self.release(each.fact.city, each)
            else:
                self.waiting.append(each.fact.city)
        self._customers_of(uid, cut)

    def _customers_of(self, uid: Uid, cut: Cut) -> None:
        """Links of a partner without standing end unless they are left open (MR 7.3.3, Q8).

        One that was to begin on the day or later has no partner to begin with (FA 3.4.1.2, I4).
        """
        reading = self.known.moment.readings.of(Q8)
        self._cite("R108", clauses=("MR 7.3.3",), readings=(reading,))
        if cut.end_links and reading is Q8.END_LINKS:
            self._links(uid, "MR 7.3.3")
            return
        for each in self._customers.get(uid, ()):
            if each.interval.start >= self.day:
                self._add(Edge.LINK, each.fact.account, uid, each, "FA 3.4.1.2")
            else:
                self.kept.append(each.fact.account)

    def leave(self, link: Effect[Link]) -> None:
        """One customer leaves its partner (R112)."""
        self._add(Edge.LINK, link.fact.account, link.fact.partner, link, "FA 4.3.2")

    def _standings(self, uid: Uid, clause: str) -> None:
        for effect in _running(self.known, uid, self.day):
            self._add(Edge.PARTNER, uid, ALIYUN, effect, clause)

    def _links(self, partner: Uid, clause: str) -> None:
        for effect in self._customers.get(partner, ()):
            self._add(Edge.LINK, effect.fact.account, partner, effect, clause)

    def _add(
        self,
        edge: Edge,
        account: Uid,
        towards: Uid,
        effect: Effect[Standing] | Effect[TierLink] | Effect[Link],
        clause: str,
    ) -> None:
        fact = effect.fact
        key = edge, fact.key
        if key in self._added:
            return
        self._added.add(key)
        cancelled = fact.valid_from >= self.day
        self.ended.append(Ended(edge, account, towards, fact, self.day, clause, cancelled))
        self.traces.append(cut_trace(effect))

    def _cite(
        self, *rules: str, clauses: tuple[str, ...], readings: tuple[StrEnum, ...] = ()
    ) -> None:
        self.traces.append(cite(rules=rules, clauses=clauses, readings=readings))

    @property
    def changes(self) -> tuple[Change, ...]:
        """The same as changes to the facts; CITY has no fact of its own."""
        facts = {each.fact.key: each for each in self.ended if not self._resumes(each)}
        return tuple(_change(each) for each in facts.values())

    def _resumes(self, ended: Ended) -> bool:
        """Whether a standing that ends has effect again by a later entry (R11, R116).

        The end of the tier link cuts such a row by itself; to end the row would undo the entry.
        """
        if ended.edge is not Edge.PARTNER or ended.cancelled:
            return False
        if ended.account not in self._released:
            return False
        effects = self.known.standings(ended.account)
        return any(each.fact is ended.fact and each.interval.start > self.day for each in effects)


def cascade(known: Known, cut: Cut, day: date) -> Cascade:
    """All that ends with a cut on a day; the account must be what its ground supposes."""
    found = Cascade(known, day)
    match cut.ground:
        case Ground.PARTNER_EXIT | Ground.VOLUNTARY_EXIT:
            found.lose(cut.uid, cut)
        case Ground.CUSTOMER_REQUEST:
            for link in found.today(known.links(cut.uid)):
                found.leave(link)
        case _:
            for tier in found.today(known.tier_links(cut.uid)):
                found.release(cut.uid, tier)
    return found


def _change(ended: Ended) -> Change:
    if ended.cancelled:
        return Retract(ended.fact, cause=ended.clause)
    return End(ended.fact, ended.on, cause=ended.clause)


Below = tuple[dict[Uid, list[Effect[Link]]], dict[Uid, list[Effect[TierLink]]]]


def _downward(known: Known, day: date) -> Below:
    """Customers and city partners by whom they hang from: on the day, or from later on.

    What begins later ends too, unless its partner has entered anew by then (R116).
    """
    customers: dict[Uid, list[Effect[Link]]] = {}
    cities: dict[Uid, list[Effect[TierLink]]] = {}
    for uid in sorted(known.histories):
        for link in known.links(uid):
            if _falls(known, link, link.fact.partner, day):
                customers.setdefault(link.fact.partner, []).append(link)
        for tier in known.tier_links(uid):
            if _falls(known, tier, tier.fact.tier1, day):
                cities.setdefault(tier.fact.tier1, []).append(tier)
    return customers, cities


def _falls(known: Known, link: Effect[Dated], partner: Uid, day: date) -> bool:
    """Whether a link holds on the day, or begins later by the standing that runs on the day."""
    if day in link.interval:
        return True
    start = link.interval.start
    if start < day or link.interval.is_empty:
        return False
    return any(start in each.interval for each in _running(known, partner, day))


def _running(known: Known, uid: Uid, day: date) -> list[Effect[Standing]]:
    """The standing on the day, and those that renew it without a gap (R04, R81).

    What begins on the day of a release renews nothing: it is a new entry (R116).
    """
    found: list[Effect[Standing]] = []
    anew = {release.day for release in known.releases(uid)}
    for each in known.standings(uid):
        start = each.interval.start
        renews = bool(found) and start == found[-1].interval.end and start not in anew
        if day in each.interval or renews:
            found.append(each)
    return found
