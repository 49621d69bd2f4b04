"""Where a fee stands, with the papers that tell it: steps, notices, violations (R35–R37)."""

from msgspec.structs import replace

from graph.model import Fen, Moment, Notice, PartyPapers, Trace, join
from graph.rules import fees
from graph.rules.fees import Fee, Progress, Right
from graph.rules.standing import Known
from graph.rules.violations.record import record
from loaders import needed
from loaders.scope import Scope


async def progress(scope: Scope, fee: Fee, paid: needed.Paid) -> Progress:
    """The progress of a month's fee on the day (R35–R37, Q10); two statements at most.

    CalendarNotPublished where it hangs on working days of a year without calendar (I17).
    """
    owner = paid.histories[fee.partner].account.owner
    steps = (await scope.facts.account_papers([fee.partner])).get(fee.partner)
    papers = (await scope.facts.party_papers([owner])).get(owner) or PartyPapers()
    known, right = Known(paid.histories, scope.moment), right_to_end(papers, scope.moment)
    after = fees.after_end(known, fee.partner, fee.month, papers.notices, right)
    taken = steps.fee_steps if steps else ()
    entries = papers.deposit_entries
    unpaid = fees.unpaid(known, [fee.partner], taken, papers.notices, right, entries)
    reduced = [each for each in unpaid if each.month == fee.month and each.set_off]
    set_off = Fen(sum(each.set_off for each in reduced))
    found = fees.progress(fee, taken, after, scope.moment, set_off)
    return replace(found, trace=join([found.trace, *(each.trace for each in reduced)]))


def right_to_end(papers: PartyPapers, moment: Moment) -> Right:
    """By which notices Aliyun ended for repeated violations, and so pays no fee (R37, R72, Q3)."""
    found = record(papers.violations, papers.notices, moment)
    ends = {each.notice.key: each for each in found.terminations if each.forfeits_fees}

    def right(notice: Notice) -> Trace | None:
        return ends[notice.key].trace if notice.key in ends else None

    return right
