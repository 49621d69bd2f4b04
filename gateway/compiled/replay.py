"""What the resolve phase learnt, told again to graphql-core, so that nothing is read twice."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from gateway.compiled.awaiting import Again, Failed, Waited
from gateway.compiled.calls import Call
from gateway.compiled.resolving import Asked

APART = 3
"""Turns of the loop between outcomes that came one after the other."""

GATHERED = 4
"""Turns of the loop that it takes graphql-core's calls for one parent to be gathered and told."""

Middleware: TypeAlias = Callable[..., Any]

Outcomes: TypeAlias = dict[tuple[int, str, int], deque[tuple[Any, int | None]]]
"""By parent, its type and the field's node: outcomes, each with its turns if it was awaited."""


def replay(asked: Iterable[Asked]) -> Middleware:
    """A middleware for graphql-core that gives the outcomes there are, and calls for the rest.

    It holds on to the parents, so that no other object can take their place in memory.
    """
    asked = list(asked)
    outcomes: Outcomes = {}
    turns = _turns(asked)
    for each in asked:
        if isinstance(each.field.source, Call):
            _keep(each, turns, outcomes)

    def remembered(resolve: Callable[..., Any], source: Any, info: Any, **args: Any) -> Any:
        known = outcomes.get((id(source), info.parent_type.name, id(info.field_nodes[0])))
        if not known:
            return resolve(source, info, **args)
        outcome, turns = known.popleft() if len(known) > 1 else known[0]
        if turns is not None:
            return Again(outcome, turns)
        if isinstance(outcome, Failed):
            raise outcome.error
        return outcome

    remembered.asked = asked  # type: ignore[attr-defined] - keeps the parents alive
    return remembered


def _keep(asked: Asked, turns: Mapping[Waited, int], outcomes: Outcomes) -> None:
    kind, node = asked.field.parent.name, id(asked.field.nodes[0])
    for place, outcome in enumerate(asked.column):
        key = id(asked.group.parents[place]), kind, node
        waited = asked.waited.get(0 if asked.together else place)
        turned = None if waited is None else turns[waited] + GATHERED * asked.together
        outcomes.setdefault(key, deque()).append((outcome, turned))


def _turns(asked: Iterable[Asked]) -> dict[Waited, int]:
    """How many turns each outcome is to take, so that all come in the order in which they came.

    What only let others run takes as many again; what waited for something comes after what came
    before it. What came in one turn comes in one again, where graphql-core would ask in that order.
    """
    every = [waited for each in asked for _, waited in sorted(each.waited.items())]
    found = {waited: waited.turns for waited in every}
    places = {waited: place for place, waited in enumerate(every)}
    last: Waited | None = None
    for waited in sorted((w for w in every if not w.bare), key=lambda w: w.order):
        if last is None or waited.at != last.at:
            found[waited] = max(found[waited], found[last] + APART if last else 0)
        else:
            found[waited] = found[last] + (places[waited] < places[last])
        last = waited
    return found
