"""What the resolve phase learnt, told again to graphql-core, so that nothing is read twice."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from gateway.compiled.awaiting import Again, Failed
from gateway.compiled.calls import Call
from gateway.compiled.resolving import Asked

Middleware: TypeAlias = Callable[..., Any]

Outcomes: TypeAlias = dict[tuple[int, str, int], deque[tuple[Any, int | None]]]
"""By parent, its type and the field's node: outcomes, each with its turns if it was awaited."""


def replay(asked: Iterable[Asked]) -> Middleware:
    """A middleware for graphql-core that gives the outcomes there are, and calls for the rest.

    It holds on to the parents, so that no other object can take their place in memory.
    """
    asked = list(asked)
    outcomes: Outcomes = {}
    for each in asked:
        if isinstance(each.field.source, Call):
            _keep(each, outcomes)

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


def _keep(asked: Asked, outcomes: Outcomes) -> None:
    kind, node = asked.field.parent.name, id(asked.field.nodes[0])
    for place, outcome in enumerate(asked.column):
        key = id(asked.group.parents[place]), kind, node
        outcomes.setdefault(key, deque()).append((outcome, asked.turns.get(place)))
