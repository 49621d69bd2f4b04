"""What holds on a day: standings, tier links and customer links with the days they have effect.

A recorded interval is what a document says; its effect can end earlier, because releasing a city
partner takes its standing and all its customer links with it (R106, CA 2.3.2②), and because a
city partner agreement lapses with the framework agreement (R91, CA 3.3). `Known` derives that for
one moment; every other rule asks it, so that no rule can read a link that has already fallen.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from graph.model import (
    AccountHistory,
    Dated,
    Fact,
    Histories,
    Interval,
    Link,
    Moment,
    Standing,
    TierLink,
    Trace,
    Uid,
    cite,
    join,
)
from graph.readings import Q7

D = TypeVar("D", bound=Dated)
Held_co = TypeVar("Held_co", bound=Dated, covariant=True)
V = TypeVar("V")

EXPIRED = "EXPIRED"
"""End cause of a standing whose framework agreement ran out (R80, FA 3.2.1)."""


class Effect(Struct, Generic[Held_co], frozen=True):
    """A dated fact, the days on which it has effect, and the fact that cut it short, if any."""

    fact: Held_co
    interval: Interval
    cut_by: Dated | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that this effect rests on."""
        return (self.fact,) if self.cut_by is None else (self.fact, self.cut_by)


class Release(Struct, frozen=True):
    """A city partner's release: its day, and the fact it follows from (R100–R104, Q7)."""

    day: date
    because: Dated


class _Kept:
    """What was worked out, by account."""

    def __init__(self) -> None:
        self.standings: dict[Uid, tuple[Effect[Standing], ...]] = {}
        self.tier_links: dict[Uid, tuple[Effect[TierLink], ...]] = {}
        self.links: dict[Uid, tuple[Effect[Link], ...]] = {}
        self.releases: dict[Uid, tuple[Release, ...]] = {}


class Known:
    """The accounts' effects as known at one moment, worked out once an account."""

    def __init__(self, histories: Histories, moment: Moment) -> None:
        """`histories` must hold whatever the questions to come look at, with all above it."""
        self.histories = histories
        self.moment = moment
        self._kept = _Kept()

    def on_day(self, day: date) -> "Known":
        """The same asked about on another day: what has effect when does not depend on it."""
        other = Known(self.histories, replace(self.moment, as_of=day))
        other._kept = self._kept
        return other

    def standings(self, uid: Uid) -> tuple[Effect[Standing], ...]:
        """PARTNER standings of an account with their effect (FA 3.3.2; R106; I5)."""
        return _once(self._kept.standings, uid, self._standings)

    def tier_links(self, uid: Uid) -> tuple[Effect[TierLink], ...]:
        """Tier links of a city account that take effect at all (CA 1.4; Q7; R91)."""
        return _once(self._kept.tier_links, uid, self._tier_links)

    def links(self, uid: Uid) -> tuple[Effect[Link], ...]:
        """Customer links of an account with their effect (FA 2.1.6; R106)."""
        return _once(self._kept.links, uid, self._links)

    def releases(self, uid: Uid) -> tuple[Release, ...]:
        """Days on which an account was released as a city partner, in order (CA 2.3.1, 2.3.2)."""
        return _once(self._kept.releases, uid, self._releases)

    def history(self, uid: Uid) -> AccountHistory | None:
        """What was fetched about an account; None if nothing stands there."""
        return self.histories.get(uid)

    def recorded(self, uid: Uid) -> list[Standing]:
        """Standings as their rows say, whatever releases did to them."""
        history = self.history(uid)
        return [] if history is None else self.moment.known(history.standings)

    def _tier_links(self, uid: Uid) -> tuple[Effect[TierLink], ...]:
        history = self.history(uid)
        links = [] if history is None else self.moment.known(history.tier_links)
        if not links:  # nearly all accounts are customers
            return ()
        own = self.recorded(uid)
        effects = (self._tier_effect(link, own) for link in sorted(links, key=_start))
        return tuple(each for each in effects if not each.interval.is_empty)

    def _tier_effect(self, link: TierLink, own: list[Standing]) -> Effect[TierLink]:
        """End a tier link where the framework agreement ran out, or by the automatic reading."""
        cuts: list[tuple[date, Dated]] = [
            (day, fact) for fact in own if (day := _lapse(fact, link, own)) is not None
        ]
        if self.moment.readings.of(Q7) is Q7.AUTOMATIC:
            for standings in (own, self.recorded(link.tier1)):
                gap = first_gap(link.interval, [each.interval for each in standings])
                if gap is not None:
                    cuts.append((gap, _last_before(gap, standings) or link))
        if not cuts:
            return Effect(link, link.interval)
        day, because = min(cuts, key=lambda cut: cut[0])
        return Effect(link, link.interval.cut(day), because)

    def _releases(self, uid: Uid) -> tuple[Release, ...]:
        effects = self.tier_links(uid)
        begins = {(each.fact.tier1, each.fact.valid_from) for each in effects}
        return tuple(
            Release(effect.interval.end, effect.cut_by or effect.fact)
            for effect in effects
            if effect.interval.end is not None
            and (effect.fact.tier1, effect.interval.end) not in begins
        )

    def _standings(self, uid: Uid) -> tuple[Effect[Standing], ...]:
        effects = [self._standing_effects(uid, fact) for fact in self.recorded(uid)]
        return tuple(sorted((each for some in effects for each in some), key=_effect_start))

    def _standing_effects(self, uid: Uid, fact: Standing) -> list[Effect[Standing]]:
        """A standing up to the first release in it, and on from each new entry after one (R11)."""
        effects: list[Effect[Standing]] = []
        rest = fact.interval
        while True:
            release = next((r for r in self.releases(uid) if rest.start < r.day in rest), None)
            if release is None:
                return [*effects, Effect(fact, rest)]
            effects.append(Effect(fact, rest.cut(release.day), release.because))
            entry = self._entry_from(uid, release.day)
            if entry is None or entry not in rest:
                return effects
            rest = Interval(entry, rest.end)

    def _entry_from(self, uid: Uid, day: date) -> date | None:
        """First new entry as a city partner on or after a day: the start of a tier link (R11).

        Not one that a standing signed since then carries: that is what ends with it (R90).
        """
        since = [each.interval for each in self.recorded(uid) if each.valid_from >= day]
        starts = (each.fact.valid_from for each in self.tier_links(uid))
        entries = (start for start in starts if start >= day)
        return next((entry for entry in entries if all(entry not in each for each in since)), None)

    def _links(self, uid: Uid) -> tuple[Effect[Link], ...]:
        history = self.history(uid)
        links = [] if history is None else self.moment.known(history.links)
        links.sort(key=_start)
        return tuple([self._link_effect(link) for link in links])

    def _link_effect(self, link: Link) -> Effect[Link]:
        """A customer link, ended by the first release of its partner inside it (CA 2.3.2②)."""
        for release in self.releases(link.partner):
            if link.valid_from < release.day in link.interval:
                return Effect(link, link.interval.cut(release.day), release.because)
        return Effect(link, link.interval)


