"""What the doctor looks at of postings and their sums: do they come to what the facts give?"""

from datetime import datetime

from gateway.cli.report import REPAIR, Findings, Report
from gateway.exchange.reading import Watch
from graph.model import Amount, Group, print_yuan
from graph.store import facts, ledger
from graph.store.engine import Engine
from loaders import posting


async def examine(engine: Engine, report: Report, watch: Watch) -> None:
    """Work all of them out anew, and hold what was posted to it month by month."""
    state = await facts.posting_state(engine)
    if not state.complete:
        upto = "nothing is" if state.upto is None else f"up to revision {state.upto:,} is"
        report.told("postings", f"{upto} posted; gateway serve or an import posts the rest")
        return
    number, missing, wrong = 0, Findings(), Findings()
    watch.stage("working out postings")
    async with posting.recomputed(engine, state.revision, watch.advance, watch.expect) as expected:
        watch.stage("holding postings to them")
        months = ledger.postings_apart(engine, expected, watch.advance, watch.expect)
        async for month in months:
            number += month.steps
            missing.add(_missing(*each, amount) for each, amount in month.missing.items())
            wrong.add(_wrong_sum(group, *pair) for group, pair in month.sums.items())
    missing.join(wrong)
    report.checked("postings", f"{number:,} sums are what the payments give", missing)


def _missing(group: Group, at: datetime, amount: Amount) -> str:
    off = f"{_amount(amount)} more than is posted, known from {at.isoformat()}"
    return f"{_group(group)}: the payments give {off}. {REPAIR}"


def _wrong_sum(group: Group, kept: Amount, right: Amount, _: datetime | None) -> str:
    return f"{_group(group)}: kept is {_amount(kept)}, posted {_amount(right)}. {REPAIR}"


def _group(group: Group) -> str:
    whose = f"statement of {group.scope}" if group.scope else "statement of the programme"
    counts = f"direct partner {group.direct or 'none'}, fee holder {group.holder or 'none'}"
    return f"{whose} for {group.month}, {counts}, {group.status}"


def _amount(amount: Amount) -> str:
    return f"{print_yuan(amount.own + amount.accounts)} yuan in {amount.payments} payments"
