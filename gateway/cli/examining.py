"""`gateway doctor`: is the store in order?"""

import asyncio
import platform
from collections.abc import Iterable
from importlib.metadata import version

import click
from rich.console import Console

from gateway.cli import answered, posted
from gateway.cli.failure import Failure
from gateway.cli.options import store_options
from gateway.cli.progress import watching
from gateway.cli.report import REBUILD, Report
from gateway.exchange.reading import Watch
from gateway.settings import Settings
from gateway.store import opened
from graph.model import Uid
from graph.store import facts, ledger, schema
from graph.store.engine import Engine
from loaders import examining, repairing


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
    with watching() as watch:
        asyncio.run(_run(settings, report, watch, audit=audit, repair=repair))
    if report.found:
        raise Failure(f"{report.found} finding{'s' * (report.found > 1)}, see above")


async def _run(
    settings: Settings, report: Report, watch: Watch, *, audit: bool, repair: bool
) -> None:
    watch.stage("opening the store")
    async with opened(settings) as engine:
        if repair:
            await repaired(engine, report, watch)
        await examine(engine, report, watch, audit=audit)


async def repaired(engine: Engine, report: Report, watch: Watch) -> None:
    """Set right what is kept derived, and tell how much was wrong. Failure if somebody writes."""
    found = await repairing.repair(engine, watch)
    if found is None:
        raise Failure("somebody wrote to the store meanwhile; repair it when nobody does")
    counts = ", ".join(f"{getattr(found, name):,} {name}" for name in found.__struct_fields__)
    report.told("repaired", counts)


async def examine(engine: Engine, report: Report, watch: Watch, *, audit: bool) -> None:
    """Look at everything there is, and report on it."""
    await _place(engine, report)
    await _facts(engine, report, watch)
    await posted.examine(engine, report, watch)
    await answered.examine(engine, report, watch)
    if audit:
        await _audited(engine, report, watch)


async def _facts(engine: Engine, report: Report, watch: Watch) -> None:
    """Do the facts keep the invariants, and is what stands beside them what they give?"""
    watch.stage("reading the facts")
    world = await facts.besides_payments(engine, watch.advance, watch.expect)
    watch.stage("holding what is kept to them", len(world.accounts))
    misfits = await facts.misfits(engine, watch.advance)
    watch.stage("holding payments to invariants")
    found = await examining.examine(engine, world, _astray(misfits), watch.advance, watch.expect)
    names = world.__struct_fields__
    sizes = {name: len(getattr(world, name)) for name in names} | {"payments": found.payments}
    counts = (f"{size:,} {name.replace('_', ' ')}" for name, size in sizes.items())
    report.told("facts", ", ".join(counts))
    report.checked("invariants", "I1 to I16 hold", map(str, found.violations))
    report.checked("reconcile", "what is kept is what the facts give", map(_misfit, misfits))


def _astray(misfits: Iterable[facts.Misfit]) -> set[Uid]:
    """The accounts on which payments hang that name another, and those that these name."""
    found = [each for each in misfits if each.field == "account"]
    return {Uid(uid) for each in found for uid in (each.kept, each.right) if uid}


async def _place(engine: Engine, report: Report) -> None:
    report.told("gateway", f"{version('partner-gateway')}, Python {platform.python_version()}")
    report.told("engine", f"{engine.name} {engine.version} at {engine.address}")
    report.told("schema", f"version {schema.VERSION}")
    report.told("revision", f"{await ledger.revision(engine):,}")


async def _audited(engine: Engine, report: Report, watch: Watch) -> None:
    """Does the feed hang together, and are the facts those that it tells?

    The latter is not to be said where it once told by digests.
    """
    watch.stage("auditing the feed")
    chain = await ledger.audit(engine, watch.advance, watch.expect)
    report.checked("audit", f"{chain.events:,} events, every hash fits", chain.faults)
    watch.stage("replaying the feed")
    try:
        told, found = await ledger.differences(engine, watch.advance, watch.expect)
    except ledger.ReplayImpossible as error:
        report.told("replay", f"not compared: {error}")
    else:
        report.checked("replay", f"{told:,} versions are what the feed tells", found)


def _misfit(found: facts.Misfit) -> str:
    return (
        f"{found.field} of {found.key} is {found.kept!r}, the facts give {found.right!r}. {REBUILD}"
    )
