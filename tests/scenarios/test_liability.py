"""Who answers to Aliyun: S22–S32, debts and findings by mutation (R40–R52, Q9, Q11, Q12, Q14)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.scenarios import questions
from tests.scenarios.stage import Stage, staged

pytestmark = pytest.mark.anyio

LATE = "2018-05-01"


async def released(engine: Engine) -> Stage:
    """C1 was released on 2018-03-16; it is May."""
    stage = await staged(engine, "2018-03-16")
    await stage.cut("c1", "OTHER_GROUNDS", on="2018-03-16", decidedOn="2018-03-16")
    return stage.on(LATE)


async def owes(stage: Stage, id_: str, uid: str, yuan: str, day: str, **more: Any) -> None:
    """A debt of an account of a day."""
    given = {"id": id_, "account": uid, "amount": yuan, "occurredOn": day, **more}
    await stage.act("recordObligation", **given)


async def test_s22_an_agency_debt_from_before_the_release(engine: Engine):
    stage = await released(engine)
    await owes(stage, "o1", "u3", "12000.00", "2018-03-10")
    assert await stage.liable("o1") == {
        "cust:u3": ("PRIMARY", 12_000_00),
        "c1": ("JOINT", 12_000_00),
        "t1": ("JOINT_CONTINGENT", 12_000_00),
    }
    found = await stage.ask(questions.EXPOSURE, parties=["cust:u3", "c1", "t1"], asOf=LATE)
    assert found["exposure"]["distinct"]["outstanding"]["fen"] == 12_000_00


async def test_s23_an_agency_debt_from_the_day_of_release(engine: Engine):
    stage = await released(engine)
    await owes(stage, "o1", "u3", "12000.00", "2018-03-16")
    assert await stage.liable("o1") == {"cust:u3": ("PRIMARY", 12_000_00)}


async def test_s24_a_resale_debt_is_the_partners_alone(engine: Engine):
    stage = await released(engine)
    await owes(stage, "o1", "u4", "8000.00", "2018-03-12")
    assert await stage.liable("o1") == {
        "c1": ("SOLE", 8_000_00),
        "t1": ("JOINT_CONTINGENT", 8_000_00),
    }


async def test_s26_an_unbound_resale_account_is_left_open(engine: Engine):
    stage = await released(engine)
    await owes(stage, "o1", "u4", "600.00", "2018-03-20")
    roles = {party: role for party, (role, _) in (await stage.liable("o1")).items()}
    assert roles == {"c1": "UNRESOLVED", "cust:u4": "UNRESOLVED"}
    found = await stage.ask(questions.EXPOSURE, parties=["c1", "cust:u4"], asOf=LATE)
    assert [each["gross"]["amount"]["fen"] for each in found["exposure"]["parties"]] == [0, 0]
    former = await stage.liable("o1", Q9="FORMER_PARTNER")
    assert former == {"c1": ("SOLE", 600_00)}
    assert await stage.liable("o1", Q9="CUSTOMER") == {"cust:u4": ("PRIMARY", 600_00)}


async def test_s27_the_tier1s_own_customers(engine: Engine):
    stage = await released(engine)
    await owes(stage, "o1", "u1", "100.00", "2018-03-20")
    await owes(stage, "o2", "u2", "100.00", "2018-03-20")
    assert await stage.liable("o1") == {"cust:u1": ("PRIMARY", 100_00), "t1": ("JOINT", 100_00)}
    assert await stage.liable("o2") == {"t1": ("SOLE", 100_00)}


async def test_s28_an_account_without_a_partner(engine: Engine):
    stage = await released(engine)
    await owes(stage, "o1", "d0", "100.00", "2018-03-20")
    assert await stage.liable("o1") == {"cust:d0": ("PRIMARY", 100_00)}


async def test_s32_three_debts_are_counted_once_each(engine: Engine):
    stage = await released(engine)
    await owes(stage, "o1", "u3", "12000.00", "2018-03-10")
    await owes(stage, "o2", "u4", "8000.00", "2018-03-12")
    await owes(stage, "o3", "u5", "3000.00", "2018-03-13")
    for debt, found in (("o1", False), ("o2", False), ("o3", True)):
        await stage.act("recordFinding", obligation=debt, party="c1", mismanaged=found)
    parties = ["c1", "cust:u3", "cust:u5", "t1"]
    found = (await stage.ask(questions.EXPOSURE, parties=parties, asOf=LATE))["exposure"]
    gross = {each["party"]["partyId"]: each["gross"]["amount"]["fen"] for each in found["parties"]}
    assert gross == {"c1": 23_000_00, "cust:u3": 12_000_00, "cust:u5": 3_000_00, "t1": 3_000_00}
    assert found["grossSum"]["fen"] == 41_000_00
    assert found["distinct"]["amount"]["fen"] == 23_000_00


class TestBeyond:
    """Findings that come late, payments in part, days about the release, readings."""

    @pytest.mark.parametrize(("mismanaged", "role"), [(True, ("JOINT", 500_00)), (False, None)])
    async def test_a_finding_that_comes_late_tells_what_was_contingent(
        self, engine: Engine, mismanaged: bool, role: tuple[str, int] | None
    ):
        stage = await released(engine)
        await owes(stage, "o1", "u3", "500.00", "2018-03-15")
        found = {"obligation": "o1", "party": "c1", "mismanaged": mismanaged}
        await stage.on("2018-06-01").act("recordFinding", effectiveOn="2018-05-20", **found)
        assert (await stage.liable("o1", "2018-05-19"))["t1"] == ("JOINT_CONTINGENT", 500_00)
        assert (await stage.liable("o1", "2018-05-20")).get("t1") == role

    async def test_q11_the_tier1_is_joint_always_where_it_is_read_so(self, engine: Engine):
        stage = await released(engine)
        await owes(stage, "o1", "u3", "500.00", "2018-03-15")
        await owes(stage, "o2", "u3", "500.00", "2018-03-16")
        assert (await stage.liable("o1", Q11="ALWAYS_JOINT"))["t1"] == ("JOINT", 500_00)
        assert "t1" not in await stage.liable("o2", Q11="ALWAYS_JOINT")

    async def test_r51_a_part_paid_by_one_reduces_it_for_all(self, engine: Engine):
        stage = await released(engine)
        await owes(stage, "o1", "u3", "12000.00", "2018-03-10")
        paid = {"obligation": "o1", "by": "c1", "amount": "4000.00"}
        await stage.act("settleObligation", effectiveOn="2018-05-01", **paid)
        before = await stage.liable("o1", "2018-04-30")
        assert {fen for _, fen in before.values()} == {12_000_00}
        assert await stage.liable("o1") == {
            "cust:u3": ("PRIMARY", 8_000_00),
            "c1": ("JOINT", 8_000_00),
            "t1": ("JOINT_CONTINGENT", 8_000_00),
        }
        more = paid | {"amount": "8000.01"}
        assert await stage.refused("settleObligation", **more) == "SETTLEMENT_TOO_LARGE"
        await stage.act("settleObligation", **(paid | {"amount": "8000.00"}))
        assert {fen for _, fen in (await stage.liable("o1")).values()} == {0}

    async def test_r50_a_debt_of_days_on_both_sides_is_split_by_day(self, engine: Engine):
        stage = await released(engine)
        await owes(stage, "o1", "u3", "400.00", "2018-03-14", occurredTo="2018-03-18")
        assert await stage.liable("o1") == {
            "cust:u3": ("PRIMARY", 400_00),
            "c1": ("JOINT", 200_00),
            "t1": ("JOINT_CONTINGENT", 200_00),
        }

    async def test_q9_a_converted_account_answers_for_itself(self, engine: Engine):
        stage = await released(engine)
        convert = {"account": "u4", "effectiveOn": "2018-04-01"}
        await stage.act("convertResaleAccount", **convert)
        await owes(stage, "o1", "u4", "600.00", "2018-03-31")
        await owes(stage, "o2", "u4", "600.00", "2018-04-01")
        assert (await stage.liable("o1"))["c1"][0] == "UNRESOLVED"
        assert await stage.liable("o2") == {"cust:u4": ("PRIMARY", 600_00)}

    async def test_a_leap_day_stands_on_the_old_side(self, engine: Engine):
        world = """
        t1 is partner from 2019-01-01
        c1 is partner from 2019-06-01
        c1 under t1 as city from 2019-06-01
        u4 under c1 as resale from 2019-06-10
        """
        stage = await staged(engine, "2020-03-01", world=world)
        await stage.cut("c1", "OTHER_GROUNDS", on="2020-03-01", decidedOn="2020-03-01")
        await owes(stage, "o1", "u4", "1.00", "2020-02-29")
        await owes(stage, "o2", "u4", "1.00", "2020-03-01")
        found = await stage.liable("o1", "2020-03-01")
        assert found == {"c1": ("SOLE", 1_00), "t1": ("JOINT_CONTINGENT", 1_00)}
        roles = {role for role, _ in (await stage.liable("o2", "2020-03-01")).values()}
        assert roles == {"UNRESOLVED"}
