"""On which day a ground lets a link be cut, and what is still missing for it."""

from datetime import date
from typing import assert_never

from msgspec import Struct

from graph.calendar import Deadline, Period, Unit, deadline
from graph.model import Moment, Trace, cite
from graph.readings import Q7, Q15, Q16, Q21
from graph.rules.detachment.cut import Cut, Ground
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known, gaps
from graph.rules.standing import on as holding
from graph.rules.term import Term, ends

NOTICE_OF_CITY = Period(1, Unit.MONTH)
ANSWER_OF_PARTNER = Period(3, Unit.WORKING_DAY)


class Requirement(Struct, frozen=True):
    """One thing a ground asks for: whether it is there, else the code of what is missing."""

    name: str
    met: bool
    code: Code | None
    clause: str
    meaning: str


class Timing(Struct, frozen=True):
    """When a cut takes effect, the earliest day its ground allows, and what it still lacks."""

    on: date
    earliest: date | None
    requirements: tuple[Requirement, ...]
    deadlines: tuple[Deadline, ...]
    trace: Trace


def timing(cut: Cut, known: Known) -> Timing:
    """Day and requirements of a cut by its ground (R83, R89, R90, R100–R104, R108, R112).

    CalendarNotPublished where working days of an unpublished year would have to be counted.
    """
    match cut.ground:
        case Ground.JOINT_APPLICATION:
            return _joint(cut, known.moment)
        case Ground.CITY_APPLICATION:
            return _alone(cut, known.moment)
        case Ground.STANDING_LOST:
            return _lost(cut, known)
        case Ground.OTHER_GROUNDS:
            cited = cite(rules=("R103", "R104"), clauses=("CA 2.3.1④",))
            return _decided(cut, known.moment, cut.decided_on, (), (), cited)
        case Ground.PARTNER_EXIT:
            return _exit(cut, known.moment)
        case Ground.VOLUNTARY_EXIT:
            return _voluntary(cut, known.moment)
        case Ground.CUSTOMER_REQUEST:
            return _request(cut, known.moment)
        case _ as never:
            assert_never(never)


def _joint(cut: Cut, moment: Moment) -> Timing:
    confirmed = Requirement(
        "CITY_PARTNER_CONFIRMS",
        cut.confirmed_on is not None,
        Code.CITY_PARTNER_NOT_CONFIRMED,
        "CA 2.3.1①",
        "The city partner confirms the tier-1's application.",
    )
    cited = cite(rules=("R100", "R104"), clauses=("CA 2.3.1①",))
    steps = (cut.applied_on, cut.confirmed_on, cut.decided_on)
    earliest = max((day for day in steps if day), default=None)
    return _decided(cut, moment, earliest, (confirmed,), (), cited)


def _alone(cut: Cut, moment: Moment) -> Timing:
    no_dispute = Requirement(
        "NO_DISPUTE_CONFIRMED",
        cut.no_dispute_confirmed,
        Code.NO_DISPUTE_CONFIRMATION_MISSING,
        "CA 2.3.1②",
        "A written confirmation says that no dispute with the tier-1 exists.",
    )
    period = deadline(cut.applied_on or moment.as_of, NOTICE_OF_CITY, moment.readings)
    earliest = max(period.effect_from, cut.decided_on or period.effect_from)
    cited = cite(rules=("R101", "R104"), clauses=("CA 2.3.1②",)) + period.trace
    return _decided(cut, moment, earliest, (no_dispute,), (period,), cited)


def _lost(cut: Cut, known: Known) -> Timing:
    """From the day on which the first of both lost its standing (Q7: the trigger's date)."""
    cited = cite(rules=("R102", "R104"), clauses=("CA 2.3.1③",))
    lost = _lost_on(cut, known)
    gone = Requirement(
        "STANDING_IS_LOST",
        lost is not None,
        Code.GROUND_MISMATCH,
        "CA 2.3.1③",
        "City partner or tier-1 has lost its standing while linked.",
    )
    return _decided(cut, known.moment, lost, (gone,), (), cited)


