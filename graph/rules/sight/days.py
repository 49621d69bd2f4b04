"""On which days an account stood below one of a viewer's roots, or above one.

Decided by what was known at the moment that is asked about: what a partner could see then, it can
see again, and what was learnt later it sees as of later (S10). The readings are the recommended
ones: who sees what does not turn with the readings of a question.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from graph.model import (
    ALIYUN,
    Fact,
    Histories,
    Interval,
    Moment,
    PartyId,
    Uid,
    Viewer,
)
from graph.readings import DEFAULTS
from graph.rules.standing import Known


class Days(Struct, frozen=True):
    """Spans of civil days, in no order; they may touch and overlap."""

    spans: tuple[Interval, ...] = ()

    def __contains__(self, day: object) -> bool:
        """Whether a day lies in one of them."""
        return any(day in each for each in self.spans)

    def __bool__(self) -> bool:
        """Whether there is any day."""
        return bool(self.spans)

    def __or__(self, other: "Days") -> "Days":
        """The days of both."""
        return Days(self.spans + other.spans)

    def meet(self, span: Interval) -> bool:
        """Whether a span has a day of them."""
        return any(each.overlaps(span) for each in self.spans)

    @property
    def end(self) -> date | None:
        """The first day after all of them; None while one is open."""
        ends = [each.end for each in self.spans]
        return None if None in ends else max(filter(None, ends), default=date.min)


ALL = Days((Interval(date.min),))
NONE = Days()


class Sight:
    """The days on which a viewer sees each account, worked out once an account."""

    def __init__(
        self,
        viewer: Viewer,
        histories: Histories,
        owned: Mapping[PartyId, tuple[Uid, ...]],
        moment: Moment,
    ) -> None:
        """`histories` must hold the roots and whatever is asked about, with all above them.

        `owned` are the accounts of the parties asked about, which must be there too. Of the moment
        the day and the readings do not count.
        """
        moment = replace(moment, as_of=date.max, readings=DEFAULTS)
        self.viewer, self.histories, self.owned, self.moment = viewer, histories, owned, moment
        self.known = Known(histories, moment)
        self._roots = frozenset(viewer.roots)
        self._below: dict[Uid, Days] = {}
        self._above: dict[Uid, Days] | None = None

    def before(self, revision: int) -> "Sight":
        """What the viewer saw until a revision was made."""
        moment = replace(self.moment, revision=revision - 1)
        return Sight(self.viewer, self.histories, self.owned, moment)

    def told(self, fact: Fact) -> bool:
        """Whether a version was recorded by the moment."""
        moment = self.moment
        return fact.recorded_at <= moment.known_at and fact.recorded_in <= moment.revision

    def is_root(self, uid: Uid) -> bool:
        """Whether an account is one that the viewer looks down from."""
        return uid in self._roots

    def below(self, uid: Uid) -> Days:
        """The days on which an account was a root or stood below one: all about it is seen."""
        found = self._below.get(uid)
        if found is None:
            found = self._below[uid] = self._find(uid)
        return found

    def above(self, uid: Uid) -> Days:
        """The days on which it stood above a root: it is seen by name, with its standing."""
        if uid == ALIYUN:
            return ALL
        return self.uppers.get(uid, NONE)

    @property
    def uppers(self) -> Mapping[Uid, Days]:
        """Every account that ever stood above a root, but for Aliyun, and its days there."""
        if self._above is None:
            self._above = self._climb()
        return self._above

    def seen(self, uid: Uid) -> Days:
        """The days on which it is seen at all."""
        return self.below(uid) | self.above(uid)

    def owned_by(self, party: PartyId) -> Days:
        """The days on which the matters of a party are seen: its agreements, its own debts.

        They are its own, and those of the tier-1 over its city partner; not of whoever has one of
        its accounts as a customer, nor of whoever sees only some of its partner accounts.
        """
        owned = self.owned.get(party, ())
        carriers = [uid for uid in owned if self.known.standings(uid)] or owned
        found = NONE
        for uid in carriers:
            days = ALL if self.is_root(uid) else Days(tuple(self._under(uid)))
            if not days:
                return NONE
            found = days if found is NONE or found is ALL else found | days
        return found

    def hangs_elsewhere(self, party: PartyId, span: Interval) -> bool:
        """Whether in some days an account of a party hung where it is not seen."""
        return any(
            each.interval.overlaps(span) and not self.below(uid).meet(span)
            for uid in self.owned.get(party, ())
            for each in (*self.known.links(uid), *self.known.tier_links(uid))
        )

    def names(self, party: PartyId) -> bool:
        """Whether a party owns an account that is seen."""
        return any(self.seen(uid) for uid in self.owned.get(party, ()))

    def _find(self, uid: Uid) -> Days:
        if uid not in self.histories:
            return NONE
        if uid in self._roots:
            return ALL
        spans = list(self._under(uid))
        for link in self.known.links(uid):
            if link.fact.partner in self._roots:
                spans.append(link.interval)
            else:
                spans += _met(link.interval, self._under(link.fact.partner))
        return Days(tuple(each for each in spans if not each.is_empty))

    def _under(self, city: Uid) -> Iterable[Interval]:
        """The days on which a city partner stood under a root."""
        links = self.known.tier_links(city)
        return (each.interval for each in links if each.fact.tier1 in self._roots)

    def _climb(self) -> dict[Uid, Days]:
        found: dict[Uid, list[Interval]] = {}
        for root in sorted(self._roots & self.histories.keys()):
            for tier in self.known.tier_links(root):
                found.setdefault(tier.fact.tier1, []).append(tier.interval)
            for link in self.known.links(root):
                found.setdefault(link.fact.partner, []).append(link.interval)
                for tier in self.known.tier_links(link.fact.partner):
                    spans = found.setdefault(tier.fact.tier1, [])
                    spans += _met(link.interval, [tier.interval])
        return {
            uid: Days(tuple(each for each in spans if not each.is_empty))
            for uid, spans in found.items()
        }


def _met(span: Interval, others: Iterable[Interval]) -> list[Interval]:
    """What lies in a span of each of some others."""
    return [Interval(max(span.start, each.start), span.cut(each.end).end) for each in others]
