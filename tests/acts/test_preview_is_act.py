"""A detachment does what its preview showed, and nothing else, in random worlds.

A hundred worlds usually, a thousand in a deep run. The plan in the answer is that of the preview;
the store has what the plan changes and no other link, standing or tier link; cash counts as the
plan says; and what the preview calls not executable is refused by the code that it names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from graph.changes import apply
from graph.model import AccountHistory, Histories, Moment, Uid, World, day_of
from graph.model.facts import said
from graph.rules.detachment import Cut, Ground, Plan
from graph.store import facts, ledger
from graph.store.engine import Engine
from loaders.acts.desk import END
from loaders.detaching import detachment
from loaders.scope import Scope
from loaders.shared import Shared
from resolvers.context import Context
from resolvers.moment import chosen
from resolvers.schema import schema
from tests.engines import wipe
from tests.property.book import LAST
from tests.property.worlds import random_world
from tests.resolvers.changing import Desk
from tests.scenarios.stage import BEFORE

pytestmark = pytest.mark.anyio

PLAN = """
  ground on earliest executable planHash account { uid }
  requirements { name met code }
  ended { edge account { uid } towards { uid } on cancelled clause { id } fact { id from to } }
  accounts { account { uid } partner { uid } type outcome }
  money { month amount { fen } statusBefore statusAfter
    feeHolderBefore { uid } feeHolderAfter { uid } }
  tasks { duty who { uid } since accounts { uid } }
  warnings { code account { uid } }
"""
PREVIEW = f"""
query ($input: DetachmentInput!, $asOf: Date!) {{
  detachmentPreview(input: $input, asOf: $asOf) {{
    ... on DetachmentPlan {{ {PLAN} }} ... on Refusal {{ code }}
  }}
}}
"""
EXECUTED = f"... on DetachmentExecuted {{ plan {{ {PLAN} }} }}"
STATEMENT = """
query ($month: Month!) {
  performanceStatement(month: $month) { lines { status feeHolder { uid } total { fen } } }
}
"""
AFTERWARDS = "2020-01-02"
"""A day on which all that a world tells is known."""

Sums = Counter[tuple[str, str, str | None]]
UNRECORDED = {"NOTICE_MISSING"}
"""What a preview may suppose and an act may not."""


async def test_an_act_is_its_preview(engine: Engine, deep: bool):
    found = Counter[str]()
    for seed in range(1_000 if deep else 100):
        await wipe(engine)
        world = random_world(seed)
        await ledger.plant(engine, world, BEFORE)
        rng = Random(f"cut {seed}")
        desk = Desk(Shared(engine), AFTERWARDS)
        found[await _held(desk, _input(rng, *_hold(rng, world)))] += 1
    total = sum(found.values())
    assert found["done"] >= total / 4, found
    assert found["refused"] >= total / 50, found


def _hold(rng: Random, world: World) -> tuple[str, date]:
    """An account, and a day on which something of it may be cut."""
    held = [*((each.account, each) for each in (*world.links, *world.standings))]
    held += [(each.city, each) for each in world.tier_links]
    uid, fact = rng.choice(held)
    last = min(fact.valid_to or LAST, LAST)
    days = max((last - fact.valid_from).days, 1)
    return uid, fact.valid_from + timedelta(days=rng.randrange(days))


def _input(rng: Random, uid: str, day: date) -> dict[str, Any]:
    """A cut of it, on a ground that may or may not fit it, not always with all it needs."""
    fitting = {"c": ("OTHER_GROUNDS", "STANDING_LOST"), "u": ("CUSTOMER_REQUEST",)}
    grounds = fitting.get(uid[0], ("PARTNER_EXIT", "VOLUNTARY_EXIT"))
    ground = rng.choice([*grounds * 4, *Ground])
    said: dict[str, Any] = {"uid": uid, "ground": str(ground), "on": day}
    if rng.random() < 0.9:
        said |= {
            "decidedOn": day,
            "noticeReceivedOn": day - timedelta(days=20),
            "appliedOn": day - timedelta(days=40),
        }
    said |= {"releaseCityPartners": rng.random() < 0.8, "endLinks": rng.random() < 0.8}
    return said


async def _held(desk: Desk, said: Mapping[str, Any]) -> str:
    """Whether a cut was done, refused or impossible; fails where act and preview part."""
    given = {name: str(each) if isinstance(each, date) else each for name, each in said.items()}
    today = str(day_of(desk.at))
    preview = (await _asked(desk, PREVIEW, input=given, asOf=today))["detachmentPreview"]
    act = {"detachment": given, "planHash": preview.get("planHash", "none")}
    before, sums = await _histories(desk), await _sums(desk, preview)
    result = await desk.put("executeDetachment", f"{EXECUTED} ... on Refusal {{ code }}", **act)
    assert result.errors is None, result.errors
    done, after = result.data["executeDetachment"], await _histories(desk)
    if "code" in done:
        assert after == before
        assert done["code"] in _codes(preview), (preview, done)
        return "refused" if "ended" in preview else "nothing to cut"
    assert preview["executable"]
    assert done["plan"] == preview
    plan = await _plan(desk, said, before)
    assert plan.hash == preview["planHash"]
    assert _open(after) == _open(apply(before, plan.changes, desk.at))
    assert await _sums(desk, preview) == _moved(sums, preview["money"])
    return "done"


def _codes(preview: Mapping[str, Any]) -> set[str]:
    """By what an act may be refused: the preview's refusal, or what it says is missing."""
    if "code" in preview:
        return {preview["code"]}
    missing = {each["code"] for each in preview["requirements"] if not each["met"]}
    return missing | UNRECORDED


