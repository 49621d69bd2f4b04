"""The worked example of two tier-1s and their branches, on a stage: who asks and acts on a day.

The cast and its payments of March 2018 are `tests/ladders/fixture.ladder`. An act is a mutation, a
question a query; both go through the schema. Amounts are fen: 10_700_00 is 10,700 yuan.
"""

from datetime import UTC, datetime
from typing import Any

from graph import ladder as notation
from graph.rules import invariants
from graph.store import facts, ledger
from graph.store.engine import Engine
from loaders.shared import Shared
from resolvers.context import Context
from resolvers.schema import schema
from tests.resolvers.changing import Desk
from tests.resolvers.ladders import ladder
from tests.resolvers.previewing import PREVIEW
from tests.scenarios import questions

BEFORE = ledger.Author("tests", datetime(2017, 3, 1, tzinfo=UTC))
"""Whoever told the story up to the act: long before, so that an act is recorded on its own day."""
NOW = datetime(2026, 6, 1, tzinfo=UTC)
"""When questions are asked that do not say as of which day: all that was told is known."""
DONE = "... on Act { revision dryRun replayed events { kind subjects } trace { rules } }"
STEP = "... on RequestChanged { request { requestId version state earliest } }"


class Stage(Desk):
    """Somebody who asks and acts on a day, at noon in Shanghai."""

    def __init__(self, shared: Shared, day: str) -> None:
        """On a day."""
        super().__init__(shared, day)
        self.day = day

    def on(self, day: str) -> "Stage":
        """The same world on another day."""
        return Stage(self.shared, day)

    async def act(self, name: str, **given: Any) -> Any:
        """What a mutation answers that has to go well."""
        return await self.change(name, DONE, **given)

    async def step(self, name: str, **given: Any) -> Any:
        """A request as it stands after somebody made it or took it further."""
        return (await self.change(name, STEP, **given))["request"]

    async def ask(self, question: str, **variables: object) -> Any:
        """The data of a question that has to go well; readings are `Q14="CONSUMED"`."""
        chosen = [
            {"question": key, "option": variables.pop(key)}
            for key in list(variables)
            if key.startswith("Q")
        ]
        context = Context(await self.shared.facts(), NOW)
        given = variables | {"readings": chosen}
        result = await schema.execute(question, variable_values=given, context_value=context)
        assert result.errors is None, result.errors
        return result.data

    async def preview(self, uid: str, ground: str, **more: Any) -> Any:
        """What would follow from a cut, as seen today: a plan or a refusal."""
        readings = {key: more.pop(key) for key in list(more) if key.startswith("Q")}
        said = {"uid": uid, "ground": ground, **more}
        return (await self.ask(PREVIEW, input=said, asOf=self.day, **readings))["detachmentPreview"]

    async def paid(self, uid: str, yuan: str, at: str, **more: Any) -> None:
        """Cash comes in; `more` is of the row."""
        row = {"id": f"{uid}-{at}", "account": uid, "paidAt": at, "amount": yuan, **more}
        await self.act("recordPayments", rows=[row])

    async def cut(self, uid: str, ground: str, **more: Any) -> Any:
        """A detachment previewed and carried out as it was previewed: the plan."""
        plan = await self.preview(uid, ground, **more)
        assert plan["__typename"] == "DetachmentPlan", plan
        await self.act(
            "executeDetachment",
            detachment={"uid": uid, "ground": ground, **more},
            planHash=plan["planHash"],
        )
        return plan

    async def conclude(self, request: str, **more: Any) -> Any:
        """A request carried out by the plan that it shows today."""
        found = await self.ask(questions.PLAN, request=request, asOf=self.day)
        planned = found["request"]["preview"]["planHash"]
        return await self.act("executeDetachment", request=request, planHash=planned, **more)

    async def holders(self, month: str = "2018-03", **more: Any) -> dict[str | None, int]:
        """Fen of a month by fee holder; None: what counts to nobody."""
        return await self._sums("feeHolder", month, more)

    async def direct(self, month: str = "2018-03", **more: Any) -> dict[str | None, int]:
        """Fen of a month by direct partner; None: what counts to nobody."""
        return await self._sums("directPartner", month, more)

    async def statuses(self, month: str = "2018-03", **more: Any) -> dict[str, int]:
        """Fen of a month by whether it counts."""
        found = await self.ask(questions.STATEMENT, month=month, **more)
        sums: dict[str, int] = {}
        for line in found["performanceStatement"]["lines"]:
            sums[line["status"]] = sums.get(line["status"], 0) + line["total"]["fen"]
        return sums

    async def _sums(self, by: str, month: str, more: Any) -> dict[str | None, int]:
        found = await self.ask(questions.STATEMENT, month=month, **more)
        sums: dict[str | None, int] = {}
        for line in found["performanceStatement"]["lines"]:
            name = line[by]["uid"] if line[by] else None
            sums[name] = sums.get(name, 0) + line["total"]["fen"]
        assert found["performanceStatement"]["conservation"]["balanced"]
        return sums

    async def place(self, uid: str, day: str, **more: Any) -> tuple[str | None, str | None]:
        """Partner and tier-1 of an account on a day."""
        found = (await self.ask(questions.PLACE, uid=uid, asOf=day, **more))["account"]
        partner, tier1 = (found[name] or {} for name in ("partner", "tier1"))
        return partner.get("uid"), tier1.get("uid")

    async def lifecycles(self, day: str, *uids: str) -> dict[str, str]:
        """What became of accounts."""
        asked = [(await self.ask(questions.PLACE, uid=uid, asOf=day))["account"] for uid in uids]
        return {each["uid"]: each["lifecycle"] for each in asked}

    async def state(self, request: str, day: str) -> str:
        """State of a request on a day."""
        return (await self.ask(questions.STATE, request=request, asOf=day))["request"]["state"]

    async def liable(self, debt: str, day: str = "2018-05-01", **more: Any) -> dict[str, Any]:
        """Role and outstanding fen of each who answers for a debt; None: not yet told whose."""
        found = (await self.ask(questions.LIABILITY, debt=debt, asOf=day, **more))["liability"]
        return {
            each["party"]["partyId"]: (each["role"], (each["outstanding"] or {}).get("fen"))
            for each in found["obligors"]
        }


async def staged(engine: Engine, day: str, *lines: str, world: str | None = None) -> Stage:
    """The worked example with further lines, or another world, on a day."""
    text = ladder("fixture", *lines) if world is None else "\n".join((world, *lines))
    await ledger.plant(engine, notation.parse(text), BEFORE)
    return Stage(Shared(engine), day)


async def examined(engine: Engine) -> None:
    """I1–I16 hold, what is kept is what the facts give, and the feed tells all that is stored."""
    assert invariants.check(await facts.world(engine)) == ()
    assert await facts.misfits(engine) == ()
    assert (await ledger.audit(engine)).faults == ()
    assert (await ledger.differences(engine))[1] == ()
