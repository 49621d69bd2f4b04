"""Partners admitted and lost, and resale accounts converted (R11, R102, R110, Q9)."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from graph.changes import Record, Supersede
from graph.model import (
    AccountCondition,
    Condition,
    Fact,
    FactId,
    Standing,
    TierLink,
    Trace,
    Uid,
    cite,
)
from graph.rules.lifecycle import unconverted
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from graph.rules.standing import on as holding
from graph.store.ledger import Decision
from loaders.acts.admitted import Wanted, admitted
from loaders.acts.corrections import breaking
from loaders.acts.desk import Act, Desk
from loaders.acts.naming import named
from loaders.acts.outcome import Outcome, Row, decided, refused, stale, unknown


def lose_standing(uid: Uid, on: date, cause: str, version: int | None = None) -> Act:
    """A standing ends on the day stated in the notice (R90, R102, MR 7.3.1).

    Only the standing: until a release city partners stay, without a fee holder (Q7), and links stay
    until they are ended (Q8). Refused while one is on record that would begin without it (I3, I4).
    """

    async def act(desk: Desk) -> Decision[Outcome]:
        known = await desk.scope(on).known([uid])
        if known.history(uid) is None:
            raise refused(unknown(uid))
        held = holding(known.standings(uid), on)
        if held is None or held.interval.start == on:
            raise refused(_no_standing(uid, on))
        if version is not None and version != held.fact.version:
            raise refused(stale(held.fact, version))
        ended = replace(held.fact, valid_to=on, end_cause=cause or None)
        changes = (Supersede(held.fact, ended),)
        bad = await breaking(desk, held.fact, ended, changes)
        if bad is not None:
            hint = "End or take back first what would begin without the standing."
            raise refused(replace(bad, path="effectiveOn", next_step=hint))
        trace = cite(facts=held.facts, clauses=("MR 7.3.1",), rules=("R90", "R102"))
        return decided([Row((FactId(ended.id),))], changes, trace)

    return act


def convert(uid: Uid, on: date, into: Condition, source: str) -> Act:
    """A resale account without a partner becomes an ordinary one, or is closed (R110, Q9)."""

    async def act(desk: Desk) -> Decision[Outcome]:
        known = await desk.scope(on).known([uid])
        if known.history(uid) is None:
            raise refused(unknown(uid))
        link = unconverted(known, uid, on)
        if link is None:
            raise refused(_not_waiting(uid, on))
        fact = AccountCondition(
            id=FactId(""), account=uid, condition=into, valid_from=on, source=source
        )
        (fact,) = await named(desk.tx, [fact])
        reading = [("Q9", desk.readings.chosen("Q9"))]
        trace = cite(facts=link.facts, clauses=("MR 7.3.5", "FA 8.4.3"), rules=("R110",))
        trace += Trace(readings=tuple(reading))
        return await admitted(desk, [Wanted((Record(fact),), (fact,), trace)])

    return act


def _no_standing(uid: Uid, on: date) -> Refusal:
    return Refusal(
        Code.NOT_A_PARTNER,
        f"{uid} has no PARTNER standing that {on} would end",
        path="account",
        clause="MR 7.3.1",
        next_step="Give a day on which it has held for a day at least; see its history.",
    )


def _not_waiting(uid: Uid, on: date) -> Refusal:
    return Refusal(
        Code.NOT_PENDING_CONVERSION,
        f"{uid} is no unbound resale account on {on}",
        path="account",
        clause="MR 7.3.5",
        next_step="Look at its lifecycle; a linked account is unbound first.",
    )


class Entry(Struct, frozen=True):
    """A city partner's entry: the day of each step, and the first day under its tier-1 (R11)."""

    city: Uid
    tier1: Uid
    applied_on: date
    approved_on: date
    framework_signed_on: date
    city_agreement_on: date
    on: date
    source: str = ""

    @property
    def steps(self) -> dict[str, date]:
        """The steps in their order, by the argument that gives each."""
        return {
            "appliedOn": self.applied_on,
            "approvedOn": self.approved_on,
            "frameworkSignedOn": self.framework_signed_on,
            "cityAgreementOn": self.city_agreement_on,
            "effectiveOn": self.on,
        }


def admit(entry: Entry) -> Act:
    """A city partner enters under its tier-1: standing from its framework agreement, tier link.

    R11, CA 2.1.1-2.1.3: it applies through the tier-1, Aliyun approves and signs FA and MR, then
    CA, then links the accounts. Each step comes no earlier than the one before.
    """

    async def act(desk: Desk) -> Decision[Outcome]:
        early = _out_of_order(entry.steps)
        if early is not None:
            raise refused(early)
        known = await desk.scope(entry.on).known([entry.city, entry.tier1])
        new: list[Fact] = []
        if holding(known.standings(entry.city), entry.on) is None:
            new.append(
                Standing(
                    id=FactId(""),
                    account=entry.city,
                    valid_from=_free_from(known, entry),
                    source=entry.source,
                )
            )
        new.append(
            TierLink(
                id=FactId(""),
                city=entry.city,
                tier1=entry.tier1,
                valid_from=entry.on,
                source=entry.source,
            )
        )
        facts = tuple(await named(desk.tx, new))
        above = holding(known.standings(entry.tier1), entry.on)
        trace = cite(
            facts=above.facts if above else (),
            rules=("R11", "R12"),
            clauses=("CA 2.1.1", "CA 2.1.2", "CA 2.1.3", "CA 1.4"),
        )
        return await admitted(desk, [Wanted(tuple(map(Record, facts)), facts, trace)])

    return act


def _free_from(known: Known, entry: Entry) -> date:
    """First day of the new standing: of the framework agreement, or of the end of the last one."""
    ends = (each.interval.end for each in known.standings(entry.city))
    return max((entry.framework_signed_on, *(end for end in ends if end and end <= entry.on)))


def _out_of_order(steps: Mapping[str, date]) -> Refusal | None:
    for (before, first), (path, day) in pairwise(steps.items()):
        if day < first:
            return Refusal(
                Code.OUT_OF_ORDER,
                f"{path} is {day}, before {before} on {first}",
                path=path,
                clause="CA 2.1",
                next_step="Correct the day: each step comes no earlier than the one before it.",
            )
    return None
