"""A random day's work: one act after the other, refused or done, on any account and any day."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.scenarios import questions
from tests.scenarios.stage import Stage

PARTNERS = ("t1", "t2", "p3", "c1", "c2")
CUSTOMERS = (*(f"u{number}" for number in range(1, 10)), "d0")
CAUSES = ("EXPIRED", "EXPELLED", "OTHER")
FIRST = date(2018, 3, 1)

Deed = Callable[["Walk"], Awaitable[tuple[str, dict[str, Any]]]]


class Walk:
    """Somebody who does this and that from March on, now and then for a day long gone."""

    def __init__(self, stage: Stage, random: Random) -> None:
        """Nothing is done yet."""
        self.stage, self.random, self.today = stage, random, FIRST
        self.debts = list[str]()
        self.paid = dict[str, tuple[str, date]]()
        self.done = dict[str, int]()

    def day(self) -> date:
        """A day of the last months, or of the next ones."""
        return self.today + timedelta(days=self.random.choice((0, 0, self.random.randint(-70, 40))))

    def of(self, names: tuple[str, ...]) -> str:
        """One of some accounts."""
        return self.random.choice(names)

    async def step(self) -> None:
        """One act; what becomes of it is counted by its name and outcome."""
        self.today += timedelta(days=self.random.randint(0, 3))
        self.stage = self.stage.on(self.today.isoformat())
        name, given = await self.random.choice(DEEDS)(self)
        if not name:
            return
        result = await self.stage.put(name, "__typename ... on Refusal { code }", **given)
        assert result.errors is None, (name, given, result.errors)
        key = f"{name} {result.data[name].get('code', 'done')}"
        self.done[key] = self.done.get(key, 0) + 1

    async def link(self) -> tuple[str, dict[str, Any]]:
        """A customer is linked, for good or for some days."""
        on, until = self.day(), None
        if self.random.random() < 0.3:
            until = (on + timedelta(days=self.random.randint(1, 60))).isoformat()
        type_ = self.random.choice(("AGENCY", "RESALE"))
        return "linkCustomerAccount", {
            "account": self.of(CUSTOMERS),
            "partner": self.of(PARTNERS),
            "type": type_,
            "effectiveOn": on.isoformat(),
            "until": until,
        }

    async def end(self) -> tuple[str, dict[str, Any]]:
        """A link ends."""
        return "endCustomerLink", {
            "account": self.of(CUSTOMERS),
            "effectiveOn": self.day().isoformat(),
        }

    async def move(self) -> tuple[str, dict[str, Any]]:
        """A customer is moved, with its authorisation."""
        uid, to, on = self.of(CUSTOMERS), self.of(PARTNERS), self.day().isoformat()
        paper = {"account": uid, "partner": to, "act": "TRANSFER", "effectiveOn": "2018-01-01"}
        await self.stage.put("recordAuthorisation", "__typename", **paper)
        return "moveCustomerAccount", {"account": uid, "toPartner": to, "effectiveOn": on}

    async def enter(self) -> tuple[str, dict[str, Any]]:
        """A partner, new or old, enters under another."""
        on = self.day().isoformat()
        days = dict.fromkeys(("appliedOn", "approvedOn", "frameworkSignedOn"), on)
        named = {"city": self.of(PARTNERS), "tier1": self.of(PARTNERS), "cityAgreementOn": on}
        return "admitCityPartner", {**named, **days}

    async def lose(self) -> tuple[str, dict[str, Any]]:
        """A standing is lost, and nothing else."""
        return "recordStandingLoss", {
            "account": self.of(PARTNERS),
            "effectiveOn": self.day().isoformat(),
            "cause": self.random.choice(CAUSES),
        }

    async def stand(self) -> tuple[str, dict[str, Any]]:
        """A standing is had again."""
        return "recordStanding", {
            "account": self.of(PARTNERS),
            "effectiveOn": self.day().isoformat(),
        }

    async def cut(self) -> tuple[str, dict[str, Any]]:
        """A detachment is carried out as previewed, where there is something to cut."""
        ground = self.random.choice(("OTHER_GROUNDS", "STANDING_LOST", "PARTNER_EXIT"))
        on = min(self.day(), self.today).isoformat()
        said = {"uid": self.of(PARTNERS), "ground": ground, "on": on, "decidedOn": on}
        said |= {"noticeReceivedOn": on} if ground == "PARTNER_EXIT" else {}
        said |= {"endLinks": self.random.random() < 0.7}
        said |= {"releaseCityPartners": self.random.random() < 0.7}
        plan = await self.stage.preview(**said)
        if plan["__typename"] == "Refused":
            return "", {}
        return "executeDetachment", {"detachment": said, "planHash": plan["planHash"]}

    async def convert(self) -> tuple[str, dict[str, Any]]:
        """An unbound resale account is converted or closed."""
        into = self.random.choice(("CONVERTED", "CONVERTED", "CLOSED"))
        on = self.day().isoformat()
        given = {"account": self.of(CUSTOMERS), "effectiveOn": on, "into": into}
        return "convertResaleAccount", given

    async def pay(self) -> tuple[str, dict[str, Any]]:
        """Cash comes in, or goes back."""
        uid, day, id_ = self.of((*CUSTOMERS, *PARTNERS)), self.day(), f"w{len(self.paid)}"
        row: dict[str, Any] = {"id": id_, "account": uid, "amount": "90.01"}
        if self.paid and self.random.random() < 0.3:
            first = self.random.choice(sorted(self.paid))
            uid, before = self.paid[first]
            day = max(day, before)
            row |= {"account": uid, "amount": "-9.02", "refundOf": first}
        else:
            self.paid[id_] = uid, day
            used = day - timedelta(days=self.random.randint(1, 30))
            row |= {"consumedFrom": used.isoformat(), "consumedTo": day.isoformat()}
        row |= {"id": f"{id_}-{self.random.random()}"} if "refundOf" in row else {}
        return "recordPayments", {"rows": [row | {"paidAt": f"{day}T12:00:00+08:00"}]}

    async def owe(self) -> tuple[str, dict[str, Any]]:
        """A debt arises, on a day or over some."""
        id_, on = f"o{len(self.debts)}", self.day()
        self.debts.append(id_)
        to = on + timedelta(days=self.random.choice((1, 1, 20)))
        given = {"id": id_, "account": self.of((*CUSTOMERS, *PARTNERS)), "amount": "70.01"}
        return "recordObligation", {
            **given,
            "occurredOn": on.isoformat(),
            "occurredTo": to.isoformat(),
            "cause": self.random.choice(("TRANSACTION", "PARTNER_BREACH")),
        }

    async def correct(self) -> tuple[str, dict[str, Any]]:
        """The first or last day of a link is corrected, or the link is taken back."""
        uid = self.of(CUSTOMERS)
        found = await self.stage.ask(questions.FACTS, uid=uid, asOf=self.today.isoformat())
        links = found["account"]["links"]
        if not links:
            return "", {}
        id_ = self.random.choice(links)["id"]
        named = {"kind": "LINK", "id": id_, "subject": uid, "reason": "It was wrong."}
        if self.random.random() < 0.3:
            return "retractFact", named
        field = self.random.choice(("validFrom", "validTo"))
        return "correctFact", named | {"set": [{"name": field, "value": self.day().isoformat()}]}

    async def find(self) -> tuple[str, dict[str, Any]]:
        """Bad management is found, or ruled out."""
        if not self.debts:
            return "", {}
        given = {"obligation": self.of(tuple(self.debts)), "party": self.of(PARTNERS)}
        return "recordFinding", {
            **given,
            "effectiveOn": self.day().isoformat(),
            "mismanaged": self.random.random() < 0.6,
        }


DEEDS: tuple[Deed, ...] = (
    *(Walk.link, Walk.link, Walk.end, Walk.move, Walk.enter, Walk.lose, Walk.stand, Walk.cut),
    *(Walk.cut, Walk.convert, Walk.pay, Walk.pay, Walk.owe, Walk.find, Walk.correct),
)
