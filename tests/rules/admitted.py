"""A ladder text admitted beside what a store holds, and what is refused of it."""

from graph.ladder import parse
from graph.model import AccountPapers, PartyId, PartyPapers, Uid, World
from graph.rules.admission import Existing, RefusedFact, check
from graph.rules.refusal import Code
from tests.rules.asked import HIERARCHY, debts, histories


def existing(text: str = HIERARCHY) -> Existing:
    """What a store holds after this ladder."""
    world = parse(text)
    return Existing(
        histories(world),
        frozenset(PartyId(each.id) for each in world.parties),
        world.payments,
        debts(world),
        {account.uid: _of_account(world, account.uid) for account in world.accounts},
        {PartyId(party.id): _of_party(world, PartyId(party.id)) for party in world.parties},
    )


def _of_account(world: World, uid: Uid) -> AccountPapers:
    return AccountPapers(
        tuple(each for each in world.authorisations if each.account == uid),
        tuple(each for each in world.requests if each.account == uid),
        tuple(each for each in world.tasks if each.account == uid),
        tuple(each for each in world.assessments if each.account == uid),
        tuple(each for each in world.fee_steps if each.account == uid),
    )


def _of_party(world: World, party: PartyId) -> PartyPapers:
    return PartyPapers(
        tuple(each for each in world.agreements if each.party == party),
        tuple(each for each in world.violations if each.party == party),
        tuple(each for each in world.deposit_entries if each.party == party),
        tuple(each for each in world.notices if each.party == party),
    )


def admitted(text: str, held: str = HIERARCHY) -> tuple[RefusedFact, ...]:
    """What is refused of a ladder, beside what is held already."""
    return check(existing(held), parse(text))


def refused(text: str, held: str = HIERARCHY) -> RefusedFact:
    """The one fact that is refused; it says what was wrong, where, and what would help."""
    (found,) = admitted(text, held)
    assert found.refusal.message
    assert found.refusal.path
    assert found.refusal.next_step.endswith(".")
    return found


def code(text: str, held: str = HIERARCHY) -> tuple[Code, str, str | None]:
    """Code, path and clause of the one refusal."""
    found = refused(text, held).refusal
    return found.code, found.path, found.clause
