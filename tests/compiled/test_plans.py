"""Plans: which operations get one, how many there are, and what is counted."""

from typing import Any

import pytest
import strawberry
from graphql import parse
from strawberry.extensions import SchemaExtension

from gateway.compiled import Way
from gateway.compiled.executor import Compiled
from gateway.documents.execution import core
from gateway.http.request import Question
from tests.compiled.chaos import Chaos
from tests.compiled.differing import body
from tests.compiled.small import compiler, run
from tests.compiled.torture import SCHEMA, Query

pytestmark = pytest.mark.anyio


async def test_a_text_is_compiled_when_it_comes_again():
    compiled = Compiled(SCHEMA, core(SCHEMA), hints=False)
    ways = [(await run(compiled, "{ constant }", Chaos())).way for _ in range(3)]
    assert ways == [Way.FIRST_SEEN, Way.COMPILED, Way.COMPILED]
    assert compiled.ways.ways == {Way.FIRST_SEEN: 1, Way.COMPILED: 2}
    assert compiled.ways.compiled == 1
    assert compiled.ways.compiling_seconds > 0


async def test_texts_that_never_come_again_leave_no_plans():
    compiled = Compiled(SCHEMA, core(SCHEMA), hints=False)
    for number in range(300):
        await run(compiled, f"{{ a{number}: constant }}", Chaos())
    assert len(compiled.plans) == 0
    assert compiled.ways.compiled == 0


async def test_plans_take_no_more_room_than_they_are_given():
    compiled = compiler(SCHEMA, room=200_000)
    for number in range(400):
        text = f"{{ a{number}: thing {{ name number color day dogs {{ name }} }} }}"
        await run(compiled, text, Chaos())
        assert compiled.plans.size <= 200_000
    assert 2 < len(compiled.plans) < 100


async def test_one_document_has_at_most_sixteen_variants():
    names = [f"c{number}" for number in range(5)]
    declared = ", ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: constant @include(if: ${name})" for name in names)
    text = f"query({declared}) {{ constant {fields} }}"
    compiled = compiler(SCHEMA)
    for bits in range(32):
        values = {name: bool(bits >> place & 1) for place, name in enumerate(names)}
        answered = await run(compiled, text, Chaos(), **values)
        expected = ["constant", *(name for name in names if values[name])]
        assert body(answered.result).count(b":") == 2 + len(expected)
    assert compiled.ways.ways == {Way.COMPILED: 16, Way.UNSUPPORTED: 16}
    assert compiled.ways.reasons == {(Way.UNSUPPORTED, "too many variants"): 16}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("mutation { change }", "mutation"),
        ("{ __schema { queryType { name } } }", "introspection"),
        ("{ constant @unknown }", "directive @unknown"),
        ("query @experimental_disableErrorPropagation { constant }", "directive"),
    ],
)
async def test_what_a_plan_cannot_hold_is_answered_by_graphql_core(text: str, reason: str):
    answered = await run(compiler(SCHEMA), text, Chaos())
    assert answered.way == Way.UNSUPPORTED
    assert answered.reason.startswith(reason)


async def test_a_selection_that_is_too_large_has_no_plan():
    fields = " ".join(f"a{number}: constant" for number in range(4_001))
    answered = await run(compiler(SCHEMA), f"{{ {fields} }}", Chaos())
    assert (answered.way, answered.reason) == (Way.UNSUPPORTED, "too large")


async def test_extensions_of_a_schema_are_never_skipped():
    class Watching(SchemaExtension):
        """Sees every operation."""

    watched = strawberry.Schema(Query, types=[], extensions=[Watching], config=SCHEMA.config)
    answered = await run(compiler(watched), "{ constant }", Chaos())
    assert (answered.way, answered.reason) == (Way.UNSUPPORTED, "schema extensions")


async def test_permissions_and_field_extensions_have_their_say():
    compiled = compiler(SCHEMA)
    text = '{ thing { guarded guardedLater exclaimed(word: "hm") } }'
    answered = await run(compiled, text, Chaos())
    assert answered.way == Way.COMPILED
    assert b'"guarded":"secret","guardedLater":"secret","exclaimed":"hm!"' in body(answered.result)


async def test_nothing_is_asked_twice_when_an_answer_is_given_up():
    text = """{ things(first: 3) {
        kin { later whisper maybeChild { name number } } pets { __typename } } }"""
    compiled = compiler(SCHEMA)
    given_up = 0
    for number in range(40):
        chaos = Chaos(rate=0.03)
        changed = text.replace("first: 3", f'first: 3, seed: "{number}"')
        tree = parse(changed)
        answered = await compiled.run(tree, Question(changed), chaos)
        given_up += answered.way is Way.DEOPTIMISED
        assert set(chaos.calls.values()) <= {1}, chaos.calls.most_common(3)
    assert given_up > 10


async def test_operations_of_one_document_have_plans_of_their_own():
    text = "query A { constant } query B { b: constant }"
    compiled: Any = compiler(SCHEMA)
    for name, key in (("A", b"constant"), ("B", b"b"), ("A", b"constant")):
        answered = await compiled.run(parse(text), Question(text, name), Chaos())
        assert b'"data":{"%s"' % key in body(answered.result)
