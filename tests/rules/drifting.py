"""Two ladders compared, and what is left to mend once every step is carried out."""

from collections.abc import Iterable

from msgspec.structs import replace

from graph.changes import Change, End, Supersede, versions
from graph.ladder import parse
from graph.ladder.naming import facts_of
from graph.model import Dated, Fact, Moment, World
from graph.readings import choose
from graph.rules.drift import Drift, between, steps, told
from tests.rules.asked import LATER, at, d

DAY = "2018-04-01"


def moment(as_of: str = DAY, known_at: str = LATER) -> Moment:
    """The recommended readings on a day."""
    return Moment(d(as_of), at(known_at), choose({}))


def apart(there: str, here: str, as_of: str = DAY, known_at: str = LATER) -> tuple[Drift, ...]:
    """Where two ladders part."""
    return compared(parse(there), parse(here), moment(as_of, known_at))


def compared(there: World, here: World, when: Moment) -> tuple[Drift, ...]:
    """Where two worlds part; once the steps are carried out, only where no step is known."""
    found = between(facts_of(there), facts_of(here), when)
    left = between(facts_of(there), mended(facts_of(here), found, when), when)
    assert said(left) == said(each for each in found if not each.changes)
    return found


def mended(here: Iterable[Fact], found: tuple[Drift, ...], when: Moment) -> list[Fact]:
    """Our facts after the steps, known at the moment."""
    facts = {(type(fact), fact.key): fact for fact in here}
    for step in steps(found):
        closed, opened = versions(step.change, when.known_at)
        if opened is not None:
            while (type(opened), opened.key) in facts:  # an id of old, made once more
                opened = replace(opened, version=opened.version + 1)
            facts[type(opened), opened.key] = opened
        if closed is not None:
            facts[type(closed), closed.key] = closed
    return list(facts.values())


def said(found: Iterable[Drift]) -> list[str]:
    """`links acme PARTNER partner`: each drift in short."""
    return [
        f"{type(each.subject).__name__} {told(each.subject)}: {each.kind}"
        f" {' '.join(part.field for part in each.parted)}".rstrip()
        for each in found
    ]


def done(found: tuple[Drift, ...]) -> list[str]:
    """Each step in short, in order."""
    return [_step(each.change) for each in steps(found)]


def _step(change: Change) -> str:
    fact = change.new if isinstance(change, Supersede) else change.fact
    said = f"{type(change).__name__} {type(fact).__name__} {told(fact)}"
    if isinstance(change, End):
        return f"{said} on {change.on}"
    if isinstance(fact, Dated):
        return f"{said} {fact.valid_from}/{fact.valid_to or ''}"
    return said
