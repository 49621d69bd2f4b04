"""Facts corrected, taken back and renamed; the versions before stay as they were known (I8)."""

from collections.abc import Mapping

from msgspec.structs import replace

from graph.changes import Change, Retract, Supersede, Upward, apply
from graph.model import Fact, FactId, Trace, Uid, cite
from graph.rules.correcting import broken, corrected, outgrown, retractable
from graph.rules.refusal import Code, Refusal
from graph.store.ledger import Decision
from loaders.acts.admitted import Wanted, admitted
from loaders.acts.desk import END, Act, Desk
from loaders.acts.found import Named, branch, resting_on, there
from loaders.acts.outcome import Outcome, Row, decided, refused, stale, unknown


def correct(
    named: Named, values: Mapping[str, str | None], version: int | None, reason: str
) -> Act:
    """Supersede a fact by one with other values, given as text; refused without a reason."""

    async def act(desk: Desk) -> Decision[Outcome]:
        fact = await _there(desk, named, version, reason)
        new = corrected(fact, values)
        if isinstance(new, Refusal):
            raise refused(new)
        changes = (Supersede(fact, new),)
        decision = await admitted(desk, [Wanted(changes, (new,), _trace(fact))])
        bad = outgrown(new, await resting_on(desk, new)) or await breaking(desk, fact, new, changes)
        if bad is not None:
            raise refused(bad)
        return decision

    return act


def retract(named: Named, version: int | None, reason: str) -> Act:
    """Take a fact back: it is known no longer; refused while something rests on it."""

    async def act(desk: Desk) -> Decision[Outcome]:
        fact = await _there(desk, named, version, reason)
        changes = (Retract(fact, cause=reason),)
        bad = retractable(fact, await resting_on(desk, fact))
        bad = bad or await breaking(desk, fact, fact, changes)
        if bad is not None:
            raise refused(bad)
        return decided([Row((FactId(fact.id),))], changes, _trace(fact))

    return act


async def _there(desk: Desk, named: Named, version: int | None, reason: str) -> Fact:
    """The fact that is meant, as it stands; ActRefused where it is another or none."""
    if not reason.strip():
        message = "expected a reason: the record shows why a fact was changed"
        raise refused(Refusal(Code.INVALID_ARGUMENT, message, "reason", None, "Give the reason."))
    return await there(desk, named, version, "Correct kind, id and subject")


async def breaking(desk: Desk, old: Fact, new: Fact, changes: tuple[Change, ...]) -> Refusal | None:
    """What a change of an edge would leave without ground."""
    if not isinstance(old, Upward) or not isinstance(new, Upward):
        return None
    before = await branch(desk, old, new)
    return broken(before, apply(before, changes, END))


def _trace(fact: Fact) -> Trace:
    return cite(facts=(fact,), clauses=("FA 8.4.1",), rules=("R120",))


def rename(uid: Uid, name: str, version: int | None) -> Act:
    """Give an account another name (R10, FA 2.1.5); the names before stay on record."""

    async def act(desk: Desk) -> Decision[Outcome]:
        history = (await desk.facts.histories([uid])).get(uid)
        if history is None:
            raise refused(unknown(uid))
        account = history.account
        if version is not None and version != account.version:
            raise refused(stale(account, version))
        if account.name == name:
            return decided([Row((FactId(account.id),))], (), Trace())
        named = replace(account, name=name)
        trace = cite(facts=(account,), clauses=("FA 2.1.5",), rules=("R10",))
        return decided([Row((FactId(uid),))], [Supersede(account, named)], trace)

    return act
