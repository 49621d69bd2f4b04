"""Random operations, compiled and by graphql-core: the same answers to the byte."""

import gc
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from gateway.compiled import Way
from gateway.documents.execution import core
from graph.store.engine import Engine
from resolvers.node import global_id
from resolvers.schema import schema
from tests.compiled.chaos import WRONG, Chaos
from tests.compiled.differing import FALLIBLE, Comparison, seeded
from tests.compiled.documents import Documents
from tests.compiled.recorded import World
from tests.compiled.torture import SCHEMA
from tests.resolvers.asking import planted
from tests.resolvers.ladders import ladder

pytestmark = [
    pytest.mark.anyio,
    # A field that graphql-core gives up leaves what its siblings promised unawaited, both ways.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PARTS = 24
"""Tests that a deep run is divided into: dealt to processors, or run one by one (`-k part7`)."""

RATES = (0.0, 0.0, 0.0, 0.02, 0.1)
TORTURE: dict[str, Callable[[Random], Any]] = {
    "Day": lambda rng: rng.choice(["2018-03-01", "2019-12-31"]),
    "Blob": lambda rng: rng.choice(["b", True]),
    "Odd": lambda _: 1,
}
RAISED = {
    "sync raised",
    "async raised",
    "raised later",
    "raised after waiting",
    "root raised",
    "all raised",
    "one of all raised",
}

DAYS = ["2018-03-01", "2018-04-20", "2017-06-01"]
HOUSE: dict[str, Callable[[Random], Any]] = {
    "Date": lambda rng: rng.choice([*DAYS * 9, "2018-02-30"]),
    "DateTime": lambda rng: rng.choice(["2018-03-01T00:00:00+08:00", "2018-04-30T00:00:00Z"]),
    "Month": lambda rng: rng.choice([*["2018-03", "2018-02"] * 9, "2018-13"]),
    "Period": lambda rng: rng.choice([*["2018-Q1", "2018-03", "2018-02/2018-04"] * 6, "2018-Q5"]),
    "Fen": lambda rng: rng.choice([0, 100, -5]),
}
UIDS = ["t1", "t2", "p3", "c1", "c2", "u1", "u3", "u4", "u7", "d0", "aliyun", "nobody"]
NAMED: dict[str, list[Any]] = {
    "uid": UIDS,
    "uids": UIDS,
    "root": ["aliyun", "t1", "c1"],
    "partner": ["t1", "c1", "p3", "nobody"],
    "party": [*["t1", "c1", "cust:u1"] * 9, "nobody"],
    "account": [*UIDS[:-1], "t1", "nobody"],
    "readings": [None],
    "parties": [*["t1", "c1", "cust:u1"] * 9, "nobody"],
    "id": ["t1", "cust:u3", "o1", global_id("Account", "c1"), global_id("Party", "t1")],
    "clause_id": [*["FA 3.4.4.1", "MR 7"] * 5, "FA 0"],
    "readings_question": ["Q7", "Q9", "Q12"],
    "rule": ["R40", "R106"],
    "attribution": ["u3", "c1"],
    "liability": ["o1"],
    "exposure": ["t1"],
    "ids": [*[global_id("Account", "u1"), global_id("Party", "t1")] * 9, "bad"],
    "obligation": ["o1", "o2", "none"],
    "question": [*["Q7"] * 19, "Q1"],
    "option": ["AUTOMATIC", "DECISION"],
    "month": ["2018-03"],
    "first": [1, 2, 3, 50],
    "depth": [1, 3],
    "after": [None],
    "search": ["u", "c1", "zz"],
}
CITY = '{uid: "c1", ground: CITY_APPLICATION, appliedOn: "2018-04-02"}'
WHOLE = {
    "node": [f'id: "{global_id("Account", "c1")}"', f'id: "{global_id("Party", "t1")}"'],
    "nodes": [f'ids: ["{global_id("Account", "u1")}", "{global_id("Party", "zz")}"]'],
    "liability": ['uid: "u3"', 'obligation: "o1"', 'uid: "c1", cause: DISPUTE'],
    "deadline": [
        'start: "2018-03-01", kind: DEPOSIT_DUE',
        'start: "2018-02-01", kind: CUSTOMER_REQUEST_ANSWER',
    ],
    "precedence": ['clauses: ["CA 1.3", "MR 7.1.1"]', 'clauses: ["FA 7.1.1", "MR 6.2"]'],
    "setOff": ['party: "t1", amount: 100', 'party: "c1", amount: 500, cause: LOSS'],
    "integrityPenalty": ["benefit: 500", 'party: "c1", benefit: 7'],
    "eligibility": ["input: {staff: 10, technicalTeam: 3, deposit: 500000}"],
    "penalty": ['party: "t1", class: CLASS_2', 'party: "c1", class: CLASS_1, on: "2018-03-01"'],
    "detachmentPreview": [f"input: {CITY}", 'input: {uid: "u3", ground: CUSTOMER_REQUEST}'],
    "compareReadings": [
        'question: {attribution: "u3"}, right: [{question: "Q7", option: "DECISION"}]',
        f'question: {{detachment: {CITY}}}, right: [{{question: "Q7", option: "DECISION"}}]',
    ],
}
OWING = (
    "u3 owes 12000.00 since 2018-03-10 for transaction as o1",
    "u4 owes 500.00 since 2018-03-20 for dispute as o2",
    "o1 settled 4000.00 on 2018-04-01 by c1",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "part" in metafunc.fixturenames:
        several = PARTS if metafunc.config.getoption("--deep") else 1
        metafunc.parametrize("part", range(several), ids=lambda part: f"part{part}")


@pytest.fixture(autouse=True)
def tidied():
    """What was left unawaited is cleared away here, and not in a test that comes later."""
    yield
    gc.collect()


async def test_the_torture_schema_is_answered_as_graphql_core_answers_it(part: int, deep: bool):
    chaos, seen = Chaos(), Counter[str]()

    async def context() -> Chaos:
        return Chaos(chaos.rate, seen)

    compared = Comparison(SCHEMA, context)
    size = 1_000 if deep else 320
    for number in range(part * size, (part + 1) * size):
        rng = seeded(number)
        maker = Documents(core(SCHEMA), rng, TORTURE)
        text, variables = maker.make(rng.randint(2, 4))
        if (tree := compared.tree(text)) is None:
            continue
        for rate in RATES:
            chaos.rate = rate
            await compared.hold(tree, text, maker.given(variables))
    total = sum(compared.ways.values())
    assert compared.ways[Way.COMPILED] >= 0.6 * total, (compared.ways, compared.reasons)
    assert set(WRONG) | RAISED <= set(seen)
    assert total >= (4_200 if deep else 1_500), total


async def test_our_schema_is_answered_as_graphql_core_answers_it(
    engine: Engine, part: int, deep: bool
):
    await planted(engine, ladder("fixture", *OWING))
    world = World(engine)
    compared = Comparison(schema, world.context, world.met, races=True)
    size = 1_600 if deep else 160
    if deep:
        compared.rules = FALLIBLE
    for number in range(part * size, (part + 1) * size):
        maker = Documents(core(schema), seeded(number), HOUSE, NAMED, WHOLE)
        text, variables = maker.make(4)
        if (tree := compared.tree(text)) is None:
            continue
        world.schedule = number
        for _ in range(3):
            await compared.hold(tree, text, maker.given(variables))
    total = sum(compared.ways.values())
    assert compared.ways[Way.COMPILED] >= 0.6 * total, (
        compared.ways,
        compared.reasons.most_common(30),
    )
    assert Way.UNSUPPORTED not in compared.ways, compared.reasons
    assert compared.raced <= 3 + total / 5_000, compared.raced
    assert total >= (4_200 if deep else 400), total
