"""The resolve phase: every resolver of an answer is called, level by level, before it is written.

All parents of a field are at hand together: a field's values are a column, one a parent. What the
next level needs is read from these columns, so every attribute on the way is read once.
"""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportUnknownLambdaType=false

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from graphql import get_argument_values
from graphql.pyutils import Path
from strawberry import Schema
from strawberry.types.field import StrawberryField

from gateway.compiled.asked import Asked, Group, items, judge, spread_out
from gateway.compiled.awaiting import Failed, Promise, Waited, settled, stepped
from gateway.compiled.calls import Call, arguments, bound, shareable, wrapped
from gateway.compiled.choosing import Nowhere, choice
from gateway.compiled.lone import NEITHER, Lone
from gateway.compiled.outline import (
    Attribute,
    Chosen,
    Field,
    Items,
    Leaf,
    Out,
    Row,
    Shape,
    located,
)
from gateway.compiled.plans import Plan
from gateway.compiled.ready import Begun
from gateway.compiled.trust import TRUSTED, Abandoned, awaits, judged

NOWHERE: Any = Nowhere()
NONE = type(None)


class Resolving:
    """The resolve phase of one request."""

    def __init__(self, schema: Schema, begun: Begun, plan: Plan) -> None:
        """Take what is known of the request; no operation of ours has a root value."""
        self._schema, self._begun, self._plan = schema, begun, plan
        self.columns: list[list[Any]] = [[] for _ in range(plan.slots)]
        self._asked: list[Asked] = []
        self._waited: dict[int, Waited] = {}
        self._below: list[Group] = []

    @property
    def asked(self) -> list[Asked]:
        """All that was asked, for graphql-core to be told again if the answer is given up."""
        lone = self._plan.lone
        if lone is None or self._asked or not self.columns[0]:
            return self._asked
        group = Group(self._plan.outline, [None], None)
        return [Asked(lone.field, group, self.columns[0], self._waited)]

    def at_once(self) -> bool:
        """Fill the columns where one resolver is called and waits for nothing; whether it was so.

        Raises Abandoned as `resolve` does, which is to be called where it was not.
        """
        lone = self._plan.lone
        if lone is None or not self._call_alone(lone):
            return False
        column = self.columns[0]
        waits = awaits(column[0]) and not stepped(Promise(column, 0, self._waited))
        if not waits:
            judge(lone.field, column)
        return not waits

    async def resolve(self) -> None:
        """Fill the columns; raises Abandoned as soon as a value is not as expected."""
        lone = self._plan.lone
        if lone is not None and self.columns[0]:
            await settled([Promise(self.columns[0], 0, self._waited)])
            judge(lone.field, self.columns[0])
        else:
            await self._levels(self._plan.outline)

    def _call_alone(self, lone: Lone) -> bool:
        """Call the only resolver; whether it could be called."""
        try:
            value = lone.call(self._begun.coerced)
        except Exception as error:  # noqa: BLE001 - kept, and told by graphql-core where it belongs
            value = Failed(error)
        if value is not NEITHER:
            self.columns[0].append(value)
        return value is not NEITHER

    async def _levels(self, root: Shape) -> None:
        """Call all resolvers, level by level."""
        level = [Group(root, [None], [None] if root.located else None)]
        while level:
            asked = [
                self._ask(field, group)
                for group in level
                for field in group.shape.fields
                if field.slot is not None
            ]
            await settled(_promises(asked))
            for each in asked:
                if each.together:
                    spread_out(each)
            self._below = []
            for each in asked:
                judge(each.field, each.column)
            for each in asked:
                self._spread(each)
            level = self._below

    def _ask(self, field: Field, group: Group) -> Asked:
        column = self.columns[field.slot] if field.slot is not None else []
        asked = Asked(field, group, column, {})
        self._asked.append(asked)
        source = field.source
        try:
            if type(source) is Call:
                self._call(source, asked)
            elif type(source) is Attribute:
                column.extend(map(attrgetter(source.name), group.parents))
        except Exception as error:  # noqa: BLE001 - kept, and told by graphql-core where it belongs
            column.append(Failed(error))
        return asked

    def _call(self, call: Call, asked: Asked) -> None:
        """Call a resolver for each parent; what it promises is awaited later."""
        add, field, group = asked.column.append, asked.field, asked.group
        if call.many is not None and call.field is not None:
            asked.together = True
            add(call.many(group.parents, **self._arguments(call.field, field)[0]))
            return
        sole = None
        for place, parent in enumerate(group.parents):
            told = None
            if group.paths is not None and call.informed:
                told = self._told(field, Path(group.paths[place], field.key, field.parent.name))
            if sole is None:
                function, reusable = self._function(call, field)
                sole = function if reusable else None
            else:
                function = sole
            add(function(parent, told))

    def _function(self, call: Call, field: Field) -> tuple[Any, bool]:
        """What to call with a parent and an info, and whether it will do for the next parent."""
        if call.field is None:
            function, given = wrapped(call), self._given(field)
            return (lambda parent, told: function(parent, told, **given)), shareable(given)
        made, reusable = self._arguments(call.field, field)
        return bound(call.field, made), reusable

    def _arguments(self, called: StrawberryField, field: Field) -> tuple[dict[str, Any], bool]:
        """A resolver's arguments, and whether several calls may share them."""
        if field.given is not None:
            made = field.given.arguments(self._begun.coerced)
            if made is not None:
                return made, True
        given = self._given(field)
        return arguments(self._schema, called, given), shareable(given)

    def _given(self, field: Field) -> dict[str, Any]:
        """The arguments of a field, coerced by graphql-core."""
        if not field.definition.args and not field.nodes[0].arguments:
            return {}
        executor = self._begun.executor
        return get_argument_values(
            field.definition,
            field.nodes[0],
            executor.variable_values,
            None,
            executor.hide_suggestions,
        )

    def _told(self, field: Field, path: Path) -> Any:
        info = self._begun.executor.build_resolve_info(
            field.definition, field.nodes, field.parent, path
        )
        call = field.source
        if isinstance(call, Call) and call.field is not None:
            return self._schema.config.info_class(_raw_info=info, _field=call.field)
        return info

    def _spread(self, asked: Asked) -> None:
        """Find the objects of the next level in a column."""
        field, group = asked.field, asked.group
        if not field.stirs:
            return
        paths = None
        if located(field.out) and group.paths is not None:
            paths = [Path(path, field.key, field.parent.name) for path in group.paths]
        self._within(field, field.out, asked.column, paths)

    def _within(
        self, field: Field, out: Out, values: Sequence[Any], paths: "list[Path] | None"
    ) -> None:
        match out:
            case Items(of=of):
                self._within(field, of, *items(values, paths, nullable=out.nullable))
            case Row(shape=shape):
                kept: Sequence[int] = range(len(values))
                if NONE in set(map(type, values)):
                    kept = [place for place, value in enumerate(values) if value is not None]
                if not out.nullable and len(kept) < len(values):
                    raise Abandoned("unexpected null")
                _test(shape, values, kept)
                self._add(shape, values, paths, kept)
            case Chosen():
                self._choose(field, out, values, paths)
            case Leaf():
                pass

    def _choose(
        self, field: Field, out: Chosen, values: Sequence[Any], paths: "list[Path] | None"
    ) -> None:
        column, find = self.columns[out.slot], choice(out)
        info = self._begun.executor.build_resolve_info(
            field.definition, field.nodes, field.parent, NOWHERE
        )
        places: list[list[int]] = [[] for _ in out.shapes]
        for place, value in enumerate(values):
            if value is None and out.nullable:
                continue
            found = find(value, info)
            column.append(found)
            places[found].append(place)
        for shape, kept in zip(out.shapes, places, strict=True):
            self._add(shape, values, paths, kept)

    def _add(
        self, shape: Shape, values: Sequence[Any], paths: "list[Path] | None", kept: Sequence[int]
    ) -> None:
        if not shape.stirs or not kept:
            return
        whole = len(kept) == len(values)
        parents = list(values) if whole else [values[place] for place in kept]
        _judge_all(parents)
        where = None if paths is None else [paths[place] for place in kept]
        self._below.append(Group(shape, parents, list(where) if where is not None else None))


def _judge_all(values: Sequence[Any]) -> None:
    """As `judged`, of many; a type is asked about once."""
    if not TRUSTED.issuperset(map(type, values)):
        for value in values:
            if type(value) not in TRUSTED:
                judged(value)


def _test(shape: Shape, values: Sequence[Any], kept: Sequence[int]) -> None:
    test = shape.kind.is_type_of
    if test is not None and shape.stirs:
        _judge_all([values[place] for place in kept])
        for place in kept:
            if not test(values[place], NOWHERE):
                raise Abandoned("unexpected runtime type")


def _promises(asked: list[Asked]) -> list[Promise]:
    return [
        Promise(each.column, place, each.waited)
        for each in asked
        for place, value in enumerate(each.column)
        if isinstance(each.field.source, Call) and awaits(value)
    ]
