"""Papers go into a store like other facts: once, admitted beside what is stored, and come back."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from gateway.exchange.planting import plant
from gateway.exchange.taking import Outcome
from graph.ladder import canonical, print_world
from graph.model import Uid
from graph.store import facts
from graph.store.embedded import Embedded
from tests.exchange.folders import TERMS, exported, ladder, said, take_folder, totals, written

pytestmark = pytest.mark.anyio

BASE = """\
east is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05
acme under harbor as agency from 2018-01-10
birch under harbor as resale from 2018-01-10
acme owes 3200.00 since 2018-02-01 for partner breach as o1

harbor signed FA on 2018-01-05 sealed 2018-01-08 term to 2018-03-31 edition 2018-01 as fa1
acme lets harbor pay from 2018-01-10 to 2018-03-16 known from 2018-03-20
harbor violated MR 6.2.7.3 as class 2 reported 2018-02-05 noticed 2018-02-07 as v1
harbor violated MR 6.1 as class 1 decided 2018-02-09 causing o1 in words "sold its seal"
harbor deposited 5000.00 on 2018-01-10 under fa1
harbor lost 3200.00 of deposit on 2018-02-12 for o1 under fa1 noticed 2018-02-12
harbor was notified of top up on 2018-02-12 about o1 amount 3200.00
harbor gave notice of end of agreement on 2018-02-20
acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST notice received 2018-02-13 as r1
harbor must TELL since 2018-02-24 under FA 8.4.3 for acme and birch about r1
harbor reached 7 of 10 new customers in 2018-Q1
east fee of 2018-01 notified on 2018-02-13 amount 1070.00
r1 has note "called twice"
"""


ASKED = "acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST"


async def planted(engine: Embedded, text: str) -> Outcome:
    return await plant(engine, ladder(text), "x.ladder", TERMS)


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


async def test_a_ladder_of_papers_is_stored_once_and_is_the_same_again(embedded: Embedded):
    assert said(await planted(embedded, BASE)) == []
    again = await planted(embedded, BASE)
    assert (again.stored, again.total("new")) == (False, 0)
    stored = await facts.world(embedded)
    given = ladder(BASE)
    kinds = [field for field in given.__struct_fields__ if field not in {"accounts", "parties"}]
    for field in kinds:
        assert getattr(canonical(stored), field) == getattr(canonical(given), field)
    assert "harbor gave notice of end of agreement on 2018-02-20\n" in print_world(stored)


async def test_tables_of_papers_are_stored_once(embedded: Embedded, tmp_path: Path):
    path = exported(ladder(BASE), tmp_path / "books")
    first = (await take_folder(embedded, path)).outcome
    assert said(first) == []
    assert first.counts["requests"] == {"new": 1, "superseded": 0, "unchanged": 0, "refused": 0}
    again = (await take_folder(embedded, path)).outcome
    assert (again.stored, totals(again)[0]) == (False, 0)
    out = exported(await facts.world(embedded), tmp_path / "out")
    once_more = (await take_folder(embedded, out)).outcome
    assert (once_more.stored, said(once_more)) == (False, [])


async def test_a_paper_is_admitted_beside_the_stored_ones(embedded: Embedded):
    await planted(embedded, BASE)
    later = await planted(
        embedded,
        "harbor deposited 5000.00 on 2018-03-10 under fa1\n"
        "harbor got back 1800.01 on 2018-04-05 under fa1\n"
        "harbor lost 2000.00 of deposit on 2018-02-06 for v1\n"
        "acme asked for detachment on 2018-03-12 on ground CUSTOMER_REQUEST\n"
        "harbor signed FA on 2018-04-02 replacing fa9\n",
    )
    assert sorted(codes(later)) == [
        "AGREEMENT_UNKNOWN",
        "ALREADY_REQUESTED",
        "DEPOSIT_PAID_ALREADY",
        "OUT_OF_ORDER",
        "REFUND_TOO_LARGE",
    ]


async def test_a_line_that_fills_in_a_step_goes_on_with_a_paper(embedded: Embedded):
    await planted(embedded, BASE)
    step = f"{ASKED} notice received 2018-02-13 withdrawn 2018-02-14 as r1\n"
    done = await planted(embedded, step)
    assert (said(done), done.counts["requests"]["superseded"]) == ([], 1)
    held = (await facts.account_papers(embedded, [Uid("acme")]))["acme"].requests
    assert [(each.version, each.withdrawn_on) for each in held] == [
        (1, None),
        (2, date(2018, 2, 14)),
    ]


async def test_another_day_of_a_step_is_a_correction(embedded: Embedded):
    await planted(embedded, BASE)
    step = f"{ASKED} notice received 2018-02-14 as r1\n"
    assert codes(await planted(embedded, step)) == ["CONFLICTING_FACT"]
    corrected = replace(TERMS, corrections=True)
    done = await plant(embedded, ladder(step), "x.ladder", corrected)
    assert done.counts["requests"]["superseded"] == 1


async def test_a_bad_row_is_told_at_its_place(embedded: Embedded, tmp_path: Path):
    await planted(embedded, BASE)
    row = "harbor,CLASS_1,MR 6.2.7.2,2018-02-05"
    path = written(
        tmp_path,
        {
            "violations.csv": f"party,class,clause,reported_on\n{row}\n",
            "tasks.csv": "account,duty,since,clause,accounts\nharbor,GUIDE,2018-02-24,FA 8.4.3,x\n",
            "fee_steps.csv": "account,month,move,stepped_on\neast,2018-03,PAID,2018-03-25\n",
        },
    )
    outcome = (await take_folder(embedded, path)).outcome
    assert [each.split(": ")[:3] for each in said(outcome)] == [
        ["violations.csv:2", "class", "CLASS_MISMATCH"],
        ["tasks.csv:2", "accounts", "ACCOUNT_UNKNOWN"],
        ["fee_steps.csv:2", "stepped_on", "OUT_OF_ORDER"],
    ]
