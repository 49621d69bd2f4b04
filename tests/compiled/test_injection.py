"""No text of a request becomes code."""

import re
from typing import Any

import pytest
from graphql import parse
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gateway.compiled.planning import Planner
from gateway.compiled.writing import Writer
from gateway.documents.execution import core
from tests.compiled.chaos import Chaos
from tests.compiled.differing import Comparison, body
from tests.compiled.small import compiler, run
from tests.compiled.torture import SCHEMA

pytestmark = pytest.mark.anyio

WORDS = st.one_of(
    st.sampled_from(["__import__", "os", "root", "TRUSTED", "v1", "n0", "None", "exec", "lambda"]),
    st.from_regex(r"[_A-Za-z][_0-9A-Za-z]{0,20}", fullmatch=True),
)
TEXTS = st.one_of(
    st.sampled_from(['"', "'", '"""', "\\", "\n", "\u2028", "\u2029", "{}", "{0}", "\r", "\x85"]),
    st.text(),
).map(lambda text: f"x{text}')]}}; __import__('os').abort() #{text}")


def written(text: str) -> str:
    """The source that is generated for a document."""
    executor: Any = SCHEMA.execution_context_class.build(core(SCHEMA), parse(text))
    planner = Planner(SCHEMA, executor)
    return Writer().source(planner.outline(), planner.slots)


@given(keys=st.lists(WORDS, min_size=1, max_size=6, unique=True))
def test_response_keys_are_no_part_of_the_source(keys: list[str]):
    marked = [f"{key}_{number}_mark" for number, key in enumerate(keys)]
    source = written("{" + " ".join(f"{key}: constant" for key in marked) + "}")
    assert "mark" not in source
    assert re.fullmatch(r"[\w\s():=.,\[\]<>-]*", source)


def test_only_names_of_the_schema_and_numbers_are_in_the_source():
    text = """query Secret($evil: String = "evil") { thing(seed: $evil) {
        evil: name class grid color day pet_: petAtHand { ... on Cat { evil: lives } }
        echo(sieve: {tags: ["evil"], colors: [BLUE]}) ...Evil } }
        fragment Evil on Thing { evil2: maybeOdd }"""
    source = written(text)
    assert "evil" not in source.lower()
    assert not re.search(r"['\"\\]", source)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(key=WORDS, variable=WORDS, value=TEXTS)
async def test_chosen_names_and_texts_change_no_answer(key: str, variable: str, value: str):
    assume(key != "x")  # two fields of one name would not be valid
    text = (
        f"query {key}(${variable}: [String] = [null]) "
        f"{{ {key}: thing {{ {key}: echo(sieve: {{tags: ${variable}}}) x: name }} }}"
    )

    async def context() -> Chaos:
        return Chaos()

    compared = Comparison(SCHEMA, context)
    tree = compared.tree(text)
    await compared.hold(tree, text, {variable: [value]})
    assert compared.ways["compiled"] == 1


async def test_an_enum_value_that_is_no_name_is_refused_by_both():
    compiled = compiler(SCHEMA)
    text = "query($c: Color!) { thing { echo(color: $c) } }"
    answered = await run(compiled, text, Chaos(), c="RED'); import os")
    assert answered.way == "deoptimised"
    assert b"does not exist" in body(answered.result)
