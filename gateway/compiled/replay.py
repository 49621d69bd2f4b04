"""What the resolve phase learnt, told again to graphql-core, so that nothing is read twice."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from gateway.compiled.asked import Asked
from gateway.compiled.awaiting import Again, Failed, Waited
from gateway.compiled.calls import Call
from resolvers.batched import Gathering, Place, joined

GATHERED = 4
"""Turns of the loop that it takes to gather parents, and to tell them their values."""

Middleware: TypeAlias = Callable[..., Any]


class Alone:
    """The outcomes of a field for one parent, which may stand at several places."""

    def __init__(self) -> None:
        """Begin with none; each has its turns of the loop if it was awaited."""
        self._outcomes = deque[tuple[Any, int | None]]()

    def add(self, outcome: Any, turns: int | None) -> None:
        """Take the next outcome."""
        self._outcomes.append((outcome, turns))

    def told(self, _source: Any, _info: Any) -> Any:
        """The outcome, as the resolver would give it."""
        several = len(self._outcomes) > 1
        outcome, turns = self._outcomes.popleft() if several else self._outcomes[0]
        if turns is not None:
            return Again(outcome, turns)
        if isinstance(outcome, Failed):
            raise outcome.error
        return outcome


class Together:
    """The outcomes of a field that was asked for many parents at once; they are gathered again.

    So graphql-core waits for them, and cancels them, as it does where it asks by itself.
    """

    def __init__(self, asked: Asked, waited: Waited) -> None:
        """`waited` is how the call for all of them came."""
        self._turns = waited.turns if waited.exact else max(waited.turns - GATHERED, 0)
        self._gatherings: dict[Place, Gathering] = {}
        self._outcomes: dict[int, Any] = {}
        for parent, outcome in zip(asked.group.parents, asked.column, strict=True):
            error = outcome.error if isinstance(outcome, Failed) else outcome
            self._outcomes[id(parent)] = error

    async def told(self, source: Any, info: Any) -> Any:
        """The outcome for a parent."""
        gathering = joined(self._gatherings, info.context, info.path, self._again)
        return await gathering.value(source)

    async def _again(self, parents: Sequence[Any]) -> Sequence[Any]:
        await Again(None, self._turns)
        return [self._outcomes[id(parent)] for parent in parents]


Outcomes: TypeAlias = dict[tuple[int, str, int], Alone | Together]
"""By parent, its type and the field's node."""


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
        return resolve(source, info, **args) if known is None else known.told(source, info)

    remembered.asked = asked  # type: ignore[attr-defined] - keeps the parents alive
    return remembered


def _keep(asked: Asked, outcomes: Outcomes) -> None:
    kind, node = asked.field.parent.name, id(asked.field.nodes[0])
    waited = asked.waited.get(0)
    if asked.together and waited is not None and len(asked.column) == len(asked.group.parents):
        together = Together(asked, waited)
        for parent in asked.group.parents:
            outcomes[id(parent), kind, node] = together
        return
    for place, outcome in enumerate(asked.column):
        waited = asked.waited.get(place)
        alone = outcomes.setdefault((id(asked.group.parents[place]), kind, node), Alone())
        if isinstance(alone, Alone):
            alone.add(outcome, None if waited is None else waited.turns)