def _lost_on(cut: Cut, known: Known) -> date | None:
    """First day of the tier link asked about on which one of its two ends had no standing.

    A loss that was over before the day of the cut, or of the question, is none any more.
    """
    day = cut.on or known.moment.as_of
    tier = holding(known.tier_links(cut.uid), day)
    if tier is None:
        return None
    ends = (known.standings(tier.fact.city), known.standings(tier.fact.tier1))
    held = ([each.interval for each in standings] for standings in ends)
    without = (gap for intervals in held for gap in gaps(tier.fact.interval, intervals))
    return min((gap.start for gap in without if gap.end is None or gap.end > day), default=None)


def _decided(  # noqa: PLR0913 (one ground gives all of this)
    cut: Cut,
    moment: Moment,
    earliest: date | None,
    required: tuple[Requirement, ...],
    deadlines: tuple[Deadline, ...],
    cited: Trace,
) -> Timing:
    """Aliyun *may* release: a release needs a recorded decision, unless Q7 reads it otherwise."""
    reading = moment.readings.of(Q7)
    on = cut.on or earliest or moment.as_of
    decision = Requirement(
        "ALIYUN_DECIDES",
        cut.decided_on is not None or reading is Q7.AUTOMATIC,
        Code.DECISION_MISSING,
        "CA 2.3.1",
        "Aliyun decides on the release; its decision is recorded with a date.",
    )
    in_time = _not_before(on, earliest, "CA 2.3.1")
    return Timing(
        on, earliest, (*required, decision, *in_time), deadlines, cited + cite(readings=(reading,))
    )


def _not_before(on: date, earliest: date | None, clause: str) -> tuple[Requirement, ...]:
    if earliest is None:
        return ()
    meaning = f"The cut is not before {earliest}, the earliest day of its ground."
    return (Requirement("NOT_TOO_EARLY", on >= earliest, Code.TOO_EARLY, clause, meaning),)


def _exit(cut: Cut, moment: Moment) -> Timing:
    """Standing ends on the day written in the notice, not before it arrives (R90, Q21)."""
    on = cut.on or cut.notice_received_on or moment.as_of
    reading = moment.readings.of(Q21)
    cited = cite(rules=("R90", "R108"), clauses=("MR 7.3.1", "MR 7.3.3"), readings=(reading,))
    meaning = "The partner has received the notice that its standing ends."
    required = (*_noticed(cut, "MR 7.3.1", meaning), _choice_decided(cut, moment))
    in_time = _not_before(on, cut.notice_received_on, "MR 7.3.1")
    return Timing(on, cut.notice_received_on, (*required, *in_time), (), cited)


def _noticed(cut: Cut, clause: str, meaning: str) -> tuple[Requirement, ...]:
    """The receipt of a notice, asked for of a cut that was applied for."""
    if cut.applied_on is None:
        return ()
    there = cut.notice_received_on is not None
    return (Requirement("NOTICE_RECEIVED", there, Code.NOTICE_MISSING, clause, meaning),)


def _choice_decided(cut: Cut, moment: Moment) -> Requirement:
    return Requirement(
        "ALIYUN_DECIDES",
        cut.decided_on is not None or not _leaves_a_choice(cut, moment),
        Code.DECISION_MISSING,
        "MR 7.3.3",
        "Aliyun decides whether city partners are released and links ended; it is recorded.",
    )


def _voluntary(cut: Cut, moment: Moment) -> Timing:
    """By MR 7.2 a month ahead, with customers settled and a termination agreement (R89).

    Read as FREE_CHOICE (Q15), a partner's notice of end will do as well, thirty days after its
    receipt (R83, FA 8.3.3); of both ways the one that is open first is taken.
    """
    reading = moment.readings.of(Q15)
    agreed = _by_agreement(cut, moment)
    found = agreed
    if reading is Q15.FREE_CHOICE and cut.notice_received_on is not None:
        noticed = _by_notice(cut, cut.notice_received_on, moment)
        complete = all(each.met for each in agreed.requirements)
        found = agreed if complete and agreed.on <= noticed.on else noticed
    on = cut.on or found.on
    required = (*found.requirements, _choice_decided(cut, moment))
    in_time = _not_before(on, found.earliest, found.trace.clauses[0])
    cited = found.trace + cite(rules=("R108",), clauses=("MR 7.3.3",), readings=(reading,))
    return Timing(on, found.earliest, (*required, *in_time), found.deadlines, cited)


