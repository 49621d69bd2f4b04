"""The standing that a party should have by its agreements, and where the recorded one differs.

Standing comes with the framework agreement (FA 3.3.2) and goes with it, or before it on the day
stated in a notice (R90, MR 7.3.1, Q21) or with a release (R106). What is recorded decides every
other answer; this only reports where paper and record differ.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import (
    AgreementKind,
    Dated,
    Fact,
    Interval,
    Notice,
    NoticeKind,
    Trace,
    Uid,
    cite,
    join,
)
from graph.readings import Q21, Q28
from graph.rules.agreements.begin import from_aliyun
from graph.rules.agreements.causes import EndCause
from graph.rules.agreements.contracts import Contracts, InForce, merged
from graph.rules.standing import Effect, Known, Release

ENDING = frozenset({NoticeKind.STANDING_END, NoticeKind.TERMINATION})


class Entitled(Struct, frozen=True):
    """Days on which a party should have PARTNER standing, and what that rests on."""

    interval: Interval
    trace: Trace


class MismatchKind(StrEnum):
    """How what is recorded differs from what the agreements give."""

    STANDING_WITHOUT_AGREEMENT = "STANDING_WITHOUT_AGREEMENT"
    AGREEMENT_WITHOUT_STANDING = "AGREEMENT_WITHOUT_STANDING"
    TIER_LINK_WITHOUT_AGREEMENT = "TIER_LINK_WITHOUT_AGREEMENT"
    FRAMEWORK_TO_BE_ENDED = "FRAMEWORK_TO_BE_ENDED"


class Mismatch(Struct, frozen=True):
    """A span of days on which record and agreements differ."""

    kind: MismatchKind
    account: Uid
    interval: Interval
    trace: Trace


def entitled(contracts: Contracts, known: Known, uid: Uid) -> tuple[Entitled, ...]:
    """The standing that an account should have by its party's agreements (R07, R80–R84, R90, R106).

    The union of the framework agreements, cut by the end of the standing that a notice states, or
    by a release; it resumes with the next framework agreement or the next entry after that.
    """
    framework = contracts.of(AgreementKind.FA)
    spans = merged(_lasting(each) for each in framework)
    starts = [each.begin for each in framework if each.begin is not None]
    tiers = [each.interval.start for each in known.tier_links(uid)]
    found: list[Entitled] = []
    for span in spans:
        trace = cite(rules=("R07",), clauses=("FA 3.3.2",))
        trace += join(each.trace for each in framework if _touches(each, span))
        found += _pieces(span, _cuts(contracts, known, uid), sorted({*starts, *tiers}), trace)
    return tuple(found)


def mismatches(contracts: Contracts, known: Known, uid: Uid) -> tuple[Mismatch, ...]:
    """Where standing and tier links of an account differ from its party's agreements (I3, I5, R91).

    Nothing is said of a party without a framework agreement on record: its papers are unknown.
    """
    if not contracts.relation:
        return ()
    should = entitled(contracts, known, uid)
    spans, trace = [each.interval for each in should], join(each.trace for each in should)
    held = known.standings(uid)
    surplus = MismatchKind.STANDING_WITHOUT_AGREEMENT
    found = [
        Mismatch(surplus, uid, span, cite(facts=effect.facts) + trace)
        for effect, span in _outside(held, spans)
    ]
    lack = MismatchKind.AGREEMENT_WITHOUT_STANDING
    lacking = subtract(spans, merged(each.interval for each in held))
    found += [Mismatch(lack, uid, each, trace) for each in lacking]
    found += _without_city_agreement(contracts, known, uid)
    return (*found, *_living(contracts, known, uid))


def subtract(spans: Iterable[Interval], others: Sequence[Interval]) -> list[Interval]:
    """The days of `spans` that lie in none of `others`, which are disjoint and in order."""
    found: list[Interval] = []
    for span in spans:
        start: date | None = span.start
        for other in others:
            if start is None or not Interval(start, span.end).overlaps(other):
                continue
            if start < other.start:
                found.append(Interval(start, other.start))
            start = other.end
        if start is not None and not Interval(start, span.end).is_empty:
            found.append(Interval(start, span.end))
    return found


def _outside(
    held: Sequence[Effect[Dated]], spans: Sequence[Interval]
) -> list[tuple[Effect[Dated], Interval]]:
    return [(each, span) for each in held for span in subtract([each.interval], spans)]


def _without_city_agreement(contracts: Contracts, known: Known, uid: Uid) -> list[Mismatch]:
    """A tier link needs the city partner agreement (R11, R91, CA 2.1.3, CA 3.3)."""
    agreements = contracts.of(AgreementKind.CA)
    spans = merged(each.interval for each in agreements)
    trace = cite(rules=("R11", "R91"), clauses=("CA 2.1.3", "CA 3.3"))
    trace += join(each.trace for each in agreements)
    return [
        Mismatch(
            MismatchKind.TIER_LINK_WITHOUT_AGREEMENT, uid, span, cite(facts=effect.facts) + trace
        )
        for effect, span in _outside(known.tier_links(uid), spans)
    ]


def _living(contracts: Contracts, known: Known, uid: Uid) -> list[Mismatch]:
    """After a release FA is to be ended, unless it is read to live on (Q28, MR 7.1.3, FA 8.3.9)."""
    reading = known.moment.readings.of(Q28)
    if reading is Q28.FA_LIVES_ON:
        return []
    entries = [each.interval.start for each in known.tier_links(uid)]
    found: list[Mismatch] = []
    for release in _releases(known, uid):
        anew = min((each for each in entries if each >= release.day), default=None)
        for span in subtract(contracts.relation, [Interval(date.min, release.day)]):
            left = span.cut(anew)
            if release.day == left.start and not left.is_empty:
                clauses = ("MR 7.1.3", "FA 8.3.9")
                facts = (release.because,)
                cited = cite(facts=facts, rules=("R106",), clauses=clauses, readings=(reading,))
                found.append(Mismatch(MismatchKind.FRAMEWORK_TO_BE_ENDED, uid, left, cited))
    return found


def _lasting(each: InForce) -> Interval | None:
    """Its days; after violations up to the day stated for the end of the standing (Q21)."""
    ending, span = each.ending, each.interval
    if span is None or ending is None or ending.cause is not EndCause.TERMINATION:
        return span
    stated = ending.because.stated_on if isinstance(ending.because, Notice) else None
    return Interval(span.start, max(stated or ending.on, ending.on))


def _touches(each: InForce, span: Interval) -> bool:
    own = each.interval
    return own is not None and not own.is_empty and own.overlaps(span)


Cut = tuple[date, tuple[Fact, ...], Trace]


def _cuts(contracts: Contracts, known: Known, uid: Uid) -> list[Cut]:
    """Days on which the standing ends by a notice (R90, Q21) or by a release (R106)."""
    reading = known.moment.readings.of(Q21)
    found: list[Cut] = []
    for notice in contracts.notices:
        if _ends_standing(notice, contracts):
            day = max(notice.stated_on or notice.received_on, notice.received_on)
            cited = cite(rules=("R90",), clauses=("MR 7.3.1",), readings=(reading,))
            found.append((day, (notice,), cited))
    released = cite(rules=("R106",), clauses=("CA 2.3.2②",))
    found += [(each.day, (each.because,), released) for each in _releases(known, uid)]
    return sorted(found, key=lambda cut: cut[0])


def _ends_standing(notice: Notice, contracts: Contracts) -> bool:
    """Whether Aliyun ends the standing by it; what ends another agreement than FA leaves it."""
    about = None if notice.about is None else contracts.named(notice.about)
    framework = about is None or about.agreement.kind is AgreementKind.FA
    return notice.kind in ENDING and from_aliyun(notice) and framework


def _releases(known: Known, uid: Uid) -> list[Release]:
    """Releases, but for those that only follow from the recorded expiry that is judged here."""
    own = {each.id for each in known.recorded(uid)}
    return [each for each in known.releases(uid) if each.because.id not in own]


def _pieces(
    span: Interval, cuts: Sequence[Cut], starts: Sequence[date], trace: Trace
) -> list[Entitled]:
    """A span up to each cut in it, and on from the next beginning after that."""
    found: list[Entitled] = []
    rest = span
    for day, facts, cited in cuts:
        if not rest.start < day in rest:
            continue
        found.append(Entitled(rest.cut(day), trace + cite(facts=facts) + cited))
        anew = next((each for each in starts if each >= day and each in rest), None)
        if anew is None:
            return found
        rest = Interval(anew, rest.end)
    return [*found, Entitled(rest, trace)]
