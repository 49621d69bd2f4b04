"""What the doctor looks at of liability edges and exposures: are they what the facts give?"""

from gateway.cli.report import REPAIR, Findings, Report
from gateway.exchange.reading import Watch
from graph.model import Heading, Owing
from graph.store import facts, ledger
from graph.store.engine import Engine
from loaders import answering


async def examine(engine: Engine, report: Report, watch: Watch) -> None:
    """Recompute all edges, what they come to for each party, and how many parties come to what."""
    state, _ = await facts.answering_state(engine)
    if not state.complete:
        upto = "none" if state.upto is None else f"those up to revision {state.upto:,}"
        report.told("liability", f"{upto} kept; gateway serve or an import keeps the rest")
        return
    sums, number, found = dict[Heading, Owing](), 0, Findings()
    watch.stage("holding liability edges to debts")
    async for right in answering.recomputed(engine, state.revision, watch.expect):
        watch.advance(len(right))
        for edges in right.values():
            ledger.lasting(sums, edges)
            number += len(list(edges))
        found.add(map(_edges, await ledger.wrong_edges(engine, right)))
    found.add(map(_sum, await ledger.wrong_exposures(engine, sums)))
    report.checked("liability", f"{number:,} edges are what the debts give", found)


def _edges(wrong: ledger.WrongEdges) -> str:
    """A debt whose edges are wrong, with how many and of whom."""
    missing, kept = (
        f"{len(some)} ({', '.join(sorted({each.heading.party for each in some}))})"
        if some
        else "none"
        for some in (wrong.missing, wrong.kept)
    )
    return f"edges of {wrong.debt}: {missing} missing, {kept} wrong. {REPAIR}"


def _sum(wrong: ledger.WrongSum) -> str:
    return f"{wrong.name}: kept is {wrong.kept}, the edges give {wrong.right}. {REPAIR}"
