"""All that ends an agreement, each with its day; the first of them ends it (R80–R85, R91, R92)."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from graph.calendar.workdays import days_after
from graph.model import (
    Agreement,
    AgreementKind,
    Fact,
    Interval,
    Moment,
    Notice,
    NoticeKind,
    Trace,
    cite,
)
from graph.readings import Q15, Q21, Q24
from graph.rules.agreements.begin import from_aliyun, signed
from graph.rules.agreements.causes import BASIS, RANK, EndCause, named
from graph.rules.term import Term, ends

NOTICES = {
    NoticeKind.END_OF_AGREEMENT: EndCause.NOTICE,
    NoticeKind.BREACH: EndCause.BREACH,
    NoticeKind.TERMINATION: EndCause.TERMINATION,
    NoticeKind.POLICY_CHANGE: EndCause.POLICY_CHANGE,
}
"""Notices that can end an agreement, and why it then ends."""


class Objection(Struct, frozen=True):
    """What speaks against an end that was recorded: by which clause, and why (R85, R123)."""

    clause: str
    message: str


class Ending(Struct, frozen=True):
    """One end of an agreement: `on` is the first day on which it is no longer in force."""

    on: date
    cause: EndCause
    because: Fact | None
    objections: tuple[Objection, ...]
    trace: Trace


class Around(Struct, frozen=True):
    """What stands around an agreement of a party: all that could end it, as known.

    `every` are the party's agreements, `peers` those of its kind with the day they begin,
    `terminations` the agreements to end one; `relation` the days on which a framework agreement is
    in force, for the texts that hang from one.
    """

    moment: Moment
    notices: Sequence[Notice]
    every: Sequence[Agreement]
    peers: Sequence[tuple[Agreement, date]]
    terminations: Sequence[tuple[Agreement, date]]
    relation: Sequence[Interval] = ()


def endings(agreement: Agreement, begin: date, around: Around) -> tuple[Ending, ...]:
    """Every end of an agreement, the one that ends it first; two on a day by weight of cause.

    CalendarNotPublished where a period is read to roll over into an unpublished year (Q2, I17).
    """
    if agreement.kind is AgreementKind.IP:
        return ()  # the integrity terms hold for ever (R126, IP 4(1))
    found = [
        *_recorded(agreement, around),
        *_expiry(agreement, around.moment),
        *_noticed(agreement, begin, around),
        *_agreed(agreement, begin, around),
        *_replaced(agreement, begin, around),
        *_fallen(agreement, begin, around),
    ]
    return tuple(sorted(found, key=lambda each: (each.on, RANK[each.cause])))


def ending(  # noqa: PLR0913 (an end says all of this)
    on: date,
    cause: EndCause,
    because: Fact,
    *,
    clauses: tuple[str, ...] = (),
    objections: tuple[Objection, ...] = (),
    more: Trace | None = None,
) -> Ending:
    """An end with what its cause rests on, and more."""
    rules, basis = BASIS[cause]
    cited = cite(facts=(because,), rules=rules, clauses=clauses or basis)
    return Ending(on, cause, because, objections, cited if more is None else cited + more)


def _recorded(agreement: Agreement, around: Around) -> Iterator[Ending]:
    """An early end that was recorded, and what speaks against it (R76, R77, R85, R86, R92)."""
    on = agreement.ended_on
    if on is not None:
        cause = named(agreement.end_cause)
        against = _against(on, around) if cause is EndCause.FORCE_MAJEURE else ()
        yield ending(on, cause, agreement, objections=against)


def _against(on: date, around: Around) -> tuple[Objection, ...]:
    """Force majeure ends after 30 days, and is notified within 15 (R85, FA 10.3.2, FA 10.3.3)."""
    told = [each for each in around.notices if each.kind is NoticeKind.FORCE_MAJEURE]
    if not told:
        return (Objection("FA 10.3.2", "no notice of force majeure is known"),)
    notice = min(told, key=lambda each: each.received_on)
    began = notice.stated_on or notice.received_on
    readings = around.moment.readings
    latest = ends(Term.FORCE_MAJEURE_NOTICE, began, readings).last_day
    lasted = ends(Term.FORCE_MAJEURE, began, readings).effect_from
    found: list[Objection] = []
    if notice.received_on > latest:
        late = f"force majeure of {began} was to be notified by {latest}, not {notice.received_on}"
        found.append(Objection("FA 10.3.2", late))
    if on < lasted:
        found.append(Objection("FA 10.3.3", f"30 days of force majeure are over on {lasted}"))
    return tuple(found)


def _expiry(agreement: Agreement, moment: Moment) -> Iterator[Ending]:
    """The end of the term; of FA put off by a month if the will to go on was agreed (R80, R81)."""
    last = agreement.term_end
    if last is None:
        return
    if agreement.kind is not AgreementKind.FA:
        yield ending(days_after(last, 1), EndCause.EXPIRED, agreement, clauses=("FA 8.3.1",))
        return
    reading = moment.readings.of(Q24)
    more = cite(readings=(reading,))
    agreed = agreement.renewal_agreed_on
    if reading is Q24.AUTOMATIC or (agreed is not None and agreed <= last):
        term = ends(Term.RENEWAL_EXTENSION, last, moment.readings)
        yield ending(term.effect_from, EndCause.EXTENDED, agreement, more=more + term.trace)
    else:
        yield ending(days_after(last, 1), EndCause.EXPIRED, agreement, more=more)


def _noticed(agreement: Agreement, begin: date, around: Around) -> Iterator[Ending]:
    """Ends by notice: 30 days after receipt, or on arrival (R70, R72, R83–R85, Q15, Q21)."""
    for notice in around.notices:
        cause = NOTICES.get(notice.kind)
        if cause is not None and _concerns(notice, agreement, begin, around):
            yield from _by_notice(notice, cause, around.moment)


def _concerns(notice: Notice, agreement: Agreement, begin: date, around: Around) -> bool:
    """Whether a notice is about this agreement: it names it, or it names none and FA was running.

    A notice without a cause that came before an agreement began was about the one before it.
    """
    named_one = notice.about in {each.id for each in around.every}
    if named_one:
        return notice.about == agreement.id
    return agreement.kind is AgreementKind.FA and begin <= notice.received_on


def _by_notice(notice: Notice, cause: EndCause, moment: Moment) -> Iterator[Ending]:
    own = not from_aliyun(notice)
    received, stated = notice.received_on, notice.stated_on
    later = max(received, stated or received)
    match cause:
        case EndCause.NOTICE:
            yield from _without_cause(notice, moment, own=own)
        case EndCause.BREACH if stated is not None:
            yield ending(later, cause, notice)
        case EndCause.TERMINATION if not own:
            reading = moment.readings.of(Q21)
            yield ending(received, cause, notice, more=cite(readings=(reading,)))
        case EndCause.POLICY_CHANGE if not own:
            yield ending(later, cause, notice)
        case _:
            return


def _without_cause(notice: Notice, moment: Moment, *, own: bool) -> Iterator[Ending]:
    """FA 8.3.3: Aliyun's route; the partner's too only by the other reading (R83, Q15)."""
    reading = moment.readings.of(Q15)
    if own and reading is Q15.SEPARATE_ROUTES:
        return
    period = ends(Term.NOTICE_OF_END, notice.received_on, moment.readings)
    on = max(period.effect_from, notice.stated_on or period.effect_from)
    more = period.trace + cite(readings=(reading,) if own else ())
    yield ending(on, EndCause.NOTICE, notice, more=more)


def _agreed(agreement: Agreement, begin: date, around: Around) -> Iterator[Ending]:
    """A written end that both signed: from the day on which it takes effect (R82, R89)."""
    for other, day in around.terminations:
        framework = agreement.kind is AgreementKind.FA and begin <= day
        if other.replaces == agreement.id or (other.replaces is None and framework):
            yield ending(day, EndCause.MUTUAL, other)


def _replaced(agreement: Agreement, begin: date, around: Around) -> Iterator[Ending]:
    """A later signed one of its kind takes its place from its own first day (R04, R06)."""
    for other, day in around.peers:
        newer = _signing(other, day) > _signing(agreement, begin)
        if other.id != agreement.id and (newer or other.replaces == agreement.id):
            yield ending(max(day, begin), EndCause.REPLACED, other)


def _signing(agreement: Agreement, begin: date) -> tuple[date, date, str]:
    return signed(agreement) or begin, begin, agreement.id


def _fallen(agreement: Agreement, begin: date, around: Around) -> Iterator[Ending]:
    """CA lapses with the framework agreement, whose part MR is (R02, R91, CA 3.3, FA 3.3.3)."""
    if agreement.kind not in {AgreementKind.CA, AgreementKind.MR} or not around.relation:
        return
    lasting = (each for each in around.relation if each.end is None or each.end > begin)
    within = next(lasting, Interval(begin, begin))
    if within.end is not None:
        clauses = ("CA 3.3",) if agreement.kind is AgreementKind.CA else ("FA 3.3.3",)
        yield ending(within.end, EndCause.FRAMEWORK_ENDED, agreement, clauses=clauses)
