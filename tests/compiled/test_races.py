"""Where required fields race, the compiled way tells an error that graphql-core knows too."""

import pytest
from graphql import parse, print_ast

from graph.store.engine import Engine
from resolvers.schema import schema
from tests.compiled.differing import Comparison
from tests.compiled.racing import cut, raced
from tests.compiled.recorded import World
from tests.resolvers.asking import planted
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

AT_HAND = """query Q($kinds: [String!], $who: String!) {
  slow: setOff(party: "t1", amount: 100) { ... on Refused { nextStep } }
  deep: attribution(uid: "c1") { feeHolder { bad: events(kinds: $kinds) { newestCursor } } }
  gone: assessment(account: $who, asOf: "2018-03-01") { account { uid } }
}"""
"""By the time `gone` has failed, `slow` has read what `deep` goes on with."""

CALLED_OFF = """query Q($kinds: [String!], $who: String!) {
  duties: survivingDuties(party: $who) {
    ... on SurvivingDuties {
      party { bad: events(kinds: $kinds) { newestCursor } notes { text } }
      same: party { bad: events(kinds: $kinds) { newestCursor } exposure { __typename } }
    }
  }
}"""
"""Both fail at once; what is under way beside the one is called off sooner."""


@pytest.mark.parametrize(
    ("text", "who"), [(AT_HAND, "nobody"), (CALLED_OFF, "t1")], ids=["at hand", "called off"]
)
async def test_a_race_is_told_by_an_error_of_its_own_fields(engine: Engine, text: str, who: str):
    await planted(engine, ladder("fixture"))
    world = World(engine)
    compared = Comparison(schema, world.context, world.met, races=True)
    for schedule in range(12):
        world.schedule = schedule
        await compared.hold(compared.tree(text), text, {"kinds": ["x"], "who": who})
    assert compared.ways["deoptimised"] == 12


async def test_other_data_and_errors_of_nobody_are_no_race():
    tree = parse("{ a b }")

    async def plainly(_tree: object) -> bytes:
        return b'{"errors": [{"path": ["a"], "message": "is"}], "data": null}'

    known = b'{"errors": [{"path": ["a"], "message": "is"}], "data": null}'
    other = b'{"errors": [{"path": ["b"], "message": "is not"}], "data": null}'
    assert await raced(known, other, tree, plainly)
    assert not await raced(other, known, tree, plainly)
    assert not await raced(known, b'{"errors": [], "data": null}', tree, plainly)
    assert not await raced(known, known.replace(b"null", b'{"a": 1}'), tree, plainly)
    somewhere = known.replace(b"null", b'{"a": 1}')
    assert not await raced(somewhere, somewhere, tree, plainly)
    assert not await raced(b"can't be written", known, tree, plainly)


def test_a_document_is_cut_down_to_a_path():
    tree = parse("query Q { a { b: c { d } ...F } z } fragment F on X { b: c @skip(if: true) y }")
    assert "".join(print_ast(cut(tree, ["a", 0, "b"])).split()) == (
        "queryQ{a{b:c{__typename}...onX{b:c@skip(if:true)}}}"
    )