async def _asked(desk: Desk, question: str, **variables: object) -> Any:
    context = Context(await desk.shared.facts(), desk.at)
    result = await schema.execute(question, variable_values=variables, context_value=context)
    assert result.errors is None, result.errors
    return result.data


async def _histories(desk: Desk) -> dict[Uid, AccountHistory]:
    world = await facts.world(desk.shared.engine)
    return await (await desk.shared.facts()).histories([each.uid for each in world.accounts])


async def _plan(desk: Desk, said: Mapping[str, Any], before: Histories) -> Plan:
    """The plan as it was before the act."""
    names = {_snake(name): each for name, each in said.items()}
    named: Any = {**names, "ground": Ground(said["ground"])}
    cut = Cut(**named)
    known = await desk.shared.facts()
    revision = known.revision - 1
    moment = Moment(day_of(desk.at), END, chosen(None), revision)
    plan = await detachment(Scope(known, moment), cut)
    assert isinstance(plan, Plan)
    assert {each.account for each in plan.ended} <= before.keys()
    return plan


def _snake(name: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name)


def _open(histories: Histories) -> set[tuple[str, ...]]:
    """What stands: each edge and standing as it says, without who recorded it and when."""
    return {
        (type(fact).__name__, fact.id, *map(str, said(fact)))
        for each in histories.values()
        for fact in (*each.standings, *each.tier_links, *each.links, *each.conditions)
        if fact.superseded_at is None
    }


async def _sums(desk: Desk, preview: Mapping[str, Any]) -> Sums:
    """Cash of the months that the preview tells of: by month, status and fee holder."""
    found = Sums()
    for month in sorted({each["month"] for each in preview.get("money", ())}):
        answer = await _asked(desk, STATEMENT, month=month)
        for line in answer["performanceStatement"]["lines"]:
            found[month, line["status"], _uid(line["feeHolder"])] += line["total"]["fen"]
    return found


def _moved(sums: Sums, money: Iterable[Mapping[str, Any]]) -> Sums:
    moved = Sums(sums)
    for each in money:
        fen, month = each["amount"]["fen"], each["month"]
        moved[month, each["statusBefore"], _uid(each["feeHolderBefore"])] -= fen
        moved[month, each["statusAfter"], _uid(each["feeHolderAfter"])] += fen
    return moved


def _uid(account: Mapping[str, str] | None) -> str | None:
    return None if account is None else account["uid"]
