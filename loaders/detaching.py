"""The plan of a detachment with the facts it needs: the same for a preview and for the act."""

from datetime import date

from graph.model import Uid
from graph.rules.detachment import Branch, Cut, Plan, nothing_to_cut, plan
from graph.rules.detachment.conditions import timing
from graph.rules.refusal import Refusal
from loaders import needed
from loaders.scope import Scope


async def detachment(scope: Scope, cut: Cut) -> Plan | Refusal:
    """The plan of a cut (R100–R116), or why there is nothing to cut.

    CalendarNotPublished where its days can't be counted (I17).
    """
    known = await scope.asked([cut.uid])
    day = timing(cut, known).on
    refusal = nothing_to_cut(cut, known, day)
    if refusal is not None:
        return refusal
    histories = await scope.facts.branch(cut.uid)
    return plan(await _branch(scope, cut.uid, histories, day), cut, scope.moment)


async def _branch(scope: Scope, uid: Uid, histories: needed.Histories, day: date) -> Branch:
    uids = needed.below(histories, uid)
    paid = await needed.cash_around(scope.facts, uids, day)
    owed = await needed.owed_by(scope.facts, uids, (), histories)
    originals = paid.originals(scope.moment)
    debts = owed.of(scope.moment, uids)
    return Branch(owed.histories, paid.payments, originals, debts)
