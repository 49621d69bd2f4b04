"""A ladder text admitted beside what a store holds, and what is refused of it."""

from graph.ladder import parse
from graph.model import PartyId
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