def _once(kept: dict[Uid, V], uid: Uid, work: Callable[[Uid], V]) -> V:
    found = kept.get(uid)
    if found is None:
        found = kept[uid] = work(uid)
    return found


def on(effects: Iterable[Effect[D]], day: date) -> Effect[D] | None:
    """The effect that holds on a day; at most one does (I1, I2)."""
    for effect in effects:  # asked for each payment: half of what `next` over a generator takes
        if day in effect.interval:
            return effect
    return None


def first_gap(interval: Interval, cover: Sequence[Interval]) -> date | None:
    """First day of `interval` that no interval of `cover` holds; None if all are held."""
    return next((gap.start for gap in gaps(interval, cover)), None)


def gaps(interval: Interval, cover: Sequence[Interval]) -> Iterator[Interval]:
    """The spans of `interval` that no interval of `cover` holds, in order."""
    day: date | None = interval.start
    while day is not None and day in interval:
        holding = next((each for each in cover if day in each), None)
        if holding is not None:
            day = holding.end
            continue
        start = day
        day = min((each.start for each in cover if each.start > start), default=None)
        yield Interval(start, interval.cut(day).end)


def cut_trace(effect: Effect[Dated]) -> Trace:
    """What an effect rests on; a link that fell with a release cites the rule that took it."""
    if effect.cut_by is None:
        return cite(facts=effect.facts)
    return cite(facts=effect.facts, clauses=("CA 2.3.2②",), rules=("R106",))


def last_ended(known: Known, uid: Uid, day: date) -> Effect[Link] | None:
    """The customer link of an account whose effect ended last, on or before a day."""
    ended = [
        (each.interval.end, each.interval.start, each)
        for each in known.links(uid)
        if each.interval.end is not None and each.interval.end <= day
    ]
    return max(ended, key=lambda found: found[:2])[2] if ended else None


def fallen(known: Known, uid: Uid, day: date) -> Trace:
    """Why nothing holds on a day: the release that took it, or the link that ended last."""
    links = [each for each in known.links(uid) if day in each.fact.interval]
    standings = [each for each in known.standings(uid) if day in each.fact.interval]
    cuts = [cut_trace(each) for each in links if each.cut_by is not None]
    cuts += [cut_trace(each) for each in standings if each.cut_by is not None]
    last = last_ended(known, uid, day)
    return join(cuts) if cuts or last is None else _ended(known, last)


def _ended(known: Known, last: Effect[Link]) -> Trace:
    """A link that ended; where its partner was released that day, by the release (R106)."""
    released = (each for each in known.releases(last.fact.partner) if each.day == last.interval.end)
    release = next(released, None)
    if release is None:
        return cite(facts=last.facts)
    facts = (*last.facts, release.because)
    return cite(facts=facts, clauses=("CA 2.3.2②",), rules=("R106",))


def _lapse(fact: Standing, link: TierLink, own: list[Standing]) -> date | None:
    """Day on which a tier link lapses because this standing's agreement ran out unrenewed (R91)."""
    end = fact.valid_to
    if fact.end_cause != EXPIRED or end is None or end not in link.interval:
        return None
    renewed = any(end in each.interval for each in own)
    return None if renewed else end


def _last_before(day: date, standings: list[Standing]) -> Standing | None:
    """The standing whose end left `day` without one."""
    return next((fact for fact in standings if fact.valid_to == day), None)


def _start(fact: Dated) -> date:
    return fact.valid_from


def _effect_start(effect: Effect[D]) -> date:
    return effect.interval.start
