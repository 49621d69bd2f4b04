"""The plan of a detachment: what a preview shows and an act commits, the very same value."""

from datetime import date
from hashlib import sha256

import msgspec
from msgspec import Struct

from graph.calendar import Deadline
from graph.changes import Change, apply
from graph.model import Moment, Trace, Uid, cite, join
from graph.readings import Q28, Q30
from graph.rules.claims import Liability
from graph.rules.detachment import effects, tasks
from graph.rules.detachment.cascade import Cascade, Ended, cascade
from graph.rules.detachment.conditions import Requirement, Timing, timing
from graph.rules.detachment.cut import EXITS, Branch, Cut, Ground
from graph.rules.detachment.effects import AccountResult, ChangedDebt, MoneyEffect
from graph.rules.detachment.tasks import Choice, Task, Warned
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known, on


class Plan(Struct, frozen=True):
    """Everything that follows from a cut, before it is made.

    `executable` says that every requirement is met; `changes` are what the act would write and
    `hash` names this plan: it differs as soon as anything that would end is another.
    """

    cut: Cut
    on: date
    earliest: date | None
    executable: bool
    requirements: tuple[Requirement, ...]
    deadlines: tuple[Deadline, ...]
    ended: tuple[Ended, ...]
    accounts: tuple[AccountResult, ...]
    money: tuple[MoneyEffect, ...]
    surviving: tuple[Liability, ...]
    changed_debts: tuple[ChangedDebt, ...]
    warnings: tuple[Warned, ...]
    tasks: tuple[Task, ...]
    choices: tuple[Choice, ...]
    changes: tuple[Change, ...]
    hash: str
    trace: Trace


def plan(branch: Branch, cut: Cut, moment: Moment) -> Plan | Refusal:
    """Plan a detachment (R100–R110, R112, R116, R120; the effects matrix).

    A refusal says why there is nothing to cut; what the ground still lacks is no refusal but an
    unmet requirement, so that a preview shows everything at once.
    """
    known = Known(branch.histories, moment)
    when = timing(cut, known)
    refusal = nothing_to_cut(cut, known, when.on)
    if refusal is not None:
        return refusal
    found = cascade(known, cut, when.on)
    changes = found.changes
    after = Known(apply(branch.histories, changes, moment.known_at), moment)
    surviving, changed = effects.debts(branch, known, after, when.on)
    results = effects.accounts(found.ended, branch, surviving, when.on, after)
    cities = found.cities(cut.uid) if cut.ground in EXITS else []
    return Plan(
        cut=cut,
        on=when.on,
        earliest=when.earliest,
        executable=all(each.met for each in when.requirements),
        requirements=when.requirements,
        deadlines=when.deadlines,
        ended=tuple(found.ended),
        accounts=results,
        money=effects.money(branch, known, after, when.on),
        surviving=surviving,
        changed_debts=changed,
        warnings=tasks.warnings(results, found, cut.uid),
        tasks=tasks.tasks(found, results, moment),
        choices=tasks.choices(cities),
        changes=changes,
        hash=_digest(cut, found, when),
        trace=_cited(when, found, moment, cities),
    )


def nothing_to_cut(cut: Cut, known: Known, day: date) -> Refusal | None:
    """Why a cut on a day would cut nothing; it looks at the account and what is above it only."""
    if known.history(cut.uid) is None:
        return Refusal(
            Code.ACCOUNT_UNKNOWN,
            f"there is no account {cut.uid!r}",
            path="uid",
            next_step="Correct the uid.",
        )
    match cut.ground:
        case Ground.PARTNER_EXIT | Ground.VOLUNTARY_EXIT:
            start = on(known.standings(cut.uid), day)
            code, clause, what = Code.NOT_A_PARTNER, "MR 7.3.1", "has no PARTNER standing"
        case Ground.CUSTOMER_REQUEST:
            start = on(known.links(cut.uid), day)
            code, clause, what = Code.NOT_LINKED, "FA 4.3.1.6", "is not linked to a partner"
        case _:
            start = on(known.tier_links(cut.uid), day)
            code, clause, what = Code.NOT_A_CITY_PARTNER, "CA 2.3.1", "is no city partner"
    if start is None:
        return Refusal(
            code,
            f"{cut.uid} {what} on {day}",
            path="uid",
            clause=clause,
            next_step="Ask for a day on which the link holds; see its history.",
        )
    if start.interval.start == day:
        return Refusal(
            Code.EMPTY_INTERVAL,
            f"what would end on {day} only begins on that day, and would hold no day",
            path="on",
            clause=clause,
            next_step="Ask for a later day, or retract the fact if it was recorded in error.",
        )
    return None


def _digest(cut: Cut, found: Cascade, when: Timing) -> str:
    """Names what would be written and why; whoever changes any of it makes the plan stale."""
    edges = [(each.edge.value, each.fact.key, each.on.isoformat()) for each in found.ended]
    content = (cut, when.on, when.requirements, sorted(edges))
    return sha256(msgspec.json.encode(content)).hexdigest()[:32]


def _cited(when: Timing, found: Cascade, moment: Moment, cities: list[Uid]) -> Trace:
    released = any(each.edge.value == "TIER" for each in found.ended)
    readings = [moment.readings.of(Q28)] if released else []
    choice = cite(rules=("R116",), readings=(moment.readings.of(Q30),)) if cities else Trace()
    survival = cite(rules=("R50", "R120"), clauses=("FA 8.4.1",), readings=readings)
    return join((when.trace, *found.traces, survival, choice))