def _by_agreement(cut: Cut, moment: Moment) -> Timing:
    settled = Requirement(
        "CUSTOMERS_SETTLED",
        cut.customers_settled_on is not None,
        Code.CUSTOMERS_NOT_SETTLED,
        "MR 7.2",
        "The partner has settled its customers as Aliyun asks.",
    )
    ended = Requirement(
        "TERMINATION_AGREED",
        cut.termination_agreed_on is not None,
        Code.TERMINATION_AGREEMENT_MISSING,
        "MR 7.2",
        "A termination agreement with Aliyun is in effect.",
    )
    period = ends(Term.PARTNER_EXIT_NOTICE, cut.applied_on or moment.as_of, moment.readings)
    earliest = max(period.effect_from, cut.termination_agreed_on or period.effect_from)
    return Timing(earliest, earliest, (settled, ended), (period,), period.trace)


def _by_notice(cut: Cut, received: date, moment: Moment) -> Timing:
    period = ends(Term.NOTICE_OF_END, received, moment.readings)
    required = _noticed(cut, "FA 8.3.3", "Aliyun has received the partner's notice of end.")
    return Timing(period.effect_from, period.effect_from, required, (period,), period.trace)


def _leaves_a_choice(cut: Cut, moment: Moment) -> bool:
    """Whether an exit takes along what Aliyun only *may* cut (R104, R108)."""
    releases = cut.release_city_partners and moment.readings.of(Q7) is Q7.DECISION
    return releases or cut.end_links


def _request(cut: Cut, moment: Moment) -> Timing:
    """The partner has three working days from receipt; then the link is to be cut (R112, Q16)."""
    meaning = "The partner has received the notice of the customer's request."
    noticed = _noticed(cut, "FA 4.3.1.6", meaning)
    reading = moment.readings.of(Q16)
    cited = cite(rules=("R112",), clauses=("FA 4.3.1.6", "FA 4.3.2"), readings=(reading,))
    if not all(each.met for each in noticed):
        return Timing(cut.on or moment.as_of, None, (*noticed, _stands(cut, None)), (), cited)
    period = deadline(cut.notice_received_on or moment.as_of, ANSWER_OF_PARTNER, moment.readings)
    on = cut.on or period.effect_from
    meaning = f"The three working days run to {period.last_day}."
    early = Requirement(
        "NOT_TOO_EARLY", on >= period.effect_from, Code.TOO_EARLY, "FA 4.3.1.6", meaning
    )
    required = (*noticed, _stands(cut, period), early)
    return Timing(on, period.effect_from, required, (period,), cited + period.trace)


def _stands(cut: Cut, period: Deadline | None) -> Requirement:
    """A withdrawal counts within the period, and before it has begun."""
    late = cut.withdrawn_on is not None and period and cut.withdrawn_on > period.last_day
    return Requirement(
        "REQUEST_STANDS",
        cut.withdrawn_on is None or bool(late),
        Code.WITHDRAWN,
        "FA 4.3.1.6",
        "The customer has not withdrawn its request within the period.",
    )


def unrecorded(cut: Cut, today: date) -> Refusal | None:
    """What has to have happened before a cut is carried out, and is not recorded yet.

    A preview may suppose an application or a notice; an act may not (R100, R101, R108, R112).
    """
    steps = {
        Ground.JOINT_APPLICATION: ("appliedOn", cut.applied_on, "CA 2.3.1①"),
        Ground.CITY_APPLICATION: ("appliedOn", cut.applied_on, "CA 2.3.1②"),
        Ground.PARTNER_EXIT: ("noticeReceivedOn", cut.notice_received_on, "MR 7.3.1"),
        Ground.CUSTOMER_REQUEST: ("noticeReceivedOn", cut.notice_received_on, "FA 4.3.1.6"),
    }
    path, day, clause = steps.get(cut.ground, ("decidedOn", cut.decided_on, "CA 2.3.1"))
    if day is None and path != "decidedOn":
        message = f"expected the day of {path}, on which the ground {cut.ground} rests"
        return Refusal(Code.NOTICE_MISSING, message, path, clause, "Record it, and look again.")
    if day is not None and day > today:
        message = f"{path} is {day}, which has not come on {today}"
        return Refusal(Code.DAY_NOT_COME, message, path, clause, "Record it when it has happened.")
    return None
