"""The same operation by the compiled way and by graphql-core, and whether they say the same."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from typing import Any

import orjson
from graphql import ExecutionResult, parse, validate
from graphql.validation import (
    OverlappingFieldsCanBeMergedRule,
    ValuesOfCorrectTypeRule,
    specified_rules,
)
from strawberry import Schema
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from gateway.compiled import Answered, Compiled, Way
from gateway.documents.execution import core, executed
from gateway.http.request import Question
from tests.compiled.racing import raced

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
FALLIBLE = (ValuesOfCorrectTypeRule, OverlappingFieldsCanBeMergedRule)
"""What `Documents` may break: the other rules take two thirds of the time, and find nothing."""


def body(result: ExecutionResult) -> bytes:
    """An answer as bytes: data, errors, paths, places, codes, in the order in which they stand."""
    told = [error.formatted for error in result.errors or ()]
    try:
        return orjson.dumps({"errors": told, "data": result.data})
    except TypeError as error:
        return f"can't be written: {error}".encode()


class Comparison:
    """Runs operations both ways and counts the ways they went.

    `met` tells whether the latest run met anything that takes another time when it comes again;
    `races`, whether it is a matter of time which of several required fields fails first.
    """

    def __init__(
        self,
        schema: Schema,
        context: Callable[[], Awaitable[Any]],
        met: Callable[[], bool] = lambda: False,
        *,
        races: bool = False,
    ) -> None:
        self.schema, self.context, self.met, self.races = schema, context, met, races
        self.compiled = Compiled(schema, core(schema), hints=False, sights=1)
        self.ways: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.raced = 0
        self.rules: Sequence[Any] = RULES
        """By which documents are valid."""

    def tree(self, text: str) -> Any:
        """The document of a text, or None if it is not valid."""
        tree = parse(text)
        return None if validate(core(self.schema), tree, self.rules) else tree

    async def hold(self, tree: Any, text: str, variables: dict[str, Any]) -> None:
        """Fail if the two ways answer differently."""
        question = Question(text, None, variables)
        expected = await self._plainly(tree, question)
        while self.met():  # and may have waited for longer than an answer may take
            expected = await self._plainly(tree, question)
        answered = await self.compiled.run(tree, question, await self.context())
        while self.met():
            answered = await self.compiled.run(tree, question, await self.context())
        found = body(answered.result)
        self.ways[answered.way] += 1
        if answered.way is not Way.COMPILED:
            self.reasons[answered.reason] += 1
        if found != expected and await self._raced(answered, found, expected, tree, question):
            self.raced += 1
            return
        assert found == expected, (
            f"{answered.way} {answered.reason}\n{text}\n{variables}\n{found!r}\n{expected!r}"
        )

    async def _raced(
        self, answered: Answered, found: bytes, expected: bytes, tree: Any, question: Question
    ) -> bool:
        if not self.races or answered.way is not Way.DEOPTIMISED:
            return False
        return await raced(found, expected, tree, lambda cut: self._plainly(cut, question))

    async def _plainly(self, tree: Any, question: Question) -> bytes:
        """What graphql-core says, where nothing comes for the first time."""
        while True:
            context = await self.context()
            found = body(await executed(self.schema, tree, question, context, hints=False))
            if not self.met():
                return found


def seeded(number: int) -> Random:
    return Random(f"compiled {number}")
