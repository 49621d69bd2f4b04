"""`gateway doctor`: is the store in order?"""

import asyncio
import platform
from datetime import datetime
from importlib.metadata import version

import click
from rich.console import Console

from gateway.cli import answered
from gateway.cli.failure import Failure
from gateway.cli.options import store_options
from gateway.cli.report import REBUILD, REPAIR, Report
from gateway.settings import Settings
from gateway.store import opened
from graph.model import Amount, Group, print_yuan
from graph.rules import invariants
from graph.store import facts, ledger, schema
from graph.store.engine import Engine
from loaders import posting, repairing


@click.command("doctor")
@click.option(
    "--audit",
    is_flag=True,
    help="Also verify the feed: each event by its hash, and the facts by what the events tell.",
)
@click.option(
    "--repair",
    is_flag=True,
    help="First set right what is kept derived: postings, who answers for what, and their sums.",
)
@store_options
def command(*, audit: bool, repair: bool, settings: Settings) -> None:
    r"""Examine the store: engine, versions, invariants I1 to I16, and what is kept derived.

    Everything is recomputed from the facts; without --repair nothing is written, but a store of an
    older schema is migrated as it is by any command. The exit code is 1 when something is found.

    \b
    Examples:
      gateway doctor
      gateway doctor --audit --store neo4j://db:7687 --store-user neo4j
      gateway doctor --repair
    """
    report = Report(Console(highlight=False))
    asyncio.run(_run(settings, report, audit=audit, repair=repair))
    if report.found:
        raise Failure(f"{report.found} finding{'s' * (report.found > 1)}, see above")


async def _run(settings: Settings, report: Report, *, audit: bool, repair: bool) -> None:
    async with opened(settings) as engine:
        if repair:
            await repaired(engine, report)
        await examine(engine, report, audit=audit)


async def repaired(engine: Engine, report: Report) -> None:
    """Set right what is kept derived, and tell how much was wrong. Failure if somebody writes."""
    found = await repairing.repair(engine)
    if found is None:
        raise Failure("somebody wrote to the store meanwhile; repair it when nobody does")
    counts = ", ".join(f"{getattr(found, name):,} {name}" for name in found.__struct_fields__)
    report.told("repaired", counts)


async def examine(engine: Engine, report: Report, *, audit: bool) -> None:
    """Look at everything there is, and report on it."""
    await _place(engine, report)
    world = await facts.world(engine)
    sizes = ((name, len(getattr(world, name))) for name in world.__struct_fields__)
    report.told("facts", ", ".join(f"{size:,} {name.replace('_', ' ')}" for name, size in sizes))
    violations = invariants.check(world)
    report.checked("invariants", "I1 to I16 hold", (str(each) for each in violations))
    misfits = await facts.misfits(engine)
    kept = "what is kept is what the facts give"
    report.checked("reconcile", kept, (_misfit(each) for each in misfits))
    await _posted(engine, report)
    await answered.examine(engine, report)
    if audit:
        chain = await ledger.audit(engine)
        report.checked("audit", f"{chain.events:,} events, every hash fits", chain.faults)
        await _replayed(engine, report)


async def _posted(engine: Engine, report: Report) -> None:
    """Do postings and their sums come to what the facts give?"""
    state = await facts.posting_state(engine)
    if not state.complete:
        upto = "nothing is" if state.upto is None else f"up to revision {state.upto:,} is"
        report.told("postings", f"{upto} posted; gateway serve or an import posts the rest")
        return
    right = await posting.recomputed(engine, state.revision)
    missing = (await ledger.missing_postings(engine, right)).items()
    found = [_unposted(group, at, amount) for (group, at), amount in missing]
    found += [_wrong_sum(group, *pair) for group, pair in (await ledger.wrong_sums(engine)).items()]
    report.checked("postings", f"{len(right):,} sums are what the payments give", found)


async def _place(engine: Engine, report: Report) -> None:
    report.told("gateway", f"{version('partner-gateway')}, Python {platform.python_version()}")
    report.told("engine", f"{engine.name} {engine.version} at {engine.address}")
    report.told("schema", f"version {schema.VERSION}")
    report.told("revision", f"{await ledger.revision(engine):,}")


async def _replayed(engine: Engine, report: Report) -> None:
    """Are the facts those that the feed tells? Not to be said where it once told by digests."""
    try:
        told, found = await ledger.differences(engine)
    except ledger.ReplayImpossible as error:
        report.told("replay", f"not compared: {error}")
    else:
        report.checked("replay", f"{told:,} versions are what the feed tells", found)


def _unposted(group: Group, at: datetime, amount: Amount) -> str:
    off = f"{_amount(amount)} more than is posted, known from {at.isoformat()}"
    return f"{_group(group)}: the payments give {off}. {REPAIR}"


def _wrong_sum(group: Group, kept: Amount, right: Amount) -> str:
    return f"{_group(group)}: kept is {_amount(kept)}, posted {_amount(right)}. {REPAIR}"


def _group(group: Group) -> str:
    whose = f"statement of {group.scope}" if group.scope else "statement of the programme"
    counts = f"direct partner {group.direct or 'none'}, fee holder {group.holder or 'none'}"
    return f"{whose} for {group.month}, {counts}, {group.status}"


def _amount(amount: Amount) -> str:
    return f"{print_yuan(amount.own + amount.accounts)} yuan in {amount.payments} payments"


def _misfit(found: facts.Misfit) -> str:
    return (
        f"{found.field} of {found.key} is {found.kept!r}, the facts give {found.right!r}. {REBUILD}"
    )
