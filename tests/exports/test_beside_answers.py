"""A file says what `performanceStatement` answers the same caller: on random worlds, to anybody.

What is refused or not there for one is so for the other.
"""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from graph.model import ALIYUN, Month, Period
from graph.readings import Q14
from graph.store import ledger
from graph.store.engine import Engine
from tests.exchange.folders import AT
from tests.exports.asking import Desk, objects
from tests.property.worlds import random_world

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("few")]

PLACE = "directPartner { uid } feeHolder { uid } status payments"
QUESTION = f"""
query ($period: Period!, $partner: String, $knownAt: DateTime, $readings: [ReadingChoice!]) {{
  performancePeriod(
    period: $period, partner: $partner, knownAt: $knownAt, readings: $readings
  ) {{
    conservation {{ paid {{ amount }} }}
    months {{
      month
      byAccount(first: 500) {{ edges {{ node {{
        account {{ uid name }} amount {{ amount }} {PLACE}
      }} }} }}
      lines {{ own {{ amount }} accounts {{ amount }} total {{ amount }} {PLACE} }}
      byProduct {{
        product total {{ amount }} directTotal {{ amount }} paid {{ amount }} payments
      }}
    }}
  }}
}}
"""
CODES = {404: "ACCOUNT_UNKNOWN", 403: "NOT_IN_SIGHT"}


def placed(each: Any) -> list[Any]:
    direct, holder = each["directPartner"], each["feeHolder"]
    return [direct and direct["uid"], holder and holder["uid"], each["status"]]


def rows(by: str, month: Any) -> list[list[Any]]:
    """The rows of a month, from its answer, as the file has them."""
    at = month["month"]
    if by == "account":
        nodes = [edge["node"] for edge in month["byAccount"]["edges"]]
        return [
            [at, *n["account"].values(), *placed(n), n["amount"]["amount"], n["payments"]]
            for n in nodes
        ]
    if by == "line":
        sums = ("own", "accounts", "total")
        return [
            [at, *placed(n), *(n[name]["amount"] for name in sums), n["payments"]]
            for n in month["lines"]
        ]
    sums = ("total", "directTotal", "paid")
    return [
        [at, n["product"], *(n[name]["amount"] for name in sums), n["payments"]]
        for n in month["byProduct"]
    ]


async def compare(desk: Desk, roots: tuple[str, ...], by: str, asked: dict[str, Any]) -> str:
    """Ask for both and hold them against each other; what came of it, in a word."""
    answer = await desk.ask(QUESTION, *roots, **asked)
    choice = asked["readings"][0]
    file = await desk.file(
        f"{asked['period']}.ndjson",
        *roots,
        by=by,
        partner=asked["partner"],
        knownAt=asked["knownAt"],
        reading=f"{choice['question']}={choice['option']}",
    )
    if file.status_code != 200:
        (error,) = file.json()["errors"]
        assert error["extensions"]["code"] == CODES[file.status_code], error
        if file.status_code == 404:
            assert answer["data"] == {"performancePeriod": None}, answer
        else:
            assert [e["extensions"]["code"] for e in answer["errors"]] == ["NOT_IN_SIGHT"]
        return CODES[file.status_code]
    found = answer["data"]["performancePeriod"]
    *lines, total = objects(file)
    expected = [row for month in found["months"] for row in rows(by, month)]
    assert [list(line.values()) for line in lines] == expected
    assert total["total"] is True
    assert total["amount"] == found["conservation"]["paid"]["amount"]
    assert total["payments"] == sum(line["payments"] for line in lines)
    return "some" if lines else "none"


async def test_a_file_says_what_the_answer_says(embedded: Engine, seed: int, tmp_path: Path):
    world, random = random_world(seed), Random(f"beside {seed}")
    await ledger.plant(embedded, world, ledger.Author("tests", AT))
    desk, came = Desk(embedded, tmp_path, AT), set[str]()
    uids = [each.uid for each in world.accounts if each.uid != ALIYUN]
    for number in range(24):
        payment = random.choice(world.payments)
        month = Month.of(payment.day)
        links = [(each.account, each.partner) for each in world.links]
        tiers = [(each.city, each.tier1) for each in world.tier_links]
        pair = random.choice([*links, *tiers, (random.choice(uids), random.choice(uids))])
        roots = [(), pair[1:], pair[:1], pair][number % 4]
        known = random.choice([payment.recorded_at, AT])
        asked = {
            "period": str(Period(month, month.next)),
            "partner": random.choice([*pair, *pair, *uids, None, "nobody"]),
            "knownAt": random.choice([None, known.isoformat()]),
            "readings": [{"question": "Q14", "option": random.choice([*Q14]).value}],
        }
        came.add(await compare(desk, roots, random.choice(["account", "line", "product"]), asked))
    assert came == {"some", "none", *CODES.values()}
