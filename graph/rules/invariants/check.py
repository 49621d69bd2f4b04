"""All checks of a world, and the histories they look at."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from graph.model import ALIYUN, AccountHistory, Dated, Fact, Histories, Month, Uid, World
from graph.rules.admission.existing import LATEST, Accepted, Existing
from graph.rules.invariants import hierarchy, paid, sums, versions
from graph.rules.invariants.violation import Violation
from graph.rules.standing import Known


def check(world: World) -> tuple[Violation, ...]:
    """Every violation of I1–I8, I12 and I14–I16, by the latest knowledge; none is what one wants.

    The versions of every fact are looked at too, superseded ones as well (I7, I8).
    """
    judge, every = Judge(world), paid.Portion(world.payments)
    return (*judge.besides_payments(), *judge.payments(every), *judge.lost())


class Judge:
    """A world whose payments come some accounts at a time, held to all invariants."""

    def __init__(self, world: World) -> None:
        """`world` with all but its payments; those that it has are not looked at."""
        self._world = replace(world, payments=())
        self._known = Known(histories(world), LATEST)
        self._there = Accepted(Existing(self._known.histories), frozenset())
        self._months: dict[Month, paid.Tally] = {}

    def besides_payments(self) -> Iterator[Violation]:
        """What is wrong with all other facts."""
        yield from versions.broken(self._world)
        yield from _dangling(self._world, self._known.histories)
        yield from hierarchy.broken(self._known)
        yield from sums.broken(self._world, self._there)

    def payments(self, portion: paid.Portion) -> Iterator[Violation]:
        """What is wrong with the payments on some accounts, each of which comes once."""
        self._months = paid.together(self._months, paid.tallies(portion, self._known))
        return paid.broken(portion, self._there)

    def lost(self) -> Iterator[Violation]:
        """What is wrong with the months of all payments that came (R27, I12)."""
        return paid.lost(self._months)


def histories(world: World) -> dict[Uid, AccountHistory]:
    """The accounts of a world with all that is about them."""
    about: dict[str, dict[Uid, list[Dated]]] = defaultdict(lambda: defaultdict(list))
    for fact in world.standings:
        about["standings"][fact.account].append(fact)
    for fact in world.tier_links:
        about["tier_links"][fact.city].append(fact)
    for fact in world.links:
        about["links"][fact.account].append(fact)
    for fact in world.conditions:
        about["conditions"][fact.account].append(fact)
    return {
        account.uid: AccountHistory(
            account,
            **{field: tuple(facts[account.uid]) for field, facts in about.items()},  # type: ignore[arg-type]
        )
        for account in world.accounts
        if account.superseded_at is None
    }


def _dangling(world: World, there: Histories) -> Iterator[Violation]:
    """Facts about accounts or parties that are not there (I8); debts are the business of sums."""
    for fact, uids in _of_accounts(world):
        for uid in uids:
            if uid not in there:
                message = f"{fact.id} is about account {uid}, which is not there"
                yield Violation("I8", message, (fact,), "Record the account.")
    parties = {party.id for party in world.parties} | {ALIYUN}
    for fact in (*world.agreements, *world.violations, *world.deposit_entries, *world.notices):
        if fact.party not in parties:
            message = f"{fact.id} is about party {fact.party}, which is not there"
            yield Violation("I8", message, (fact,), "Record the party.")


def _of_accounts(world: World) -> Iterator[tuple[Fact, tuple[Uid, ...]]]:
    """Facts with the accounts that they are about."""
    for tier in world.tier_links:
        yield tier, (tier.city, tier.tier1)
    for link in (*world.links, *world.authorisations):
        yield link, (link.account, link.partner)
    for fact in (*world.standings, *world.conditions):
        yield fact, (fact.account,)
    for paper in (*world.requests, *world.tasks, *world.assessments, *world.fee_steps):
        yield paper, (paper.account,)
