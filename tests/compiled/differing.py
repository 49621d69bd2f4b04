"""The same operation by the compiled way and by graphql-core, and whether they say the same."""

from collections import Counter
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

import orjson
from graphql import ExecutionResult, parse, validate
from graphql.validation import specified_rules
from strawberry import Schema
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from gateway.compiled import Compiled, Way
from gateway.documents.execution import core, executed
from gateway.http.request import Question

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


def body(result: ExecutionResult) -> bytes:
    """An answer as bytes: data, errors, paths, places, codes, in the order in which they stand."""
    told = [error.formatted for error in result.errors or ()]
    try:
        return orjson.dumps({"errors": told, "data": result.data})
    except TypeError as error:
        return f"can't be written: {error}".encode()


class Comparison:
    """Runs operations both ways and counts the ways they went."""

    def __init__(self, schema: Schema, context: Callable[[], Awaitable[Any]]) -> None:
        self.schema, self.context = schema, context
        self.compiled = Compiled(schema, core(schema), hints=False, sights=1)
        self.again = 0
        self.ways: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()

    def tree(self, text: str) -> Any:
        """The document of a text, or None if it is not valid."""
        tree = parse(text)
        return None if validate(core(self.schema), tree, RULES) else tree

    async def hold(self, tree: Any, text: str, variables: dict[str, Any], warm: int = 0) -> None:
        """Fail if the two ways answer differently.

        Which of two required fields fails first is a matter of time, and what one run fetches the
        next one has at hand: so `warm` times both may be run again, to have the same at hand.
        """
        question = Question(text, None, variables)
        plain = await executed(self.schema, tree, question, await self.context(), hints=False)
        answered = await self.compiled.run(tree, question, await self.context())
        expected, found = body(plain), body(answered.result)
        if found != expected and warm:
            self.again += 1
            await self.hold(tree, text, variables, warm - 1)
            return
        if found != expected and _both_void(answered.result, plain):
            self.again += 1
            found = expected
        self.ways[answered.way] += 1
        if answered.way is not Way.COMPILED:
            self.reasons[answered.reason] += 1
        assert found == expected, (
            f"{answered.way} {answered.reason}\n{text}\n{variables}\n{found!r}\n{expected!r}"
        )


def _both_void(one: ExecutionResult, other: ExecutionResult) -> bool:
    """Whether required root fields made both void, and one run was told of one more of them.

    The first that fails ends the answer; whether another has failed by then is a matter of time.
    """
    if one.data is not None or other.data is not None:
        return False
    told, also = ({repr(each.formatted) for each in found.errors or ()} for found in (one, other))
    return bool(told & also) and (told <= also or also <= told)


def seeded(number: int) -> Random:
    return Random(f"compiled {number}")
